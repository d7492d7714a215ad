#!/usr/bin/python3
# Drags a field of the request to another place with the mouse.
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: tests/gui/headless tests/gui/test-fields-editor.py PROGRAM"""

import sys

try:
    import program
except ImportError:
    print('SKIPPED: pyatspi is not here')
    sys.exit(77)

NAMES = ['User-Agent', 'Accept', 'Accept-Encoding']


def main(command):
    running = program.Program(command)
    running.click(running.find('push button', 'More Options'))

    def names():
        texts = [running.text(node) for node in running.walk() if program.role_of(node) == 'text']
        return [text for text in texts if text in NAMES]

    def handles():
        """Newer GTK has the tooltip for a name, and older for a description."""
        return [running.extents(node) for node in running.walk() if program.role_of(node) == 'image'
                and (node.name + node.description).endswith('to move it')]

    running.wait(lambda: names() == NAMES, 'the fields of a new request')
    first, *_, last = handles()
    running.drag(first.x + first.width // 2, first.y + first.height // 2, last.y + last.height - 2)
    running.wait(lambda: names() == NAMES[1:] + NAMES[:1], 'the first field at the end')
    running.close()


main(*sys.argv[1:])
