#!/usr/bin/env python3
# Kills “roundtrip-cli resume” at random moments while the server breaks down at random ones. What
# comes in the end is right to the last byte, and little of it was fetched twice.
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The seed of a run is its number, so a failure comes back.

import concurrent.futures
import hashlib
import os
import pathlib
import random
import signal
import subprocess
import tempfile

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


if __name__ == '__main__':
    case.main()
