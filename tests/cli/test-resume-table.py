#!/usr/bin/env python3
# Going on with 40,000 of 100,000 bytes while the server does something else each time: ours is
# right in every case. curl, wget and aria2 run beside it as far as they are here, and the table
# says what became of them.
# SPDX-License-Identifier: GPL-3.0-or-later

import concurrent.futures
import pathlib
import shutil
import subprocess
import tempfile

import rt_cli_case as case
from rt_resume_server import HAVE, OLD, ResumeServer, make_cases

PEERS = {
    'curl': ['curl', '-q', '-sS', '-f', '--noproxy', '*', '--retry', '2', '-o', 'file'],
    'wget': ['wget', '--no-config', '-q', '--no-proxy', '--waitretry=1', '-T', '10',
             '--retry-on-http-error=429,503', '-c', '-O', 'file'],
    'aria2c': ['aria2c', '--no-conf', '-q', '--no-proxy=*', '-c', '--retry-wait=1',
               '--auto-file-renaming=false', '-x', '1', '-s', '1', '-o', 'file'],
}
ONCE = {'curl': [], 'wget': ['-t', '1'], 'aria2c': ['-m', '1']}
AGAIN = {'curl': ['-C', '-'], 'wget': ['-t', '20'], 'aria2c': ['-m', '20']}

words = {}  # of the table; those of the peers are still to come


def judge(folder, row, status):
    """What a peer's second run came to, in a word or two."""
    path = folder / 'file'
    data = path.read_bytes() if path.exists() else b''
    if status == 0:
        if row.result is None:
            return 'ok' if data == OLD else 'claims ok'
        return 'ok' if data == row.result else 'CORRUPT, rc 0'
    return f'{"kept" if data[:row.have] == OLD[:row.have] else "lost"}, rc {status}'


def run_peer(name, number):
    """Both runs of a program that is not ours."""
    row = make_cases()[number]
    if shutil.which(name) is None:
        return '–'
    with tempfile.TemporaryDirectory() as folder, ResumeServer(row) as server:
        def run(seconds, *extra):
            return subprocess.run([*PEERS[name], *extra, server.url('/file')], cwd=folder,
                                  stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds)
        try:
            run(case.DEADLINE, *ONCE[name])
            server.second_run()
            return judge(pathlib.Path(folder), row, run(15, *AGAIN[name]).returncode)
        except subprocess.TimeoutExpired:
            return 'does not end'


def setUpModule():
    pool = concurrent.futures.ThreadPoolExecutor(8)
    for number in range(len(make_cases())):
        for name in PEERS:
            words[number, name] = pool.submit(run_peer, name, number)
    pool.shutdown(wait=False)


class Table(case.CliCase):
    def resume(self, *arguments):
        return self.run_command('resume', '-v', '-o', 'file', *arguments)

    def check(self, number):
        row = make_cases()[number]
        with ResumeServer(row) as server:
            first = self.resume('--tries', '1', server.url('/file'))
            self.assert_status(first, case.DONE if row.have == len(OLD) else case.UNFINISHED)
            server.second_run()
            result = self.resume('--tries', '2', server.url('/file'))
        self.assert_status(result, row.status)
        if row.result is not None:
            self.assertEqual(self.read('file'), row.result)
            self.assertNotIn('file.part', self.names())
            self.assertNotIn('file.part.journal', self.names())
        else:
            self.assertNotIn('file', self.names())
            self.assertEqual(self.read('file.part')[:HAVE], OLD[:HAVE])
        if row.result is not None and row.result != OLD:
            self.assertEqual(self.read('file.part~')[:row.have], OLD[:row.have])
        if row.have == len(OLD):
            self.assertIn('File already downloaded!', result.out.decode())
        words[number, 'ours'] = 'ok' if row.status == 0 else f'kept, rc {row.status}'


class ThenPrint(case.CliCase):
    def test_table(self):
        columns = ('ours', *PEERS)
        print(f'# {"":32}' + ''.join(f'{name:18}' for name in columns))
        for number, row in enumerate(make_cases()):
            cells = [words.get((number, name), 'WRONG') for name in columns]
            cells[1:] = [cell.result() for cell in cells[1:]]
            print(f'# {row.title:32}' + ''.join(f'{cell:18}' for cell in cells), flush=True)
        self.assertEqual(len(make_cases()), 19)


for index in range(len(make_cases())):
    setattr(Table, f'test_{index + 1:02}', lambda self, number=index: self.check(number))

if __name__ == '__main__':
    case.main()
