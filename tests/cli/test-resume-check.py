#!/usr/bin/env python3
# “resume --check” and “--lab”: the world is our own server with each of its faults in turn.
# SPDX-License-Identifier: GPL-3.0-or-later

import json
import os
import re
import signal
import subprocess

import rt_cli_case as case
from rt_cli_server import Server

DATA = bytes(number * number // 7 % 251 for number in range(100_000))
LONG_AGO = 1_700_000_000
TLS = ('--tls',)

# What the verdict is, and the grades that are not “good”, by question.
GOOD = ('safely', {})
NO_PARTS = ('not', {'first': 'bad', 'suffix': 'note', 'same': 'note', 'other': 'note', 'gzip': 'note'})
NAMELESS = ('not', {'first': 'bad', 'suffix': 'bad', 'other': 'note'})
WEAK = ('compared', {'head': 'note', 'same': 'note'})
NO_FILE = ('no-file', {'head': 'bad', 'first': 'bad'})
NO_ANSWER = ('no-answer', {'head': 'bad', 'first': 'bad'})

ROWS = {
    'delay': ('delay=50', *GOOD),
    'jitter': ('jitter=50', *GOOD),
    'rate': ('rate=20000', *GOOD),
    'slow-head': ('slow-head=1', *GOOD),
    'cut': ('cut=4096', *GOOD),
    'reset': ('reset=4096', *GOOD),
    'stall': ('stall=4096', *GOOD),
    'chunk-cut': ('chunk-cut', 'safely', {'head': 'note'}),
    'ignore-range': ('ignore-range', *NO_PARTS),
    'ignore-if-range': ('ignore-if-range', 'compared', {'other': 'bad'}),
    'wrong-range': ('wrong-range', *NAMELESS),
    'early-range': ('early-range', 'safely', {'suffix': 'note'}),
    'no-content-range': ('no-content-range', *NAMELESS),
    'bare-416': ('bare-416', *GOOD),
    'surplus': ('surplus', 'safely', {'first': 'note'}),
    'changing-etag': ('changing-etag', 'not', {'same': 'bad'}),
    'changing-content': ('changing-content', 'not', {'same': 'bad'}),
    'weak-validators': ('weak-validators', *WEAK),
    'no-validators': ('no-validators', *WEAK),
    'wrong-digest': ('wrong-digest', *GOOD),
    'no-length': ('no-length', 'safely', {'head': 'note'}),
    'duplicate-length': ('duplicate-length', 'no-answer', {'first': 'bad'}),
    'gzip': ('gzip', 'not', {'head': 'bad', 'first': 'bad', 'other': 'note', 'gzip': 'note'}),
    'big-head': ('big-head', *GOOD),
    '429': ('429', *NO_FILE),
    '429-date': ('429-date', *NO_FILE),
    '503': ('503', *NO_FILE),
    '503-date': ('503-date', *NO_FILE),
    'redirect': ('redirect=http://127.0.0.1:9', *NO_ANSWER),
    'redirect-loop': ('redirect-loop', *NO_FILE),
    'token': ('token', *GOOD),
    'expires-login': ('expires-login=0', 'not', {**NO_PARTS[1], 'head': 'note'}),
    'expires-403': ('expires-403=0', *NO_FILE),
    'expired-certificate': ('expired-certificate', *NO_ANSWER),
    'wrong-host': ('wrong-host', *NO_ANSWER),
    'self-signed': ('self-signed', *NO_ANSWER),
    'incomplete-chain': ('incomplete-chain', *NO_ANSWER),
    'tls-1.2': ('tls-1.2', *GOOD),
}
OVER_TLS = ('expired-certificate', 'wrong-host', 'self-signed', 'incomplete-chain', 'tls-1.2')


class Check(case.CliCase):
    def setUp(self):
        super().setUp()
        (self.folder / 'root').mkdir()
        self.put('data.bin', DATA)

    def put(self, name, data):
        path = self.folder / 'root' / name
        path.write_bytes(data)
        os.utime(path, (LONG_AGO, LONG_AGO))

    def serve(self, *arguments):
        return Server(*arguments, self.folder / 'root',
                      env={**os.environ, 'XDG_DATA_HOME': str(self.folder / 'home')})

    def check(self, server, *options, name='data.bin'):
        trust = [word for path in self.folder.rglob('authority.crt') for word in ('--cacert', path)]
        return self.run_command('resume', '--check', *trust, *options, f'{server.url}/{name}')


class Table(Check):
    def test_every_fault_has_a_row(self):
        run = subprocess.run([case.PROGRAM, 'serve', '--list'], capture_output=True, check=True,
                             env={**os.environ, 'LC_ALL': 'C.UTF-8'})
        faults = run.stdout.decode().split('\n\n')[1].splitlines()[1:]
        self.assertEqual(sorted(re.match('[a-z0-9.-]+', line)[0] for line in faults), sorted(ROWS))

    def look(self, fault):
        spec, resumable, grades = ROWS[fault]
        with self.serve('--fault', spec, *(TLS if fault in OVER_TLS else ())) as server:
            result = self.check(server, '--json')
        found = result.json()
        self.assertEqual(found['resumable'], resumable, found['why'])
        self.assert_status(result, case.DONE if resumable in ('safely', 'compared') else case.REFUSED)
        for question in found['questions']:
            name, grade = question['question'], question['grade']
            if grade == 'none':
                self.assertIn(resumable, ('no-file', 'no-answer'))
                self.assertNotIn('why', question)
            else:
                self.assertEqual(grade, grades.get(name, 'good'), (name, question['why']))
                self.assertRegex(question['section'], r'^RFC 911[02] §[0-9.]+$')
        self.assertEqual(sorted(self.names()), [n for n in ('home', 'root') if n in self.names()])


for fault in ROWS:
    setattr(Table, 'test_' + re.sub('[.-]', '_', fault), lambda self, name=fault: self.look(name))


class Words(Check):
    def test_words_and_exchanges(self):
        with self.serve() as server:
            result = self.check(server, '-v')
        out = result.out.decode()
        self.assert_status(result, case.DONE)
        self.assertEqual(out.count('(RFC 9110 §'), 6)
        self.assertTrue(out.splitlines()[-1].startswith('Yes: '), out)
        for line in ('> HEAD /data.bin', '> Range: bytes=0-0', '> Range: bytes=-1', '> If-Range: ',
                     '< HTTP/1.1 206'):
            self.assertIn(line, result.err)

    def test_a_big_file_is_not_fetched(self):
        with open(self.folder / 'root' / 'big.bin', 'wb') as file:
            file.truncate(4 << 30)
        os.utime(self.folder / 'root' / 'big.bin', (LONG_AGO, LONG_AGO))
        with self.serve('--fault', 'ignore-range') as server:
            found = self.check(server, '--json', name='big.bin').json()
        self.assertEqual(found['resumable'], 'not')
        for question in found['questions'][1:]:
            self.assertEqual(question['exchange']['hops'][-1]['response']['status'], 200)
            self.assertLess(question['exchange']['body']['wire_bytes'], 64 << 20)

    def test_usage(self):
        self.assert_status(self.run_command('resume', '--check'), case.USAGE)


class Lab(case.CliCase):
    def test_every_trial_is_right(self):
        result = self.run_command('resume', '--lab', '--json')
        self.assert_status(result, case.DONE)
        trials = [json.loads(line) for line in result.out.decode().splitlines()]
        self.assertEqual([trial['fault'] for trial in trials],
                         [fault for fault in ROWS if fault not in OVER_TLS])
        for trial in trials:
            self.assertIs(trial['right'], True, trial)
            self.assertGreater(len(trial['decisions']), 1, trial)

    def test_stopped_it_leaves_nothing(self):
        temporary = self.folder / 'tmp'
        temporary.mkdir()
        process = self.start_command('resume', '--lab', env={**os.environ, 'TMPDIR': str(temporary)})
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        self.assert_status(self.finish(process), case.INTERRUPTED)
        self.assertEqual(list(temporary.iterdir()), [])

    def test_usage(self):
        self.assert_status(self.run_command('resume', '--lab', 'http://localhost/'), case.USAGE)


if __name__ == '__main__':
    case.main()
