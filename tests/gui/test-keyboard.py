#!/usr/bin/python3
# Goes through all of the real program from a first start with the keyboard alone.
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: tests/gui/headless tests/gui/test-keyboard.py PROGRAM

What has the focus, and what is there, is read from the accessibility bus. Nothing is done
through it, and nothing with a pointer.
"""

import sys
import time

try:
    import program
    import pyatspi
    from gi.repository import GLib
except ImportError:
    print('SKIPPED: pyatspi is not here')
    sys.exit(77)

# The key of each tab, the button that is tried, and what is read after it.
TABS = [
    ('Download', 'Try It Here', 'Got the page from'),
    ('Cookies', 'Try It Here', 'Your account'),
    ('Forms', 'Try It Here', 'Sign up'),
    ('Proxy', 'Try It Here', 'Got the answer from'),
    ('HEAD Check', 'Try It Here', '/404'),
    ('User-Agent', 'Try It Here', 'A page for robots'),
    ('Resume', 'Try It Here', 'Finished'),
    ('Servers', 'Start Hello', ('Stop Hello', 'Any Free Port')),
]

VIEWS = ['Fields', 'Hops', 'Timing', 'Security', 'Server Side', 'Raw', 'Body']

# What keys open, and what it is called. Help is one text that scrolls.
WINDOWS = [('ctrl+comma', 'Preferences'), ('F1', 'Help'), ('ctrl+question', 'Keyboard Shortcuts')]

# More stops than any page has.
MOST_STOPS = 150


class Keyboard(program.Program):
    def __init__(self, command):
        super().__init__(command)
        self.stop = None   # where the last key went, if anywhere
        self.place = None  # what has the focus
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

    def press(self, key, seconds=1.5):
        """Presses a key, and waits until the focus is elsewhere; where it stays, for a moment."""
        self.stop = None
        self._xdotool('key', key)
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

    def see(self, *words):
        def says():
            said = [self.text(node) if program.role_of(node) in ('label', 'text') else self.name(node)
                    for node in self.walk()]
            return any(word in text.replace('\xa0', ' ') for word in words for text in said)
        self.wait(says, f'“{words[0]}”')

    def frames(self):
        return [frame.name for frame in self.root]


def check_order(run, title, way):
    """A stop is not above and left of the one before; only what stands beside it is above."""
    places = [(node.name, run.extents(node)) for node in way]
    for (name, place), (then, after) in zip(places, places[1:]):
        above = after.y + after.height <= place.y
        beside = after.x >= place.x + place.width
        if above and not beside:
            raise SystemExit(f'{title}: from “{name}” Tab goes back up to “{then}”')


def try_tabs(run):
    for number, (title, button, sign) in enumerate(TABS, 1):
        run.press(f'alt+{number}')
        way = run.reach(button)
        check_order(run, title, way)
        run.press('Return', 0.1)
        run.see(*(sign if isinstance(sign, tuple) else (sign,)))
        print(f'{title}: tried, {len(way)} stops', flush=True)


def look_at_views(run):
    run.press('alt+1')
    for view in VIEWS:
        way = run.reach(view)
        run.press('space', 0.1)
        run.wait(lambda node=way[-1]: {'pressed', 'checked'} & run.states(node), f'the view {view}')
    print('all views of the exchange', flush=True)


def leave_menus(run):
    item = run.press('F10', run.DEADLINE)
    assert program.role_of(item) == 'menu item', f'F10 goes to “{run.name(item)}”'
    run.escape_to('Main Menu')
    for name in ('Copy', 'Save', 'Recent Exchanges'):
        run.reach(name)
        inside = run.press('Return', run.DEADLINE)
        assert inside and run.name(inside) != name, f'“{name}” opens nothing'
        run.escape_to(name)
    print('menus, and back by Escape', flush=True)


def leave_windows(run):
    for key, name in WINDOWS:
        run.press(key, 0.1)
        run.wait(lambda: len(run.frames()) == 2 and len(run.windows()) == 2, f'the window “{name}”')
        run.focus_window()
        stops = {run.press('Tab') for _ in range(4)}
        assert len(stops - {None}) > 1 or name == 'Help', f'Tab goes nowhere in “{name}”'
        run.press('Escape', 0.1)
        run.wait(lambda: len(run.frames()) == 1 and len(run.windows()) == 1, f'“{name}” to be closed')
        run.focus_window()
    print('windows, and back by Escape', flush=True)


def main(command):
    run = Keyboard(command)
    try_tabs(run)
    look_at_views(run)
    leave_menus(run)
    leave_windows(run)
    run.close()


main(*sys.argv[1:])
