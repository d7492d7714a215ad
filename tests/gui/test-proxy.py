#!/usr/bin/python3
# Clicks through the Proxy page of the real program, with nothing but what it starts itself.
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: tests/gui/headless tests/gui/test-proxy.py PROGRAM"""

import sys

try:
    import program
except ImportError:
    print('SKIPPED: pyatspi is not here')
    sys.exit(77)


class Proxy(program.Program):
    def __init__(self, command):
        super().__init__(command)
        self.select(self.find('page tab list', 'Tabs'), 'Proxy')
        button = self.find('push button', 'Compare Ways')
        # Other pages have an address, too, and a button “Send”.
        self.controls = button.parent
        self.page = self.controls.parent.parent.parent


def try_it_here(running):
    """A proxy and a server from one button; the server sees what the proxy adds."""
    running.click(running.find('push button', 'Try It Here', top=running.page))
    running.wait(lambda: any('"Via"' in running.text(node) for node in running.walk(running.page)
                             if program.role_of(node) == 'text'), 'the field Via in the echo')


def compare(running):
    running.click(running.find('push button', 'Compare Ways', top=running.page))
    ways = running.find('list', 'Ways that were compared', top=running.page)
    running.wait(lambda: ways.childCount == 3, 'three ways')
    for index, words in enumerate(('Without a Proxy, 200', 'System Settings, 200', 'One Proxy, 200')):
        running.wait(lambda: ways.getChildAtIndex(index).name.startswith(words), words)
    name = ways.getChildAtIndex(2).name
    assert 'Through http://localhost:' in name, name
    running.wait(lambda: any(node.name.startswith('Fields added: ') and 'Via' in node.name
                             for node in running.walk(ways)), 'what the proxy has added')
    ways.querySelection().selectChild(2)


def main():
    running = Proxy(sys.argv[1])
    try:
        try_it_here(running)
        compare(running)
    finally:
        running.close()


main()
