#!/usr/bin/python3
# Goes through all of the real program from a first start with the keyboard alone.
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: tests/gui/headless tests/gui/test-keyboard.py PROGRAM

What has the focus, and what is there, is read from the accessibility bus. Nothing is done
through it, and nothing with a pointer. Each tab is tried, and then each stop of the focus must
have a name, and each menu, popover and dialog that opens from there, with all that is in it.
"""

import re
import sys
import time

try:
    import desktop
    import program
    import pyatspi
    from gi.repository import GLib
except ImportError:
    print('SKIPPED: pyatspi is not here')
    sys.exit(77)

# The name of each tab, the button that is tried, and what is read after it.
TABS = [
    ('Download', 'Try It Here', 'Got the page from'),
    ('Cookies', 'Try It Here', 'Your account'),
    ('Forms', 'Try It Here', 'Sign up'),
    ('Proxy', 'Try It Here', 'Got the answer from'),
    ('HEAD Check', 'Try It Here', '/404'),
    ('User-Agent', 'Try It Here', 'A page for robots'),
    ('Resume', 'Try It Here', 'Finished'),
    ('Servers', 'Start Hello', 'Stop Hello'),
]

# Where another program has the port of a server.
BUSY = 'Any Free Port'

VIEWS = ['Fields', 'Hops', 'Timing', 'Security', 'Server Side', 'Raw', 'Body']

# What keys open, and what it is called. Help is one text that scrolls.
WINDOWS = [('ctrl+comma', 'Preferences'), ('F1', 'Help'), ('ctrl+question', 'Keyboard Shortcuts')]

# More stops than any page has; of the servers, which are all alike, some are enough.
MOST_STOPS = 150
STOPS = {'Servers': 15}

# The focus goes through the entries of AdwEntryRow 1.2 without a word.
MOST_SILENT = 6

# Containers that scroll or hold rows take the focus for their content, which has names, as
# panels of newer libadwaita do that hold more.
UNNAMED = {'scroll pane', 'list', 'viewport'}

# What has words of the program for a name, and no data.
WORDED = {'push button', 'toggle button', 'check box', 'menu item', 'page tab'}

# These ask for a file, in a dialog of GTK's own.
FILES = re.compile('Save|E?xport|Import(?! from)|Choose|Open|From a|Table|JSON|Markdown|Dead|Old')


class Keyboard(program.Program):
    def __init__(self, command):
        super().__init__(command)
        self.stop = None   # where the last key went, if anywhere
        self.place = None  # what has the focus
        self.above = []    # what holds all pages
        self.nameless = []
        self.opened = set()
        pyatspi.Registry.registerEventListener(self.on_focus, 'object:state-changed:focused')
        self.focus_window()

    def on_focus(self, event):
        if event.detail1:
            self.stop = self.place = event.source

    def focus_window(self):
        """Gives the newest window the keys, as a window manager would."""
        self._xdotool('windowfocus', '--sync', self.windows()[-1])

    def turn(self, condition, seconds):
        """Takes in the news of the focus until the condition holds; tells whether it does."""
        end = time.monotonic() + seconds
        while not condition() and time.monotonic() < end:
            if not GLib.MainContext.default().iteration(False):
                time.sleep(0.005)
        return condition()

    def press(self, key, seconds=0.8):
        """Presses a key, and waits until the focus is elsewhere; where it stays, for a moment."""
        self.stop = None
        self._xdotool('key', '--delay', '0', key)
        self.turn(lambda: self.stop is not None, seconds)
        return self.stop

    def escape_to(self, words):
        """Leaves by Escape what was opened: the focus is where it was."""
        self.press('Escape')
        if not self.turn(lambda: words in self.name(self.place), self.DEADLINE):
            raise SystemExit(f'Escape goes to “{self.name(self.place)}”, not to “{words}”')

    def reach(self, words, key='Tab'):
        """Presses Tab until the focus is at what is called so; gives the stops on the way."""
        way = [self.place] if self.place else []
        while not way or words not in self.name(way[-1]):
            if len(way) > MOST_STOPS:
                names = ', '.join(f'{program.role_of(node)} “{self.name(node)}”' for node in way)
                raise SystemExit(f'{key} does not come to “{words}”, but to {names}')
            stop = self.press(key)
            way += [stop] if stop else []
        return way

    def see(self, top, *words):
        """Waits until one of these words is there; gives it."""
        def said():
            texts = [self.text(node) if program.role_of(node) in ('label', 'text') else self.name(node)
                     for node in self.walk(top) if 'visible' in self.states(node)]
            return next((one for one in words for text in texts if one in text.replace('\xa0', ' ')), None)
        return self.wait(said, f'“{words[0]}”')

    def top(self):
        """The window that was opened, or what newer libadwaita asks in the window itself."""
        if len(self.root) == len(self.windows()) == 2:
            return self.root[-1]
        return next((node for content in self.root[0] for node in content
                     if program.role_of(node) == 'alert'), None)

    def judge(self, node, where):
        """A screen reader must have something to say: no type of a widget, and no mnemonic."""
        role, name = program.role_of(node), self.name(node)
        # What is chosen is no part of its name.
        if role == 'combo box' and not node.description:
            self.nameless.append(f'{where}: nothing tells what is chosen in “{name}”')
        if role in UNNAMED or role == 'panel' and node.childCount:
            return
        if (not name and role != 'menu item' or re.match('(Gtk|Adw|Rt)[A-Z]', name)
                or role in WORDED and '_' in name):
            self.nameless.append(f'{where}: {role} “{name}” in {program.role_of(node.parent)} '
                                 f'“{node.parent.name}”')

    def judge_all(self, top, where):
        """All below that can take the focus, once it is laid out: before it may have no name yet."""
        for node in self.walk(top):
            if {'focusable', 'visible'} <= self.states(node) and self.extents(node).width > 0:
                self.judge(node, where)


def opens_a_menu(node):
    """The focus is in the button that is inside of a menu's button."""
    return program.role_of(node) == program.role_of(node.parent) == 'push button'


def opens_a_dialog(name):
    return name.endswith('…') and not FILES.match(name)


def check_order(run, title, way):
    """A stop is not above and left of the one before; only what stands beside it is above."""
    places = [(node.name, run.extents(node)) for node in way]
    for (name, place), (then, after) in zip(places, places[1:]):
        above = after.y + after.height <= place.y
        beside = after.x >= place.x + place.width
        if above and not beside:
            raise SystemExit(f'{title}: from “{name}” Tab goes back up to “{then}”')


def leave_window(run, name):
    """Goes through what was opened, and back by Escape to near where it was."""
    top = run.wait(run.top, f'the window of “{name}”')
    run.focus_window()
    stops = set()
    for _ in range(MOST_SILENT):
        if len(stops) < 2:
            stops |= {run.press('Tab', 0.5)} - {None}
    assert stops or name == 'Help', f'Tab goes nowhere in “{name}”'
    print(f'  {name}', flush=True)
    run.judge_all(top, name)
    if name.endswith('…'):
        run.press('alt+8', 0.1)  # not for the window that waits: it would be at another tab
    run.press('Escape', 0.1)
    run.wait(lambda: not run.top() and len(run.root) == len(run.windows()) == 1, f'“{name}” to be closed')
    run.place = None
    run.focus_window()
    # Newer GTK tells that the focus is back where it was; older GTK tells of the next stop only.
    if not run.turn(lambda: run.place is not None, 0.8):
        run.press('shift+Tab')


def leave_dialogs(run, name, items):
    """Opens each dialog that a menu offers."""
    for item in items:
        if item in run.opened or not opens_a_dialog(item):
            continue
        run.opened.add(item)
        run.press('Return', run.DEADLINE)
        run.reach(item, 'Down')
        run.press('Return', 0.1)
        leave_window(run, item)
        run.reach(name)


def leave_menu(run, button):
    """Opens a menu or popover, and all that opens from there, and leaves it by Escape."""
    name = run.name(button)
    inside = run.press('Return', run.DEADLINE)
    assert inside and run.name(inside) != name, f'“{name}” opens nothing'
    run.judge_all(button.parent, name)
    print(f'  {name}', flush=True)
    items = [node.name for node in run.walk(button.parent) if program.role_of(node) == 'menu item'
             and {'visible', 'sensitive'} <= run.states(node)]
    run.escape_to(name)
    leave_dialogs(run, name, items)


def find_page(run, node):
    """The page that it is in: what was not above anything on the page before."""
    ways_up = [node]
    while program.role_of(ways_up[-1]) != 'application':
        ways_up.append(ways_up[-1].parent)
    page = [above for above in ways_up if above not in run.above][-1]
    run.above = ways_up
    return page


def try_tab(run, number, title, button, sign):
    run.press(f'alt+{number}')
    way = run.reach(button)
    check_order(run, title, way)
    page = find_page(run, way[-1])
    run.press('Return', 0.1)
    if run.see(page, sign, BUSY) == BUSY:
        run.reach(BUSY)
        run.press('Return', 0.1)
        run.see(page, sign)
    print(f'{title}: tried, {len(way)} stops', flush=True)


def look_at(run, title, stop):
    """Opens what opens there, once: what is called the same is the same everywhere."""
    run.judge(stop, title)
    name = run.name(stop)
    if name not in run.opened and opens_a_menu(stop):
        leave_menu(run, stop)
    elif name not in run.opened and opens_a_dialog(name):
        run.press('Return', 0.1)
        leave_window(run, name)
    run.opened.add(name)


def look_around(run, title, seen):
    """Goes once around the page, and into all that opens from there; gives its parts."""
    begin, parts = None, []
    for _ in range(STOPS.get(title, MOST_STOPS)):
        stop = run.press('Tab')
        if stop and stop == begin:
            break
        begin = begin or stop
        if stop and stop not in seen:
            seen.append(stop)
            look_at(run, title, stop)
            if program.role_of(stop) == 'page tab' and run.name(stop) != title:
                parts.append(run.name(stop))
    return parts


def look_at_page(run, title):
    seen = []
    for part in look_around(run, title, seen):
        run.reach(part)
        run.press('space', 0.1)
        look_around(run, f'{title}, {part}', seen)


def look_at_views(run):
    run.press('alt+1')
    for view in VIEWS:
        way = run.reach(view)
        run.press('space', 0.1)
        run.wait(lambda node=way[-1]: {'pressed', 'checked'} & run.states(node), f'the view {view}')
    print('all views of the exchange', flush=True)


def main(command):
    # A download that ends while a menu is open is announced there.
    desktop.Desktop()
    run = Keyboard(command)
    for number, tab in enumerate(TABS, 1):
        try_tab(run, number, *tab)
        look_at_page(run, tab[0])
    look_at_views(run)
    item = run.press('F10', run.DEADLINE)
    assert program.role_of(item) == 'menu item', f'F10 goes to “{run.name(item)}”'
    run.escape_to('Main Menu')
    for key, name in WINDOWS:
        run.press(key, 0.1)
        leave_window(run, name)
    run.close()
    if run.nameless:
        raise SystemExit('without a name:\n' + '\n'.join(run.nameless))


main(*sys.argv[1:])
