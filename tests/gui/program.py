# Drives the running program from outside, as a screen reader and a keyboard would.
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs below tests/gui/headless, under Debian's own python3 (for pyatspi).

What is known of GTK 4.8: GtkButton, GtkSwitch, list items, entries and menu items can be worked
through AT-SPI; GtkCheckButton, AdwActionRow, AdwComboRow and AdwExpanderRow have no action, so
they are clicked where they are. Every wait has a deadline.
"""

import os
import struct
import subprocess
import time
import zlib

import pyatspi


class Frame:
    """The screen, which Xvfb keeps in a file: an XWD header, colours, then the pixels."""

    def __init__(self):
        with open(os.environ['HEADLESS_FRAME'], 'rb') as file:
            content = file.read()
        fields = struct.unpack('>25I', content[:100])
        self.width, self.height, self.stride = fields[4], fields[5], fields[12]
        start = fields[0] + fields[19] * 12
        self.pixels = content[start:start + self.stride * self.height]

    def save(self, path):
        rows = bytearray()
        for y in range(self.height):
            line = self.pixels[y * self.stride:y * self.stride + self.width * 4]
            row = bytearray(self.width * 3)
            row[0::3], row[1::3], row[2::3] = line[2::4], line[1::4], line[0::4]
            rows += b'\0' + row
        with open(path, 'wb') as file:
            file.write(b'\x89PNG\r\n\x1a\n')
            for name, data in ((b'IHDR', struct.pack('>2I5B', self.width, self.height, 8, 2, 0, 0, 0)),
                               (b'IDAT', zlib.compress(bytes(rows), 9)), (b'IEND', b'')):
                file.write(struct.pack('>I', len(data)) + name + data
                           + struct.pack('>I', zlib.crc32(name + data)))


def role_of(node):
    """What it is; newer GTK and at-spi2 call some otherwise."""
    name = node.getRoleName()
    return {'button': 'push button', 'toggle button': 'push button',
            'grouping': 'panel'}.get(name, name)


class Program:
    # What has many children and never what is looked for: each node costs milliseconds.
    LEAVES = {'scroll bar', 'table', 'tree table', 'image', 'text', 'label'}

    # GTK draws so many pixels for resizing around a window where there is no compositor.
    FRAME = 5

    # Seconds until a wait was in vain, however busy the machine is.
    DEADLINE = 120
    # On the bus an answer that takes longer is taken for an empty name, or for no action.
    pyatspi.setTimeout(DEADLINE * 1000, DEADLINE * 1000)

    def __init__(self, *command):
        # Not for the driver as well: pyatspi warns of what is gone before it can be read.
        self.process = subprocess.Popen(command, env={**os.environ, 'G_DEBUG': 'fatal-warnings'})
        self.root = self.wait(self._root, 'the program on the accessibility bus')
        self.window = self.wait(self.windows, 'a window')[-1]
        self._xdotool('windowfocus', self.window)

    def _root(self):
        for application in pyatspi.Registry.getDesktop(0):
            if application and self.is_it(application):
                return application if application.childCount else None

    def is_it(self, application):
        return application.get_process_id() == self.process.pid

    def windows(self):
        return self._xdotool('search', '--onlyvisible', '--pid', str(self.process.pid)).split()

    def _xdotool(self, *words):
        return subprocess.run(['xdotool', *words], capture_output=True, text=True).stdout

    def wait(self, condition, what):
        """The first true value of `condition`; an error on the bus, which changes, is none."""
        end = time.monotonic() + self.DEADLINE
        while True:
            try:
                value = condition()
            except Exception:
                value = None
            if value:
                return value
            if self.process.poll() is not None:
                raise SystemExit(f'the program ended with {self.process.returncode}')
            if time.monotonic() > end:
                raise SystemExit(f'waited {self.DEADLINE} s in vain for {what}')
            time.sleep(0.03)

    def walk(self, top=None):
        """Every accessible below `top`, itself first."""
        top = top or self.root
        yield top
        if role_of(top) not in self.LEAVES:
            for child in top:
                if child:
                    yield from self.walk(child)

    def find(self, role=None, name=None, description=None, top=None):
        """The first accessible with this role, these words in its name, this description."""
        def matches(node):
            return ((role is None or role_of(node) == role)
                    and (name is None or name.lstrip('_') in self.name(node).lstrip('_'))
                    and (description is None or node.description == description)
                    and pyatspi.STATE_VISIBLE in node.getState().getStates())
        return self.wait(lambda: next(filter(matches, self.walk(top)), None),
                         f'{role or "anything"} “{name or description or ""}”')

    def states(self, node):
        return {pyatspi.stateToString(state) for state in node.getState().getStates()}

    def name(self, node):
        """Its name; newer GTK gives none to a status, which is read out by its text."""
        return node.name or (self.text(node) if role_of(node) == 'status bar' else '')

    def text(self, node):
        try:
            text = node.queryText()
            return text.getText(0, text.characterCount)
        except NotImplementedError:
            return node.name

    def set_text(self, node, words):
        node.queryEditableText().setTextContents(words)
        self.wait(lambda: self.text(node) == words, f'“{words}” in the entry')

    def click(self, node):
        """Presses what has an action for it, else clicks where it is."""
        try:
            action = node.queryAction()
            names = [action.getName(index) for index in range(action.nActions)]
        except NotImplementedError:
            names = []
        for name in ('click', 'toggle', 'activate'):
            if name in names:
                return action.doAction(names.index(name))
        self.point_at(node)
        return True

    def point_at(self, node):
        """Clicks where it is, as a hand does: what has no action gets the focus so, too."""
        place = self.extents(node)
        self._point(place.x + place.width // 2, place.y + place.height // 2, 'click', '1')

    def _point(self, x, y, *then):
        """Moves the pointer to a place as `extents` tells it, of which newer GTK takes off the frame."""
        frame = self.FRAME - self.extents(self.root[0]).x
        self._xdotool('mousemove', '--window', self.window, str(x + frame), str(y + frame), *then)

    def choose_item(self, button, item, top=None):
        """From the menu of a button, which a toast or the focus may close before it is read."""
        menu = self.find('push button', button, top=top)

        def offered():
            return [node for node in self.walk(menu) if role_of(node) == 'menu item'
                    and item in node.name and 'visible' in self.states(node)]

        def opened():
            items = offered()
            for _ in range(50):
                items = items or offered()
            if not items:
                self.click(menu)
            return items
        self.click(self.wait(opened, f'“{item}” in the menu')[0])

    def choose_file(self, path):
        """Answers the dialog that asks for a file, by keys."""
        dialog = self.window_of(self.find('push button', '_Open'))
        self.key_in_dialog('ctrl+l')
        self.set_text(self.find('text', top=dialog), str(path))
        self.key_in_dialog('Return')

    def window_of(self, node):
        """The window or dialog that it is in."""
        while role_of(node.parent) != 'application':
            node = node.parent
        return node

    def extents(self, node):
        """Where it is in the window."""
        return node.queryComponent().getExtents(pyatspi.WINDOW_COORDS)

    def drag(self, x, y, to_y):
        """Drags up or down in steps, as a hand does: a jump is no drag."""
        self._point(x, y, 'mousedown', '1')
        for step in (*range(y, to_y, 4 if to_y > y else -4), to_y):
            self._point(x, step)
        self._xdotool('mouseup', '1')

    def select(self, items, name):
        """Selects the child of a list that is called `name`."""
        for index in range(items.childCount):
            if items.getChildAtIndex(index).name == name:
                return items.querySelection().selectChild(index)
        raise SystemExit(f'no “{name}” in the list')

    def key(self, *keys):
        self._xdotool('key', '--window', self.window, *keys)

    def type(self, words):
        self._xdotool('type', '--window', self.window, words)

    def key_in_dialog(self, *keys):
        """To the newest window, which gets the keys as a window manager would give them."""
        self._xdotool('windowfocus', '--sync', self.windows()[-1], 'key', *keys)

    def type_in_dialog(self, words):
        self._xdotool('windowfocus', '--sync', self.windows()[-1], 'type', words)

    def fill(self, width, height):
        """Gives the window this size, its frame left out: that lies beyond the screen."""
        self._xdotool('windowsize', '--sync', self.window, str(width + 2 * self.FRAME),
                      str(height + 2 * self.FRAME), 'windowmove', '--sync', self.window,
                      str(-self.FRAME), str(-self.FRAME))

    def settle(self, seconds=5):
        """The screen once it stands still for half a second, or after `seconds` anyway."""
        end = time.monotonic() + seconds
        frame, since = Frame(), time.monotonic()
        while time.monotonic() < end and time.monotonic() - since < 0.5:
            time.sleep(0.05)
            now = Frame()
            if now.pixels != frame.pixels:
                frame, since = now, time.monotonic()
        return frame

    def close(self):
        self.process.terminate()
        self.process.wait()
