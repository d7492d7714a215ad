#!/usr/bin/python3
# Takes cookies from files and from Firefox, and to a file, through the dialogs of the real program.
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: tests/gui/headless tests/gui/test-cookie-files.py PROGRAM"""

import http.cookiejar
import os
import pathlib
import sqlite3
import stat
import sys
import tempfile

try:
    import program
except ImportError:
    print('SKIPPED: pyatspi is not here')
    sys.exit(77)

FILE = ('# Netscape HTTP Cookie File\n'
        '.a.example\tTRUE\t/\tFALSE\t2000000000\tdated\t1\n'
        '#HttpOnly_b.example\tFALSE\t/\tTRUE\t0\tsession\t2\n')


def make_profile(home):
    """One that runs: its newest cookie is in the log only."""
    root = home / '.mozilla' / 'firefox'
    (root / 'own').mkdir(parents=True)
    (root / 'profiles.ini').write_text('[Profile0]\nName=own\nIsRelative=1\nPath=own\n')
    db = sqlite3.connect(root / 'own' / 'cookies.sqlite', isolation_level=None)
    db.executescript(
        'PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;'
        'CREATE TABLE moz_cookies (id INTEGER PRIMARY KEY, originAttributes TEXT NOT NULL '
        'DEFAULT "", name TEXT, value TEXT, host TEXT, path TEXT, expiry INTEGER, '
        'lastAccessed INTEGER, creationTime INTEGER, isSecure INTEGER, isHttpOnly INTEGER, '
        'sameSite INTEGER);'
        'PRAGMA wal_checkpoint (TRUNCATE);'
        'INSERT INTO moz_cookies VALUES (NULL, "", "fresh", "3", "c.example", "/", 2000000000, '
        '1, 1, 0, 0, 256);')
    return db


class Files(program.Program):
    def __init__(self, command):
        super().__init__(command)
        self.select(self.find('page tab list', 'Tabs'), 'Cookies')
        self.page = self.find('push button', 'Run').parent.parent.parent.parent.parent
        self.select(self.find('page tab list', top=self.page), 'Jar')

    def choose(self, item):
        """From the menu of the jar."""
        self.choose_item('More', item, self.page)

    def counts(self, words):
        self.find('label', words, top=self.page)


def main(command):
    with tempfile.TemporaryDirectory() as folder:
        home = pathlib.Path(folder)
        os.environ['HOME'] = folder
        profile = make_profile(home)
        (home / 'in.txt').write_text(FILE)
        running = Files(command)
        running.counts('The jar is empty')
        running.choose('Import cookies.txt')
        running.choose_file(home / 'in.txt')
        running.counts('2 cookies')

        running.choose('Import from Firefox')
        running.click(running.find('push button', 'Import', top=running.window_of(
            running.find('label', 'Profile'))))
        running.counts('3 cookies')
        running.find(name='Name: fresh', top=running.page)
        running.click(running.find('push button', 'Undo'))
        running.counts('2 cookies')

        running.choose('Export cookies.txt')
        entry = running.find('text', 'Name:')
        running.wait(lambda: running.text(entry) == 'cookies.txt', 'the name')
        running.set_text(entry, str(home / 'out.txt'))
        running.click(running.find('push button', '_Save', top=running.window_of(entry)))
        running.find(name='The jar is exported')
        assert stat.S_IMODE((home / 'out.txt').stat().st_mode) == 0o600
        jar = http.cookiejar.MozillaCookieJar(home / 'out.txt')
        jar.load(ignore_discard=True, ignore_expires=True)
        assert {(c.domain, c.name, c.value) for c in jar} == {
            ('.a.example', 'dated', '1'), ('b.example', 'session', '2')}, list(jar)
        running.close()
        profile.close()


main(*sys.argv[1:])
