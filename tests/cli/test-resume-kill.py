#!/usr/bin/env python3
# Kills “roundtrip-cli resume” at random moments while the server breaks down at random ones, and
# after each call that changes the disk. What comes in the end is right to the last byte, and
# little of it was fetched twice.
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The seed of a run is its number, so a failure comes back.

import concurrent.futures
import hashlib
import os
import pathlib
import random
import shutil
import signal
import subprocess
import tempfile
import unittest

import rt_cli_case as case
from rt_big_server import BigServer

MIB = 1 << 20
TOTAL = 64 * MIB
RATE = 8 * MIB  # bytes a second and connection
SEGMENTS = 4
RUNS = 200 if 'RT_TEST_ENDURANCE' in os.environ else 20
# What a kill may cost: 8 MiB, what comes in a second, and what is on its way in the sockets.
ALLOWED = 8 * MIB + SEGMENTS * RATE + SEGMENTS * MIB


def download(server, folder, kill_after=None):
    """One run of the program; its exit status."""
    process = subprocess.Popen([case.PROGRAM, 'resume', '-s', str(SEGMENTS), '-o', 'file',
                                server.url('/file')], cwd=folder, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if kill_after is not None:
        server.wait_sent(server.sent + kill_after)
        process.send_signal(signal.SIGKILL)
    err = process.communicate(timeout=case.DEADLINE)[1]
    return process.returncode, err.decode()


def run(seed):
    """One to three kills, then a run that may finish. Returns how much each kill cost."""
    chance = random.Random(seed)
    data = chance.randbytes(TOTAL)
    kills = 0
    with tempfile.TemporaryDirectory(prefix='roundtrip-kill-') as name, \
            BigServer(data, RATE, fault_every=16 * MIB, seed=seed) as server:
        folder = pathlib.Path(name)
        for _ in range(chance.randint(1, 3)):
            status, _ = download(server, folder, chance.randrange(TOTAL // 2))
            kills += status == -signal.SIGKILL
        status, err = download(server, folder)
        assert status == case.DONE, (seed, status, err)
        digest = hashlib.sha256((folder / 'file').read_bytes()).digest()
        assert digest == hashlib.sha256(data).digest(), f'run {seed}: WRONG BYTES'
        assert sorted(path.name for path in folder.iterdir()) == ['file'], seed
        twice = server.sent - TOTAL
        assert twice <= max(kills, 1) * ALLOWED, (seed, kills, twice)
        return kills, twice


class Kill(case.CliCase):
    def test_kill(self):
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            results = list(pool.map(run, range(RUNS)))
        kills = sum(count for count, _ in results)
        self.assertGreater(kills, RUNS // 2)
        print(f'# {RUNS} downloads, {kills} kills, no wrong byte; fetched twice: '
              f'{sum(twice for _, twice in results) / max(kills, 1) / MIB:.1f} MiB a kill, '
              f'{max(twice / max(count, 1) for count, twice in results) / MIB:.1f} at most')


# What is done to the disk: any of it may be the last thing that is done, or go wrong.
CALLS = ('fallocate', 'fdatasync', 'flock', 'fsync', 'ftruncate', 'pwrite64', 'rename', 'renameat2',
         'unlink')


@unittest.skipUnless(shutil.which('strace'), 'strace is not here')
class EachCall(case.CliCase):
    """No random moments: something happens at the first such call, at the second, and so on."""

    def setUp(self):
        super().setUp()
        self.data = random.Random(1).randbytes(20 * MIB)
        # Leaks cannot be looked for under a tracer.
        options = os.environ.get('ASAN_OPTIONS', '')
        self.environment = {**os.environ, 'ASAN_OPTIONS': f'{options}:detect_leaks=0'}

    def resume(self, url, *tracer):
        result = subprocess.run([*tracer, case.PROGRAM, 'resume', '-s', '3', '-o', 'file', url],
                                cwd=self.folder, capture_output=True, text=True,
                                timeout=case.DEADLINE, env=self.environment)
        return result.returncode, result.stderr

    def disturb(self, what, most, check):
        """How often a download was disturbed; each time the next one brings it to its end."""
        done = 0
        with BigServer(self.data) as server:
            url = server.url('/file')
            for call in CALLS:
                for count in range(1, most + 1):
                    status, err = self.resume(
                        url, 'strace', '-f', '-qq', '-o', os.devnull, '-e', f'trace={call}',
                        '-e', f'inject={call}:{what}:when={count}')
                    check(status, err)
                    again, err = self.resume(url)
                    self.assertEqual(again, case.DONE, (call, count, err))
                    self.assertEqual(self.read('file'), self.data, (call, count))
                    self.assertEqual(self.names(), ['file'], (call, count))
                    (self.folder / 'file').unlink()
                    if status == case.DONE:
                        break
                    done += 1
        self.assertGreater(done, len(CALLS))
        return done

    def test_kill(self):
        def check(status, err):
            self.assertIn(status, (case.DONE, -signal.SIGKILL, 128 + signal.SIGKILL), err)

        kills = self.disturb('signal=KILL', 100, check)
        print(f'# killed after each of {kills} calls: nothing wrong, nothing left')

    def test_failure(self):
        def check(status, err):
            self.assertIn(status, (case.DONE, case.REFUSED, case.UNFINISHED), err)
            if status == case.DONE:
                self.assertEqual(self.read('file'), self.data)
            else:
                self.assertIn('Input/output error', err)
                self.assertNotIn('file', self.names())

        failures = self.disturb('error=EIO', 6, check)
        print(f'# each of {failures} calls failed: nothing wrong, nothing lost')


if __name__ == '__main__':
    case.main()
