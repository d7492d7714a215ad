#!/usr/bin/python3
# Clicks through the Forms page of the real program, against the local server of forms.
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: tests/gui/headless tests/gui/test-forms.py PROGRAM CLI"""

import sys

import servers

try:
    import program
except ImportError:
    print('SKIPPED: pyatspi is not here')
    sys.exit(77)


class Forms(program.Program):
    def __init__(self, command):
        super().__init__(command)
        self.select(self.find('page tab list', 'Tabs'), 'Forms')
        button = self.find('push button', 'Find Forms')
        # Other pages have an address, too, and a button “Send”.
        self.controls = button.parent
        self.page = self.controls.parent.parent.parent

    def open(self, address):
        """Finds the forms of a page."""
        self.set_text(self.find('text', 'Address', top=self.controls), address)
        self.click(self.find('push button', 'Find Forms'))

    def fill_in(self, name, value):
        self.set_text(self.wait(lambda: next(
            node for node in self.walk() if node.name == f'Value of {name}'), name), value)

    def shown(self, words):
        """Waits for words in a text: of the preview, or of the body of the answer."""
        self.wait(lambda: any(words in self.text(node) for node in self.walk()
                              if program.role_of(node) == 'text'), f'“{words}”')


def try_it_here(command):
    """From nothing to a form that was sent: its token is good for once, with its cookie."""
    running = Forms(command)
    running.click(running.find('push button', 'Try It Here', top=running.page))
    running.fill_in('signup-user-name', 'Ada Lovelace')
    running.click(running.find('push button', 'Sign up'))
    running.shown('<td><code>Ada Lovelace</code>')
    running.close()


def sign_up(running, server):
    running.open(server.address + 'sign-up')
    button = running.find('push button', 'Sign up')
    running.fill_in('signup-user-name', 'Grace Hopper')
    running.fill_in('signup-user-email', 'grace@example.com')
    running.fill_in('signup-user-password', 'a&b')
    if not any(node.name == 'What Will Be Sent' for node in running.walk()):
        running.click(running.find('push button', 'Preview'))
    running.shown('signup-user-name=Grace+Hopper&signup-user-email=grace%40example.com')
    running.click(button)
    # What the server has read, in its own words.
    running.shown('<td><code>Grace Hopper</code><td>12')
    running.shown('<td><code>a&amp;b</code><td>3')


def send_a_token(running, server):
    """It is good for once, and only with its cookie: the page is fetched again for both."""
    running.open(server.address + 'token-and-cookie')
    running.find('label', 'csrf-token')
    running.fill_in('signup-user-name', 'with a token')
    for _ in range(2):
        running.click(running.find('push button', 'Sign up'))
        running.shown('<td><code>with a token</code>')
    running.find(name='200 OK')


def fill_in_by_hand(running, server):
    running.open(server.address + 'show')
    running.find('label', 'This page has no form.')
    running.fill_in('signup-user-name', 'by hand')
    running.click(running.find('push button', 'Send', top=running.page))
    running.shown('signup-user-name=by+hand&amp;signup-user-email=&amp;signup-user-password=')


def main(command, cli):
    with servers.Local(cli, 'form') as server:
        try_it_here(command)
        running = Forms(command)
        sign_up(running, server)
        send_a_token(running, server)
        fill_in_by_hand(running, server)
        running.close()


main(*sys.argv[1:])
