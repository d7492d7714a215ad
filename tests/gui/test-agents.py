#!/usr/bin/python3
# Clicks through the User-Agent page of the real program, against servers that it starts itself.
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: tests/gui/headless tests/gui/test-agents.py PROGRAM"""

import sys

try:
    import program
except ImportError:
    print('SKIPPED: pyatspi is not here')
    sys.exit(77)


class Agents(program.Program):
    def __init__(self, command):
        super().__init__(command)
        self.select(self.find('page tab list', 'Tabs'), 'User-Agent')
        menu = self.find(name='Identities of Your Own')
        # Other pages have an address, too, and a button “Send”.
        self.controls = menu.parent
        self.page = self.controls.parent.parent.parent

    def part(self, name):
        self.select(self.find('page tab list', top=self.page), name)

    def shown(self, words):
        """Waits for words in a label or a row."""
        self.wait(lambda: any(words in node.name or words in self.text(node)
                              for node in self.walk(self.page)), f'“{words}”')


def try_it_here(running):
    """From nothing to what a site says to browsers, phones and robots."""
    running.click(running.find('push button', 'Try It Here', top=running.page))
    running.shown('The others are compared with it')
    running.shown('“A page for robots”')
    running.shown('“A page for phones”')


def see_what_the_server_saw(running):
    running.part('As Seen')
    running.click(running.find('push button', 'What Did the Server See?', top=running.page))
    running.shown('The server saw exactly what was sent.')
    running.shown('User-Agent: Roundtrip/')


def show_an_identity(running):
    running.part('Identity')
    running.shown('Nothing is pretended.')
    running.shown('GET / HTTP/1.1')


def main(command):
    running = Agents(command)
    show_an_identity(running)
    try_it_here(running)
    see_what_the_server_saw(running)
    running.close()


main(*sys.argv[1:])
