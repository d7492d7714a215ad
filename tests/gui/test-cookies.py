#!/usr/bin/python3
# Clicks through the Cookies page of the real program, against the local server of cookies.
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: tests/gui/headless tests/gui/test-cookies.py PROGRAM CLI"""

import re
import subprocess
import sys

try:
    import program
except ImportError:
    print('SKIPPED: pyatspi is not here')
    sys.exit(77)


class Server:
    def __init__(self, cli):
        self.process = subprocess.Popen([cli, 'serve', '--recipe', 'cookies', '--port', '0'],
                                        stdout=subprocess.PIPE, text=True)
        self.address = re.search(r'http://localhost:\d+/', self.process.stdout.readline())[0]

    def close(self):
        self.process.terminate()
        self.process.wait()


class Cookies(program.Program):
    def __init__(self, command):
        super().__init__(command)
        self.select(self.find('page tab list', 'Tabs'), 'Cookies')
        run = self.find('push button', 'Run')
        # Other pages have buttons of the same names.
        self.page = run.parent.parent.parent.parent.parent
        self.parts = self.find('page tab list', top=self.page)

    def show(self, part):
        self.select(self.parts, part)

    def fill_in(self, role, name, value):
        self.set_text(self.find(role, name, top=self.page), value)

    def press(self, name):
        self.click(self.find('push button', name, top=self.page))

    def count(self, words, n):
        """Waits until the jar has so many cookies."""
        self.find('label', words.format(n), top=self.page)

    def badges(self, name):
        """What the two visits came to for a cookie."""
        def look():
            head = next(node for node in self.walk(self.page)
                        if node.getRoleName() == 'label' and node.name == name)
            row = head.parent.parent
            found = [node.name for node in self.walk(row)
                     if node.getRoleName() == 'label' and node.description.endswith('visit')]
            return found if len(found) == 2 else None
        return self.wait(look, f'the row of {name}')


def sign_in(running, server):
    """The recipe: two addresses, two fields, two visits side by side."""
    running.fill_in('text', 'Sign in at', server.address + 'login')
    running.fill_in('text', 'Then visit', server.address + 'account')
    running.fill_in('text', 'Value of id_username', 'Grace Hopper')
    running.fill_in('text', 'Value of id_password', 'sesame')
    running.press('Run')
    running.find('push button', 'Run', top=running.page, seconds=60)
    assert running.badges('session') == ['New', 'Changed'], running.badges('session')
    assert running.badges('visits') == ['New', 'Changed'], running.badges('visits')
    running.find(name='200 OK')
    running.find('label', 'It takes the place of the cookie with the same name, domain and path. '
                          '[RFC 6265bis §5.7 (23)]', top=running.page)


def look_into_the_jar(running):
    running.show('Jar')
    running.find('label', '2 cookies', top=running.page)
    running.find(name='Name: session', top=running.page)
    running.press('Delete Cookie')


def main(command, cli):
    server = Server(cli)
    try:
        running = Cookies(command)
        sign_in(running, server)
        look_into_the_jar(running)
        running.close()
    finally:
        server.close()


main(*sys.argv[1:])
