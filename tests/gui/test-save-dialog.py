#!/usr/bin/python3
# Saves a body through the file dialog of the real program, as a person would.
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: tests/gui/headless tests/gui/test-save-dialog.py PROGRAM"""

import gzip
import pathlib
import sys
import tempfile

import servers

try:
    import program
except ImportError:
    print('SKIPPED: pyatspi is not here')
    sys.exit(77)

# What is left of the name that the server gives, once it is made safe.
NAME = 'all bytes.bin'
BODY = bytes(range(256)) * 5000
CODED = gzip.compress(BODY)


def ask(running, item):
    """Chooses an item of the menu; gives the entry of the dialog, which proposes a name."""
    running.choose_item('Save', item)
    entry = running.find('text', 'Name:')
    running.wait(lambda: running.text(entry) == NAME, f'the name “{NAME}”')
    return entry


def save(running, item, path):
    entry = ask(running, item)
    running.set_text(entry, str(path))
    running.click(running.find('push button', '_Save', top=running.window_of(entry)))
    running.find(name=f'Saved as “{path.name}”')


def save_by_keys(running, item, path):
    """The dialog is left by Escape, and answered the next time."""
    ask(running, item)
    running.key_in_dialog('Escape')
    running.wait(lambda: len(running.windows()) == 1, 'the dialog to be gone')
    entry = ask(running, item)
    running.key_in_dialog('ctrl+a')
    running.type_in_dialog(str(path))
    running.wait(lambda: running.text(entry) == str(path), f'“{path}” in the entry')
    running.key_in_dialog('Return')
    running.find(name=f'Saved as “{path.name}”')


def main(command):
    port = servers.start_file(CODED, Content_Encoding='gzip',
                              Content_Disposition='attachment; filename="../../all bytes.bin"')
    running = program.Program(command, f'localhost:{port}')
    running.find(name='Got ')
    with tempfile.TemporaryDirectory() as folder:
        decoded = pathlib.Path(folder, 'decoded')
        save(running, 'Save Body, Decoded', decoded)
        assert decoded.read_bytes() == BODY
        received = pathlib.Path(folder, 'received')
        save(running, 'Save Body as Received', received)
        assert received.read_bytes() == CODED
        typed = pathlib.Path(folder, 'typed')
        save_by_keys(running, 'Save Body, Decoded', typed)
        assert typed.read_bytes() == BODY
    running.close()


main(*sys.argv[1:])
