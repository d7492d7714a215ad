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
                                       and program.role_of(node) == 'panel'), None),
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
        self.open(card, 'More for')
        self.click(self.find('menu item', item, top=card))

    def open(self, card, name):
        """Opens what a button of a card has below it."""
        self.click(self.wait(lambda: next(
            node for node in self.walk(card) if node.name.startswith(name)
            and 'focusable' in self.states(node)), name))

    def choose_file(self, before, path):
        """In the dialog, whose window is none of those before."""
        window = self.wait(lambda: [one for one in self.windows() if one not in before],
                           'another window')[-1]
        # A slash makes an entry. Typing there is mixed with what it completes.
        self._xdotool('windowfocus', '--sync', window, 'type', '--window', window, '/')
        entry = self.wait(lambda: next(node for node in self.walk()
                                       if program.role_of(node) == 'text'
                                       and self.text(node).startswith('/')), 'the entry for a path')
        self.set_text(entry, path)
        self.click(self.find('push button', '_Open', top=self.window_of(entry)))
        self.wait(lambda: window not in self.windows(), 'the window to close')

    def give_password(self, question, password):
        """Answers what is asked in a window of its own, or in newer libadwaita in the last one."""
        heading = self.find(name=question)
        entry = self.find('password text', top=self.window_of(heading))
        entry.queryEditableText().setTextContents(password)
        self.key_in_dialog('Return')
        self.wait(lambda: not any(question in node.name for node in self.walk()), 'the answer to be taken')

    def switch(self, name):
        self.click(self.wait(lambda: next(node for node in self.walk() if name in node.name
                                          and program.role_of(node) == 'check box'), 'the switch'))

    def save_settings(self):
        editor = self.find('frame', 'Server')
        self.click(self.find('push button', 'Save', top=editor))

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
    guide = running.find('frame', 'How to Trust It')
    running.click(running.find('push button', 'Close', top=guide))


def export_the_certificate(running):
    """The file has key and certificate of the server, for the user alone."""
    path = pathlib.Path(os.environ['HOME'], 'exported.pem')
    running.choose(running.card('Files of a folder (TLS)'), 'Export Certificate and Key')
    entry = running.find('text', 'Name:')
    running.wait(lambda: running.text(entry) == 'server.pem', 'the name “server.pem”')
    running.set_text(entry, str(path))
    running.click(running.find('push button', '_Save', top=running.window_of(entry)))
    running.find(name='Certificate and key are saved')
    expect(path.stat().st_mode & 0o777, 0o600)
    text = path.read_text()
    for what in 'PRIVATE KEY', 'CERTIFICATE':
        if f'-----BEGIN {what}-----' not in text:
            raise SystemExit(f'no {what} in {text}')
    address = running.address(running.card('Files of a folder (TLS)')).split('/')[2]
    shown = openssl(f's_client -connect {address} -servername localhost')
    expect(openssl('x509 -noout -fingerprint', shown),
           openssl('x509 -noout -fingerprint', text))
    expect(openssl('x509 -noout -pubkey', text), openssl('pkey -pubout', text))


def be_on_the_network(running):
    """Others can reach it where it says, until it is hidden again."""
    running.choose(running.card('Echo'), 'Settings')
    running.switch('Visible on the Network')
    running.find(name='Minutes until It Is Hidden Again')
    running.save_settings()
    running.start('Echo')
    card = running.card('Echo')
    running.find(name='Everyone on your network can use this server.\nFrom', top=card)
    running.open(card, 'Addresses')
    def others():
        return [node.name for node in running.walk(card)
                if re.fullmatch(r'http://(?!localhost).*/', node.name)]
    # They are both there; older GTK does not tell which is in sight.
    running.wait(lambda: others() or running.find_any(card, 'This computer is in no network.'),
                 'its addresses')
    addresses = others()
    for address in addresses:
        if '"method" : "GET"' not in curl(address):
            raise SystemExit(f'{address} does not answer')
    if not addresses:
        print('not tested: this computer is in no network')
    running.key('Escape')
    running.click(running.find('push button', 'Stop Echo'))
    running.find('push button', 'Start Echo')


def openssl(command, text=None):
    return subprocess.run(['openssl', *command.split()], capture_output=True, check=True,
                          input=text or '', text=True).stdout


def make_certificates():
    home = os.environ['HOME']
    openssl(f'req -x509 -newkey rsa:2048 -nodes -keyout {home}/own.key -out {home}/own.crt '
            '-days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost')
    openssl(f'pkcs12 -export -in {home}/own.crt -inkey {home}/own.key -out {home}/own.p12 '
            '-passout pass:secret')


def copies():
    return list(AUTHORITY.parent.glob('imported-*'))


def import_with_a_key_of_its_own(running):
    """The key is in another file, which is asked for; its copy goes with the server."""
    home = os.environ['HOME']
    running.choose(running.card('Echo'), 'Settings')
    running.switch('Speak TLS')
    before = running.windows()
    running.click(running.find('push button', 'Import'))
    running.choose_file(before, f'{home}/own.crt')
    running.find(name='File with the Key of the Certificate')
    running.choose_file(before, f'{home}/own.key')
    running.find(name='From a file of yours')
    running.save_settings()
    address = running.start('Echo (TLS)')
    if '"method" : "GET"' not in curl('--cacert', f'{home}/own.crt', address):
        raise SystemExit('no echo')
    expect(len(copies()), 1)
    running.choose(running.card('Echo (TLS)'), 'Remove')
    running.find(name='“Echo (TLS)” is removed')
    running.close()
    expect(copies(), [])


def import_a_certificate(running):
    """From a PKCS #12 file, whose password is asked for until it is right."""
    home = os.environ['HOME']
    running.choose(running.card('Hello'), 'Settings')
    running.switch('Speak TLS')
    before = running.windows()
    running.click(running.find('push button', 'Import'))
    running.choose_file(before, f'{home}/own.p12')
    running.give_password('It is needed once', 'wrong')
    running.give_password('That was not the one', 'secret')
    running.find(name='From a file of yours')
    running.save_settings()
    address = running.start('Hello (TLS)')
    expect(curl('--cacert', f'{home}/own.crt', address), 'Hello from server!')


def end_at_once(running):
    """What was asked in the last moment is in the log."""
    address = running.start('Compressed page')
    # Named by its port, or by a number where that was taken.
    log = running.wait(lambda: next(LOGS.glob('gzip-*.log'), None), 'its log')
    for path in 'one', 'two', 'three':
        curl(address + path)
    running.close()
    if '"GET /three HTTP/1.1" 200' not in log.read_text():
        raise SystemExit(f'{log} ends too early')


def main(command):
    share_a_folder()
    running = Servers(command)
    meet_a_busy_port(running)
    ask_from_outside(running)
    speak_tls(running)
    follow_the_guide(running)
    export_the_certificate(running)
    be_on_the_network(running)
    running.close()

    make_certificates()
    running = Servers(command)
    import_with_a_key_of_its_own(running)

    running = Servers(command)
    import_a_certificate(running)
    running.click(running.find('push button', 'Stop Hello (TLS)'))
    running.find('push button', 'Start Hello (TLS)')
    end_at_once(running)

    # What was running is offered again, and not started by itself.
    running = Servers(command)
    running.find(name='2 servers were running when Roundtrip ended.')
    running.find('push button', 'Start Files of a folder (TLS)')
    running.click(running.find('push button', 'Start Again'))
    running.find('push button', 'Stop Files of a folder (TLS)')
    running.close()


main(*sys.argv[1:])
