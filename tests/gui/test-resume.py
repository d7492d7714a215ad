#!/usr/bin/python3
# Clicks through the Resume page of the real program, against a server that lets it down.
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


class Handler(http.server.BaseHTTPRequestHandler):
    """/slow waits after its first bytes; /expires gives some, and then 403; /fresh gives all."""

    gate = threading.Event()
    asked = set()

    def do_GET(self):
        path = self.path.partition('?')[0]
        again, first = path in self.asked, self.first_byte()
        self.asked.add(path)
        if path == '/missing' and '/found' not in self.asked:
            self.send_error(404)
            return
        if path == '/expires' and again:
            self.send_response(403)
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
            if path == '/slow':
                self.gate.wait(60)
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

    def verify(self, digest):
        self.click(self.wait(lambda: next(
            node for node in self.walk() if node.name == 'More for this download'
            and 'focusable' in self.states(node)), 'the menu'))
        self.click(self.find('menu item', 'Verify…'))
        self.set_text(self.find('text', 'Digest'), digest)
        self.press('Verify')

    def see(self, words):
        """Waits for words of the details, in which no size is broken over two lines."""
        self.wait(lambda: next((node for node in self.walk() if program.role_of(node) == 'label'
                                and words in self.text(node).replace('\xa0', ' ')), None),
                  f'“{words}”')


def check(name):
    if (FOLDER / name).read_bytes() != CONTENT:
        raise SystemExit(f'{name} is not what the server has')


def main(command):
    FOLDER.mkdir(parents=True)
    config = pathlib.Path(os.environ['XDG_CONFIG_HOME'])
    config.mkdir(parents=True, exist_ok=True)
    (config / 'user-dirs.dirs').write_text(f'XDG_DOWNLOAD_DIR="{FOLDER}"\n')
    root = f'http://127.0.0.1:{servers.start_http(Handler)}'
    notifications = desktop.Desktop()
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
    Handler.gate.set()
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
    resume.press('Download Again')
    resume.see('Finished')
    check('slow (1)')
    # The dialogs have taken the focus from the window: who does not look at it is told.
    buttons = notifications.find(resume, 'Download Finished', 'slow (1)')
    if not {'Open', 'Show in Folder'} <= buttons.keys():
        raise SystemExit(f'the notification has only {buttons}')
    resume.add(root + '/missing')
    resume.see('404')
    buttons = notifications.find(resume, 'Download Stopped', 'missing')
    Handler.asked.add('/found')
    notifications.press(buttons['Try Again'])
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
    resume.close()


main(*sys.argv[1:])
