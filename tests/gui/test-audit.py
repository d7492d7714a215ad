#!/usr/bin/python3
# Walks every tab and window of the real program: what can take the focus must have a name, and
# what is chosen from a list must be said.
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: tests/gui/headless tests/gui/test-audit.py PROGRAM"""

import re
import sys

try:
    import program
except ImportError:
    print('SKIPPED: pyatspi is not here')
    sys.exit(77)

# Containers that scroll or hold rows take the focus for their content, which has names.
UNNAMED = {'scroll pane', 'list', 'viewport'}


# What has words of the program for a name, and no data.
WORDED = {'push button', 'toggle button', 'check box', 'menu item', 'page tab'}

# The keys that open the windows of the program.
WINDOWS = ['ctrl+comma', 'ctrl+question', 'F1']


def is_name(word, role):
    """Whether a screen reader can say it: no type of a widget, and no mark of a mnemonic."""
    return word and not re.match('(Gtk|Adw|Rt)[A-Z]', word) and not (role in WORDED and '_' in word)


def is_laid_out(running, node):
    """What was never shown has no place, and no name yet where it is given one then."""
    try:
        return running.extents(node).width > 0
    except Exception:
        return False


def focusable(running):
    """What takes the focus: whether it has a name, and the way to it."""
    path = []

    def visit(node, depth):
        del path[depth:]
        path.append(f'{program.role_of(node)} “{node.name}”')
        states = running.states(node)
        # What is chosen is no part of its name.
        if 'visible' in states and program.role_of(node) == 'combo box':
            good = node.name and node.description or not is_laid_out(running, node)
            yield good, ' > '.join(path[-5:])
        if {'focusable', 'visible'} <= states and program.role_of(node) not in UNNAMED:
            good = is_name(node.name, program.role_of(node)) or not is_laid_out(running, node)
            yield good, ' > '.join(path[-5:])
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
        bad += [f'{name}: {path}' for good, path in found if not good]
    for key in WINDOWS:
        running.key(key)
        running.wait(lambda: len(running.windows()) == 2, f'the window of {key}')
        running.settle()
        found = focusable(running)
        print(f'{key}: {len(found)} places for the focus')
        bad += [f'{key}: {path}' for good, path in found if not good]
        running._xdotool('windowfocus', '--sync', running.windows()[-1], 'key', 'Escape')
        running.wait(lambda: len(running.windows()) == 1, f'the window of {key} to be closed')
        running._xdotool('windowfocus', '--sync', running.window)
    running.key('F10')
    running.settle()
    bad += [f'menu: {path}' for good, path in focusable(running) if not good]
    running.close()
    if bad:
        raise SystemExit('without a name:\n' + '\n'.join(bad))


main(*sys.argv[1:])
