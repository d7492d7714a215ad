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

# The handle, left of the switch and the name: right and below of its middle, as newer GTK tells
# places 7 pixels further up and left.
HANDLE = -52


def main(command):
    running = program.Program(command)
    running.click(running.find('push button', 'More Options'))

    def fields():
        return [node for node in running.walk()
                if program.role_of(node) == 'text' and running.text(node) in NAMES]

    def names():
        return [running.text(node) for node in fields()]

    running.wait(lambda: names() == NAMES, 'the fields of a new request')
    first, *_, last = map(running.extents, fields())
    running.drag(first.x + HANDLE, first.y + first.height * 5 // 8, last.y + last.height - 2)
    running.wait(lambda: names() == NAMES[1:] + NAMES[:1], 'the first field at the end')
    running.close()


main(*sys.argv[1:])
