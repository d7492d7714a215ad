#!/usr/bin/env python3
# “roundtrip-cli cookies” and the files of others, with curl and Python's cookie jar as judges.
# SPDX-License-Identifier: GPL-3.0-or-later

import hashlib
import http.cookiejar
import json
import sqlite3
import subprocess

import rt_cli_case as case
from rt_cookies_case import HEADER, CookiesCase, cookie_of, page
from rt_raw_server import RawServer

LATER = 2000000000


class Files(CookiesCase):
    LINES = (f'127.0.0.1\tFALSE\t/\tFALSE\t{LATER}\tplain\t1\n'
             f'#HttpOnly_127.0.0.1\tFALSE\t/\tFALSE\t0\tsession\tb c\n'
             f'.site.example\tTRUE\t/p\tTRUE\t{LATER}\twide\t\n')

    def test_import_and_export_are_the_same(self):
        self.write('in', HEADER + self.LINES)
        self.write('out', 'somebody else had this file').chmod(0o644)
        result = self.cookies('--import', 'in', '--export', 'out')
        self.assert_status(result, case.DONE)
        self.assertIn('3 cookies were put into the jar.', result.err)
        self.assertEqual(sorted(self.read('out').decode().splitlines()[2:]),
                         sorted(self.LINES.splitlines()))
        self.assert_private('out')

    def test_says_what_is_odd(self):
        self.write('in', '<html>\r\nh.example FALSE / FALSE 2000000000000 a b\r\n'
                         'h.example\tFALSE\t/\tFALSE\t1\told\t1\r\n'
                         '.co.uk\tTRUE\t/\tFALSE\t0\tshared\t1\r\n')
        result = self.cookies('--import', 'in', '--export', 'out')
        self.assert_status(result, case.DONE)
        for text in ('Line 1: The file does not begin with', 'Line 1: This is no cookie',
                     'Line 2: There are spaces', 'Line 2: The date is in milliseconds',
                     '“shared” of co.uk is refused: Its Domain is a public suffix',
                     '1 cookie was put into the jar.', '1 cookie has expired.'):
            self.assertIn(text, result.err)
        self.assertIn(b'h.example\tFALSE\t/\tFALSE\t2000000000\ta\tb\n', self.read('out'))

    def test_python_reads_and_writes_the_same(self):
        self.write('in', HEADER + self.LINES)
        self.cookies('--import', 'in', '--export', 'ours')
        jar = http.cookiejar.MozillaCookieJar(self.folder / 'ours')
        jar.load(ignore_discard=True, ignore_expires=True)
        self.assertEqual({(c.domain, c.path, c.name, c.value, c.secure) for c in jar},
                         {('127.0.0.1', '/', 'plain', '1', False),
                          ('127.0.0.1', '/', 'session', 'b c', False),
                          ('.site.example', '/p', 'wide', '', True)})
        self.assertTrue(all(c.has_nonstandard_attr('HTTPOnly') == (c.name == 'session')
                            for c in jar))
        jar.save(self.folder / 'theirs', ignore_discard=True, ignore_expires=True)
        result = self.cookies('--import', 'theirs', '--export', 'again')
        self.assertEqual(sorted(self.read('again').splitlines()),
                         sorted(self.read('ours').splitlines()), result.err)

    @case.need('curl')
    def test_curl_sends_and_writes_the_same(self):
        with RawServer(page('new=1; HttpOnly', 'gone=1; Max-Age=0'), page()) as server:
            self.write('in', HEADER + self.LINES)
            self.cookies('--import', 'in', '--export', 'ours')
            subprocess.run(['curl', '-s', '-b', 'ours', '-c', 'theirs', server.url()], check=True,
                           cwd=self.folder)
            [visit] = self.visits('--import', 'theirs', '--export', 'again', server.url())
        self.assertEqual(sorted(cookie_of(server.requests[0]).split('; ')),
                         ['plain=1', 'session=b c'])
        self.assertEqual(sorted(cookie_of(server.requests[1]).split('; ')),
                         ['new=1', 'plain=1', 'session=b c'])
        self.assertEqual(len(visit['jar']), 4)
        theirs = [line for line in self.read('theirs').splitlines()
                  if b'\t' in line]
        self.assertEqual(sorted(self.read('again').splitlines()[2:]), sorted(theirs))


class Firefox(CookiesCase):
    def make_profile(self):
        """One as of Firefox 140, which runs: the newest is in the log only."""
        profile = self.folder / 'profile'
        profile.mkdir()
        db = sqlite3.connect(profile / 'cookies.sqlite', isolation_level=None)
        self.addCleanup(db.close)
        db.executescript(
            'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL;'
            'PRAGMA wal_autocheckpoint = 0;'
            'CREATE TABLE moz_cookies (id INTEGER PRIMARY KEY, originAttributes TEXT NOT NULL '
            'DEFAULT "", name TEXT, value TEXT, host TEXT, path TEXT, expiry INTEGER, '
            'lastAccessed INTEGER, creationTime INTEGER, isSecure INTEGER, isHttpOnly INTEGER, '
            'sameSite INTEGER);')
        row = 'INSERT INTO moz_cookies VALUES (NULL, ?, ?, ?, ?, "/", ?, 1, 1, 0, 0, 256)'
        db.execute(row, ('', 'old', '1', '127.0.0.1', LATER))
        db.execute('PRAGMA wal_checkpoint (TRUNCATE)')
        db.execute(row, ('', 'fresh', '2', '127.0.0.1', LATER * 1000))
        db.execute(row, ('^userContextId=2', 'old', '3', '127.0.0.1', LATER))
        db.execute(row, ('^partitionKey=%28https%2Csite.example%29', 'old', '4', '127.0.0.1',
                         LATER))
        (profile / 'containers.json').write_text(json.dumps(
            {'identities': [{'userContextId': 2, 'name': 'Work'}]}))
        self.assertGreater((profile / 'cookies.sqlite-wal').stat().st_size, 0)
        return profile

    def test_reads_a_running_profile(self):
        profile = self.make_profile()

        def state():
            return {path.name: (hashlib.sha256(path.read_bytes()).digest(),
                                path.stat().st_mtime_ns) for path in profile.iterdir()}
        before = state()
        with RawServer(page()) as server:
            result = self.cookies('--import-firefox', profile, server.url())
        self.assert_status(result, case.DONE)
        self.assertEqual(cookie_of(server.requests[0]), 'old=1; fresh=2')
        self.assertIn('2 cookies were put into the jar.', result.err)
        self.assertIn('left out: “Work”', result.err)
        self.assertIn('left out: “(https,site.example)”', result.err)
        self.assertEqual(state(), before)

    def test_says_when_there_is_none(self):
        result = self.cookies('--import-firefox', 'nobody', '--export', 'out')
        self.assert_status(result, case.REFUSED)
        self.assertIn('nobody', result.err)
        self.assertEqual(self.names(), [])


if __name__ == '__main__':
    case.main()
