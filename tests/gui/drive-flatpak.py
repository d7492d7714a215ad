#!/usr/bin/python3
# Drives the installed Flatpak from outside the sandbox, and says each step.
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: build-aux/flatpak, which makes the display, the session bus and the portals for it"""

import os
import pathlib
import subprocess

import pyatspi

import program
import servers

ID = 'io.github.roundtriphttp.Roundtrip'
PAGE = b'<!DOCTYPE html><title>Outside</title><p>A page from outside of the sandbox.\n' * 50


class Sandboxed(program.Program):
    """The bus knows the process of the sandbox's proxy, and the display one of its namespace."""

    def is_it(self, application):
        return application.name == 'roundtrip'

    def windows(self):
        return self._xdotool('search', '--onlyvisible', '--name', '^Roundtrip$').split()

    def dialog(self):
        """The portal's file dialog, which is another program's."""
        return next(application for application in pyatspi.Registry.getDesktop(0)
                    if application and application.name == 'xdg-desktop-portal-gtk'
                    and application.childCount)


def step(words):
    print(f'ok   {words}', flush=True)


def fetch(running, port):
    running.find(name='Got ')
    step(f'fetched a page of 127.0.0.1:{port}, a server outside')


def save(running, folder):
    running.click(running.find('push button', 'Save'))
    running.click(running.find('menu item', 'Save Body, Decoded'))
    dialog = running.wait(running.dialog, "the portal's dialog")
    entry = running.find('text', top=dialog)
    proposed = running.text(entry)
    assert proposed == 'outside.html', f'the dialog proposes “{proposed}”'
    path = folder / 'saved.html'
    running.set_text(entry, str(path))
    running.click(running.find('push button', 'Save', top=dialog))
    running.find(name='Saved as “saved.html”')
    assert path.read_bytes() == PAGE
    step("saved it through the portal's dialog, byte for byte")


def serve(running):
    # The last tab, from the first; without a window manager nobody gives the focus back.
    running._xdotool('windowfocus', '--sync', running.window)
    running.key('ctrl+Prior')
    card = running.find('panel', 'Hello')
    running.click(running.find('push button', 'Start', top=card))
    running.find('push button', 'Stop', top=card)

    def address():
        return next(running.text(node) for node in running.walk(card)
                    if node.description == 'Address' and 'http' in running.text(node))
    where = running.wait(address, 'an address on the card')
    said = subprocess.run(['curl', '-sS', '--max-time', '20', where],
                          capture_output=True, text=True, check=True).stdout
    assert said == 'Hello from server!', said
    step(f'curl, outside, fetched {where}')
    running.click(running.find('push button', 'Stop', top=card))
    running.find('push button', 'Start', top=card)
    step('the server stopped')


def left_behind(home):
    """Files outside of the program's own folders, but for what the portals write."""
    own = home / '.var/app' / ID
    portals = {'.config/dconf/user', '.local/share/recently-used.xbel',
               '.local/share/flatpak/db/documents'}
    for path in home.rglob('*'):
        if path.is_file() and own not in path.parents:
            if str(path.relative_to(home)) not in portals and '.cache' not in path.parts:
                yield path


def main():
    home, folder = pathlib.Path(os.environ['HOME']), pathlib.Path(os.environ['DRIVE_FOLDER'])
    port = servers.start_file(PAGE, Content_Type='text/html',
                              Content_Disposition='attachment; filename="outside.html"')
    # What it warns of is looked through in the end, by build-aux/flatpak.
    running = Sandboxed('flatpak', 'run', '--env=GSK_RENDERER=cairo', '--env=G_DEBUG=fatal-criticals',
                        ID, f'http://127.0.0.1:{port}/')
    step('the window opened, in the sandbox')
    try:
        fetch(running, port)
        save(running, folder)
        serve(running)
    finally:
        running.settle().save(os.environ['DRIVE_PICTURE'])
    subprocess.run(['flatpak', 'kill', ID], check=True)
    running.process.wait()
    stray = list(left_behind(home))
    assert not stray, f'files outside of its own folders: {stray}'
    step('every file it wrote is in its own folders, or where the dialog pointed')


main()
