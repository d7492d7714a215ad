#!/usr/bin/python3
# Clicks through the HEAD check of the real program, against the local server of statuses.
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: tests/gui/headless tests/gui/test-head.py PROGRAM CLI"""

import sys

import servers

try:
    import program
except ImportError:
    print('SKIPPED: pyatspi is not here')
    sys.exit(77)


class Head(program.Program):
    def __init__(self, command):
        super().__init__(command)
        self.select(self.find('page tab list', 'Tabs'), 'HEAD Check')
        # Other pages have an address, too, and a button “Try It Here”.
        self.controls = self.button('Check').parent
        self.page = self.controls.parent.parent.parent

    def button(self, name):
        """The button on which exactly this stands: others check many addresses."""
        return self.wait(lambda: next(
            node.parent for node in self.walk(getattr(self, 'controls', None))
            if program.role_of(node) == 'label' and node.name == name
            and program.role_of(node.parent) == 'push button'), f'the button “{name}”')

    def check(self, address):
        self.set_text(self.find('text', 'Address', top=self.controls), address)
        self.click(self.button('Check'))

    def find_row(self, *words):
        """The row of which a screen reader says all of these, once it is there."""
        return self.wait(lambda: next(
            node for node in self.walk(self.page)
            if program.role_of(node) == 'list item' and all(word in node.name for word in words)),
            f'a row with {words}')

    def find_alone(self, server, path, *words):
        """The row by a filter: it may be below others, and newer GTK has rows for what is in sight."""
        self.set_text(self.find(name='Filter the addresses', top=self.page), server.rstrip('/') + path)
        self.find_row(server, path, *words)


def try_it_here(running):
    """From nothing to a list with something of every kind in one click."""
    running.click(running.find('push button', 'Try It Here', top=running.page))
    running.button('Stop')
    running.find_row('/200', 'Exists', 'status is OK')
    running.find_row('/301', 'Moved permanently', 'Update the link to')
    running.find_row('/404', 'Missing', 'status is NOT OK')
    running.find_row('/no-head', 'HEAD refused (405), GET used')
    running.find_row('/head/404', 'HEAD says 404, GET says 200')
    running.find_row('127.0.0.1:1/', 'No server')
    running.button('Check')


def sort_by_a_title(running):
    """The rows stand one below the other as a screen reader goes through them."""
    def place(words):
        return running.extents(running.find_row(words)).y

    title = running.find('push button', 'Status', top=running.page)
    running.click(title)
    running.wait(lambda: title.description == 'Sorted, ascending', 'the title says it')
    running.wait(lambda: place('/200') < place('/404') < place('/500'), 'up')
    running.click(title)
    running.wait(lambda: place('/500') < place('/404') < place('/200'), 'down')


def check_one(running, server):
    running.check(server.address + '403')
    running.find_alone(server.address, '/403', 'Forbidden')


def check_the_links_of_a_page(running, server):
    running.button('Check')
    running.set_text(running.find('text', 'Address', top=running.controls), server.address)
    running.click(running.find(name='Check many addresses', top=running.controls))
    running.click(running.find('menu item', 'Links of This Page', top=running.controls))
    running.find_alone(server.address, '/410', 'Missing')
    running.find(name='Got the page from localhost')


def main(command, cli):
    with servers.Local(cli, 'status') as server:
        running = Head(command)
        try_it_here(running)
        sort_by_a_title(running)
        check_one(running, server)
        check_the_links_of_a_page(running, server)
        running.close()


main(*sys.argv[1:])
