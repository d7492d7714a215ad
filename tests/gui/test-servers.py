#!/usr/bin/python3
# Clicks through the Servers page of the real program, and asks its servers from outside.
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: tests/gui/headless tests/gui/test-servers.py PROGRAM"""

import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys

try:
    import program
except ImportError:
    print('SKIPPED: pyatspi is not here')
    sys.exit(77)
for tool in 'curl', 'openssl':
    if not shutil.which(tool):
        print(f'SKIPPED: {tool} is not here')
        sys.exit(77)

LOGS = pathlib.Path(os.environ['XDG_STATE_HOME'], 'roundtrip/logs')
AUTHORITY = pathlib.Path(os.environ['XDG_DATA_HOME'], 'roundtrip/authority/authority.crt')


class Servers(program.Program):
    def __init__(self, command):
        super().__init__(command)
        self.show()
        self.find('push button', 'Start Hello')

    def show(self):
        self.select(self.find('page tab list', 'Tabs'), 'Servers')

    def card(self, title):
        return self.wait(lambda: next((node for node in self.walk() if node.name == title
                                       and node.getRoleName() == 'panel'), None),
                         f'the card “{title}”')

    def address(self, card):
        """What the card says, once the server runs."""
        def read():
            label = next(node for node in self.walk(card) if node.description == 'Address')
            return re.fullmatch(r'https?://localhost:\d+/', self.text(label))[0]
        return self.wait(read, 'an address on the card')

    def start(self, title):
        """Starts a server, on another port if its own is taken; gives its address."""
        card = self.card(title)
        self.click(self.find('push button', f'Start {title}', top=card))
        self.wait(lambda: self.find_any(card, f'Stop {title}', 'Any Free Port'), 'a server')
        if self.find_any(card, 'Any Free Port'):
            self.click(self.find('push button', 'Any Free Port', top=card))
        self.find('push button', f'Stop {title}', top=card)
        return self.address(card)

    def choose(self, card, item):
        """Chooses from the menu of a card."""
        self.click(self.wait(lambda: next(
            node for node in self.walk(card) if node.name.startswith('More for')
            and 'focusable' in self.states(node)), 'the menu'))
        self.click(self.find('menu item', item))

    def type_into_new(self, before, words):
        """Types into the window that is none of those before, then Return until it is gone."""
        window = self.wait(lambda: [one for one in self.windows() if one not in before],
                           'another window')[-1]
        self._xdotool('windowfocus', '--sync', window)
        self._xdotool('type', '--window', window, words)

        def press():
            # The first may only take up what a list offers.
            self._xdotool('key', '--window', window, 'Return')
            self.settle(1)
            return window not in self.windows()
        self.wait(press, 'the window to close')

    def find_any(self, card, *names):
        return next((node for node in self.walk(card) if node.name in names
                     and 'visible' in self.states(node)), None)


def curl(*words):
    done = subprocess.run(['curl', '-sS', '--max-time', '10', *words],
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f'curl {words}: {done.stderr}')
    return done.stdout


def expect(what, wanted):
    if what != wanted:
        raise SystemExit(f'“{what}” is not “{wanted}”')


def share_a_folder():
    """Makes the user's public folder, with a file in it."""
    folder = pathlib.Path(os.environ['HOME'], 'Public')
    folder.mkdir()
    (folder / 'note.txt').write_text('from a folder\n')
    config = pathlib.Path(os.environ['XDG_CONFIG_HOME'], 'user-dirs.dirs')
    config.write_text('XDG_PUBLICSHARE_DIR="$HOME/Public"\n')


def hold_port(port):
    """Takes a port; if somebody else has it, it is taken all the same."""
    holder = socket.socket()
    holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        holder.bind(('127.0.0.1', port))
        holder.listen()
    except OSError:
        pass
    return holder


def meet_a_busy_port(running):
    holder = hold_port(8800)
    hello = running.card('Hello')
    running.click(running.find('push button', 'Start Hello', top=hello))
    running.find(name='port 8800.', top=hello)
    offer = running.find('push button', 'Use 88', top=hello)
    port = running.text(offer).split()[-1]
    running.click(offer)
    expect(running.address(hello), f'http://localhost:{port}/')
    holder.close()


def ask_from_outside(running):
    hello = running.card('Hello')
    address = running.address(hello)
    expect(curl(address + 'from-outside'), 'Hello from server!')
    running.find(name='GET /from-outside', top=hello)
    running.find(name='18 bytes sent', top=hello)
    port = address.rstrip('/').split(':')[-1]
    log = LOGS / f'hello-{port}.log'
    running.wait(lambda: '"GET /from-outside HTTP/1.1" 200 18' in log.read_text(),
                 'the line on disk')

    running.click(running.find('push button', 'Fetch It Here', top=hello))
    running.find(name='Got the page from localhost')
    running.show()
    running.click(running.find('push button', 'Stop Hello', top=hello))
    running.find('push button', 'Start Hello', top=hello)
    done = subprocess.run(['curl', '-s', address], capture_output=True, check=False)
    expect(done.returncode, 7)


def speak_tls(running):
    address = running.start('Files of a folder (TLS)')
    expect(address.split(':')[0], 'https')
    expect(curl('--cacert', str(AUTHORITY), address + 'note.txt'), 'from a folder\n')
    for host in '127.0.0.1', '[::1]':
        expect(curl('--cacert', str(AUTHORITY), address.replace('localhost', host) + 'note.txt'),
               'from a folder\n')
    expect(AUTHORITY.parent.stat().st_mode & 0o777, 0o700)


def follow_the_guide(running):
    """The command for curl does what it says, as it stands there."""
    running.choose(running.card('Files of a folder (TLS)'), 'How to Trust It')
    command = running.find('label', 'curl --cacert').name
    done = subprocess.run(command + 'note.txt', shell=True, capture_output=True, text=True,
                          check=False)
    expect(done.stdout, 'from a folder\n')
    running.key('Escape')


def import_a_certificate(running):
    """From a PKCS #12 file, whose password is asked for until it is right."""
    home = os.environ['HOME']
    for command in (f'req -x509 -newkey rsa:2048 -nodes -keyout {home}/own.key -out {home}/own.crt '
                    '-days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost',
                    f'pkcs12 -export -in {home}/own.crt -inkey {home}/own.key -out {home}/own.p12 '
                    '-passout pass:secret'):
        subprocess.run(['openssl', *command.split()], capture_output=True, check=True)

    running.choose(running.card('Hello'), 'Settings')
    running.click(running.wait(lambda: next(
        node for node in running.walk() if 'Speak TLS' in node.name
        and node.getRoleName() == 'check box'), 'the switch'))
    before = running.windows()
    running.click(running.find('push button', 'Import'))
    running.type_into_new(before, f'{home}/own.p12')
    for words in 'wrong', 'secret':
        running.find(name='The Key Has a Password' if words == 'wrong' else 'That was not the one')
        running.type_into_new(before, words)
    running.find(name='From a file of yours')
    running.click(running.find('push button', 'Save'))
    address = running.start('Hello (TLS)')
    expect(curl('--cacert', f'{home}/own.crt', address), 'Hello from server!')


def main(command):
    share_a_folder()
    running = Servers(command)
    meet_a_busy_port(running)
    ask_from_outside(running)
    speak_tls(running)
    follow_the_guide(running)
    running.close()

    running = Servers(command)
    import_a_certificate(running)
    running.click(running.find('push button', 'Stop Hello (TLS)'))
    running.find('push button', 'Start Hello (TLS)')
    running.close()

    # What was running is offered again, and not started by itself.
    running = Servers(command)
    running.find(name='1 server was running when Roundtrip ended.')
    running.find('push button', 'Start Files of a folder (TLS)')
    running.click(running.find('push button', 'Start Again'))
    running.find('push button', 'Stop Files of a folder (TLS)')
    running.close()


main(*sys.argv[1:])
