#!/usr/bin/python3
# Walks every tab of the real program: what can take the focus must have a name.
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: tests/gui/headless tests/gui/test-audit.py PROGRAM"""

import sys

try:
    import program
except ImportError:
    print('SKIPPED: pyatspi is not here')
    sys.exit(77)

# Containers that scroll or hold rows take the focus for their content, which has names.
UNNAMED = {'scroll pane', 'list', 'viewport'}


def focusable(running):
    """What takes the focus: its name, and the way to it."""
    path = []

    def visit(node, depth):
        del path[depth:]
        path.append(f'{program.role_of(node)} “{node.name}”')
        states = running.states(node)
        if {'focusable', 'visible'} <= states and program.role_of(node) not in UNNAMED:
            yield node.name, ' > '.join(path[-5:])
            # The focus does not go on into a button, as that of a drop-down with its item.
            if program.role_of(node) == 'push button':
                return
        if program.role_of(node) not in running.LEAVES:
            for child in node:
                if child:
                    yield from visit(child, depth + 1)

    return list(visit(running.root, 0))


def main(command):
    running = program.Program(command)
    tabs = running.find('page tab list', 'Tabs')
    names = [tabs.getChildAtIndex(index).name for index in range(tabs.childCount)]
    bad = []
    for name in names:
        running.select(tabs, name)
        running.settle()
        found = focusable(running)
        print(f'{name}: {len(found)} places for the focus')
        assert len(found) > len(names), 'the walk finds nothing of the page'
        bad += [f'{name}: {path}' for word, path in found if not word]
    running.close()
    if bad:
        raise SystemExit('without a name:\n' + '\n'.join(bad))


main(*sys.argv[1:])
