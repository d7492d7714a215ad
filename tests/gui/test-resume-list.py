#!/usr/bin/python3
# Drags and drops on the Resume page of the real program, and works with the menu of a row.
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: tests/gui/headless tests/gui/test-resume-list.py PROGRAM"""

import os
import pathlib
import subprocess
import sys

import servers

try:
    import gi
    gi.require_version('Gtk', '4.0')
    import desktop
    import program
except (ImportError, ValueError) as error:
    print(f'SKIPPED: {error}')
    sys.exit(77)

FOLDER = pathlib.Path(os.environ['XDG_DATA_HOME'], 'files')


class Source:
    """A window beside the program's, of which something can be dragged."""

    def __init__(self, media_type, content):
        self.process = subprocess.Popen(
            ['/usr/bin/python3', pathlib.Path(__file__).with_name('drag-source.py'), media_type],
            stdin=subprocess.PIPE)
        self.process.stdin.write(content.encode())
        self.process.stdin.close()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.process.terminate()
        self.process.wait()


class List(program.Program):
    def __init__(self, command):
        super().__init__(command)
        self.fill(1100, 750)
        self.select(self.find('page tab list', 'Tabs'), 'Resume')

    def rows(self):
        """The names of all downloads and where they are, from top to bottom."""
        places = {node.name: self.extents(node) for node in self.walk()
                  if node.name.startswith('file') and program.role_of(node) == 'panel'
                  and 'visible' in self.states(node)}
        return dict(sorted(places.items(), key=lambda item: item[1].y))

    def see(self, *names):
        self.wait(lambda: list(self.rows()) == list(names), f'{names} in this order')

    def see_chosen(self, name):
        self.wait(lambda: any(node.name == name for node in self.walk()
                              if program.role_of(node) == 'label'), f'{name}, which is chosen')

    def place(self, name):
        return self.wait(lambda: self.rows()[name], f'the row of {name}')

    def drag_row(self, name, other, is_after):
        row, other = self.place(name), self.place(other)
        self.drag(row.x + 90, row.y + 10, other.y + (other.height - 5 if is_after else 5))

    def arrange(self, name, other, is_after, *names):
        """Drags a row, anew where no notice was taken of it, until these are in this order."""
        def drag():
            self.drag_row(name, other, is_after)
            return any(list(self.rows()) == list(names) for _ in range(50))
        self.wait(drag, f'{names} in this order')

    def drag_over(self, window):
        """Drags from there to over the list; or, if it does not take notice, back again."""
        self._xdotool('mousemove', '--window', window, '60', '60', 'mousedown', '1')
        for x in range(1190, 700, -10):
            self._xdotool('mousemove', str(x), '180')
        for step in range(100):
            if 'Accepted' in self._xdotool('getwindowname', window):
                return True
            self._xdotool('mousemove', str(700 + step % 2), '180')
        self._xdotool('mousemove', '--window', window, '60', '60', 'mouseup', '1')
        return False

    def drop(self, media_type, content, *names):
        """Drags something to the list from a window beside this one; `names` are all there are then."""
        with Source(media_type, content) as source:
            search = 'search', '--onlyvisible', '--pid', str(source.process.pid)
            window = self.wait(lambda: self._xdotool(*search).split(), 'the window to drag from')[-1]
            self._xdotool('windowmove', '--sync', window, '1140', '100')
            self.wait(lambda: self.drag_over(window), 'the list to accept it')
            self._xdotool('mouseup', '1')
            self.see(*names)
        self._xdotool('windowfocus', '--sync', self.window)  # it was the other window's

    def open_menu(self, name):
        row = self.place(name)
        self._point(row.x + 90, row.y + 20, 'click', '3')

    def menu(self, *names):
        """Waits for the menu of a row; these are in it."""
        def look():
            shown = [node.name for node in self.walk() if program.role_of(node) == 'menu item'
                     and 'visible' in self.states(node)]
            return set(names).issubset(shown)
        self.wait(look, f'a menu with {names}')

    def no_menu(self):
        """Waits until the menu is gone: then the keyboard is at a row again."""
        self.wait(lambda: any('focused' in self.states(node) for node in self.walk()
                              if program.role_of(node) == 'list item'), 'the end of the menu')


def main(command):
    FOLDER.mkdir(parents=True)
    config = pathlib.Path(os.environ['XDG_CONFIG_HOME'])
    config.mkdir(parents=True, exist_ok=True)
    (config / 'user-dirs.dirs').write_text(f'XDG_DOWNLOAD_DIR="{FOLDER}"\n')
    root = f'http://127.0.0.1:{servers.start_file(bytes(1000))}'
    desktop.Desktop()
    page = List(command)

    # From other programs: a link, several lines, and a Metalink document.
    page.drop('text/uri-list', f'{root}/file1\r\n', 'file1')
    page.drop('text/plain;charset=utf-8', f'{root}/file2\n{root}/file3\n', 'file1', 'file2', 'file3')
    metalink = FOLDER / 'links.meta4'
    metalink.write_text('<metalink xmlns="urn:ietf:params:xml:ns:metalink"><file name="file4">'
                        f'<url>{root}/4</url></file></metalink>')
    page.drop('text/uri-list', metalink.as_uri() + '\r\n', 'file1', 'file2', 'file3', 'file4')

    # The order, by mouse and by keys.
    page.arrange('file1', 'file3', True, 'file2', 'file3', 'file1', 'file4')
    page.see_chosen('file1')
    page.arrange('file4', 'file2', False, 'file4', 'file2', 'file3', 'file1')
    page.see_chosen('file4')

    # A row's menu chooses the row; the keyboard goes on from there.
    page.open_menu('file2')
    page.see_chosen('file2')
    page.menu('Open', 'Show in Folder', 'Move Up', 'Move Down', 'Verify…', 'Limit Its Speed…',
              'Can This Be Resumed?', 'Copy Its Address', 'Copy What Was Decided', 'Remove…')
    page.click(page.find('menu item', 'Move Down'))
    page.see('file4', 'file3', 'file2', 'file1')
    page.no_menu()
    page.key('alt+Down')
    page.see('file4', 'file3', 'file1', 'file2')
    for key in 'Menu', 'shift+F10':
        page.key('Up')
        page.key(key)
        page.menu('Copy Its Address')
        page.key('Escape')
        page.no_menu()
    page.see_chosen('file3')
    page.key('alt+Up')
    page.see('file3', 'file4', 'file1', 'file2')

    # A file that is to be deleted is so even if the window closes while that can be undone.
    page.wait(lambda: (FOLDER / 'file3').exists(), 'the end of the download')
    page.key('Delete')
    page.click(page.find('push button', 'Delete the File'))
    page.see('file4', 'file1', 'file2')
    page._xdotool('windowfocus', '--sync', page.window)  # it was the question's
    page.key('ctrl+q')
    page.process.wait(page.DEADLINE)
    assert not (FOLDER / 'file3').exists()


main(*sys.argv[1:])
