#!/usr/bin/python3
# Clicks through the Resume page of the real program, on a desktop and against a server that let
# it down.
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: tests/gui/headless tests/gui/test-resume.py PROGRAM"""

import hashlib
import http.server
import os
import pathlib
import random
import re
import sys
import threading

import servers

try:
    import desktop
    import program
except ImportError:
    print('SKIPPED: pyatspi is not here')
    sys.exit(77)

SIZE = 2_000_000
FIRST = 400_000
CONTENT = random.Random(1).randbytes(SIZE)
FOLDER = pathlib.Path(os.environ['XDG_DATA_HOME'], 'files')
OPENED = FOLDER.with_name('opened')


class Handler(http.server.BaseHTTPRequestHandler):
    """/slow and /metered wait after their first bytes; /expires gives some, and then 403; /fresh
    gives all; /busy does not want to be asked for most of an hour, but once."""

    gates = {'/slow': threading.Event(), '/metered': threading.Event()}
    asked = set()

    def do_GET(self):
        path = self.path.partition('?')[0]
        again, first = path in self.asked, self.first_byte()
        self.asked.add(path)
        if path == '/missing' and '/found' not in self.asked:
            self.send_error(404)
            return
        if (path == '/expires' and again) or (path == '/busy' and not again):
            self.send_response(403 if again else 503)
            self.send_header('Retry-After', '3000')
            self.send_header('Content-Length', '0')
            self.end_headers()
            return
        self.send_response(206)
        self.send_header('ETag', f'"{path}"')
        self.send_header('Content-Range', f'bytes {first}-{SIZE - 1}/{SIZE}')
        self.send_header('Content-Length', str(SIZE - first))
        self.end_headers()
        if not again and path != '/fresh':
            self.wfile.write(CONTENT[first:FIRST])
            self.wfile.flush()
            if path in self.gates:
                self.gates[path].wait(60)
            return
        self.wfile.write(CONTENT[first:])

    def first_byte(self):
        match = re.fullmatch(r'bytes=(\d+)-\d*', self.headers.get('Range', ''))
        return int(match[1]) if match else 0

    def log_message(self, *words):
        pass


class Resume(program.Program):
    def __init__(self, command):
        super().__init__(command)
        self.select(self.find('page tab list', 'Tabs'), 'Resume')
        self.entry = self.find('text', 'Addresses of files')

    def add(self, address):
        self.set_text(self.entry, address)
        self.click(self.find('push button', 'Download'))

    def press(self, name):
        self.click(self.find('push button', name))

    def look_away(self):
        """Gives the keys to what is under the pointer (to X, that is window 1), which is nothing."""
        self._xdotool('mousemove', '1270', '890', 'windowfocus', '1')
        self.wait(lambda: 'active' not in self.states(self.root[0]), 'the window to lose the focus')

    def more(self, name):
        return self.wait(lambda: next(node for node in self.walk() if node.name == name
                                      and 'focusable' in self.states(node)), name)

    def verify(self, digest):
        self.click(self.more('More for this download'))
        self.click(self.find('menu item', 'Verify…'))
        self.set_text(self.find('text', 'Digest'), digest)
        self.press('Verify')

    def see(self, words):
        """Waits for words of the details, in which no size is broken over two lines."""
        self.wait(lambda: next((node for node in self.walk() if program.role_of(node) == 'label'
                                and words in self.text(node).replace('\xa0', ' ')), None),
                  f'“{words}”')


def prepare():
    """Where downloads go; a link tells what the program opened that is there for any file."""
    config, data = (pathlib.Path(os.environ[name]) for name in ('XDG_CONFIG_HOME', 'XDG_DATA_HOME'))
    for folder in config, FOLDER, data / 'applications':
        folder.mkdir(parents=True, exist_ok=True)
    (config / 'user-dirs.dirs').write_text(f'XDG_DOWNLOAD_DIR="{FOLDER}"\n')
    (config / 'mimeapps.list').write_text('[Default Applications]\n'
                                          'application/octet-stream=open.desktop\n')
    (data / 'applications/open.desktop').write_text(
        f'[Desktop Entry]\nType=Application\nName=Open\nExec=ln -s %f "{OPENED}"\n')


def find_file(resume, around, name):
    """Opens a finished file and shows it in its folder, until it is gone."""
    file = FOLDER / name
    resume.press('Open')
    resume.wait(OPENED.is_symlink, f'{name} to be opened')
    if OPENED.readlink() != file:
        raise SystemExit(f'{OPENED.readlink()} was opened')
    around.provide(desktop.FILES)
    resume.press('Show in Folder')
    resume.wait(lambda: around.shown == [file.as_uri()], f'{name} in its folder')
    file.unlink()
    resume.press('Open')
    resume.find(name='It is not there any more: it was moved or deleted')


def mind_network(resume, around, root):
    """Waits while the network costs; goes on as soon as there is one."""
    resume._xdotool('windowfocus', '--sync', resume.window)
    resume.click(resume.more('More for all downloads'))
    resume.click(resume.find('menu item', 'Limits and Schedule…'))
    switch = resume.find('check box', 'Wait on Metered Networks')
    resume.click(switch)
    resume.wait(lambda: 'checked' in resume.states(switch), 'the switch to be on')
    resume._xdotool('windowfocus', '--sync', resume.windows()[-1], 'key', 'Escape')
    resume.wait(lambda: len(resume.windows()) == 1, 'the end of the preferences')
    resume.add(root + '/metered')
    resume.see('400.0 kB of 2.0 MB')
    resume.wait(lambda: around.inhibited, 'the computer to stay awake')
    around.change_network(Metered=around.METERED)
    resume.see('Waits for a network that is not metered')
    resume.wait(lambda: not around.inhibited, 'that the computer may sleep')
    around.change_network(Metered=around.NOT_METERED)
    resume.see('Finished')
    check('metered')

    resume.add(root + '/busy')
    resume.see('Trying again in')
    around.change_network(State=around.DISCONNECTED)
    around.change_network(State=around.CONNECTED)
    resume.see('Finished')
    check('busy')
    resume.wait(lambda: not around.inhibited, 'that the computer may sleep')


def check(name):
    if (FOLDER / name).read_bytes() != CONTENT:
        raise SystemExit(f'{name} is not what the server has')


def main(command):
    prepare()
    root = f'http://127.0.0.1:{servers.start_http(Handler)}'
    around = desktop.Desktop(desktop.SESSION, desktop.NETWORK)
    resume = Resume(command)

    # A server that breaks off again and again, from the button of the empty page.
    resume.click(resume.find('push button', 'Try It Here',
                             top=resume.find('push button', 'Paste Addresses').parent))
    resume.see('going on from there')
    resume.see('Finished · 20.0 MB')

    resume.add(root + '/slow')
    resume.see('400.0 kB of 2.0 MB')
    resume.press('Pause')
    resume.find('push button', 'Resume')
    resume.see('Paused')
    Handler.gates['/slow'].set()
    resume.press('Resume')
    resume.see('Finished')
    resume.see('400000 bytes are on disk from before')
    check('slow')
    # What the request was that brought the rest.
    resume.click(resume.find(name='1 · connection 1'))
    resume.find(name='Got the answer')

    resume.add(root + '/slow')
    resume.see('File already downloaded!')

    resume.verify(hashlib.sha256(CONTENT).hexdigest())
    resume.see('The digest (sha-256) is right.')
    (FOLDER / 'slow').write_bytes(CONTENT[:-1] + b'?')
    resume.verify(hashlib.sha256(CONTENT).hexdigest())
    resume.see('The file is not what it should be')
    resume.look_away()
    resume.press('Download Again')
    resume.see('Finished')
    check('slow (1)')
    # Who does not look at it is told.
    buttons = around.find(resume, 'Download Finished', 'slow (1)')
    if not {'Open', 'Show in Folder'} <= buttons.keys():
        raise SystemExit(f'the notification has only {buttons}')
    around.press(buttons['Show in Folder'])  # there is nobody who could
    resume.find(name='No program was found that opens it')
    resume.add(root + '/missing')
    resume.see('404')
    buttons = around.find(resume, 'Download Stopped', 'missing')
    Handler.asked.add('/found')
    around.press(buttons['Try Again'])
    resume.see('Finished')
    check('missing')

    resume.add(root + '/expires')
    resume.see('Get a new link where you got the old one')
    resume.set_text(resume.find('text', 'New link'), root + '/fresh?signature=2')
    resume.press('Go On')
    resume.see('Finished')
    check('expires')
    if (FOLDER / 'expires.part').exists():
        raise SystemExit('the part is left over')

    find_file(resume, around, 'expires')
    mind_network(resume, around, root)
    resume.close()


main(*sys.argv[1:])
