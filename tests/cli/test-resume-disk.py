#!/usr/bin/env python3
# “roundtrip-cli resume” on a disk that is full.
# SPDX-License-Identifier: GPL-3.0-or-later

import hashlib
import random
import subprocess

import rt_cli_case as case
from rt_big_server import BigServer
from rt_resume_case import ResumeCase
from rt_resume_server import OLD_FIELDS, head

MIB = 1 << 20


class ResumeDisk(ResumeCase):
    def setUp(self):
        super().setUp()
        if subprocess.run(['unshare', '-rm', 'true'], capture_output=True).returncode != 0:
            self.skipTest('no user namespaces here')

    def fill(self, server, data, first):
        """Downloads to a small file system of its own, twice, with more room the second time."""
        (self.folder / 'disk').mkdir()
        script = '''
            mount -t tmpfs -o size=4m tmpfs disk && cd disk || exit 99
            head -c 2M /dev/zero > ballast
            "$0" resume -o file "$1"; echo "first $?"
            ls; rm ballast
            "$0" resume -o file "$1"; echo "second $?"
            sha256sum < file'''
        run = subprocess.run(['unshare', '-rm', 'sh', '-c', script, case.PROGRAM, server.url()],
                             cwd=self.folder, capture_output=True, timeout=case.DEADLINE)
        out = run.stdout.decode()
        self.assertNotEqual(run.returncode, 99, run.stderr)
        self.assertIn('The disk is full', run.stderr.decode())
        self.assertRegex(out, first)
        self.assertIn('second 0', out)
        self.assertIn(hashlib.sha256(data).hexdigest(), out)

    def test_disk_full(self):
        """Paused, and going on after room is made."""
        data = random.Random(6).randbytes(3 * MIB)
        with BigServer(data, fields=OLD_FIELDS) as server:
            self.fill(server, data, 'first [13]')

    def test_disk_that_fills_up(self):
        """Nobody knows how long the file is, so the room cannot be taken before."""
        data = random.Random(7).randbytes(3 * MIB)
        chunks = b''.join(b'%x\r\n%s\r\n' % (MIB, data[i:i + MIB]) for i in range(0, 3 * MIB, MIB))
        body = head('200 OK', *OLD_FIELDS, 'Transfer-Encoding: chunked') + chunks + b'0\r\n\r\n'
        self.fill(self.serve(lambda _: body), data, 'first 3\\n(.*\\n)*file.part\\n')


if __name__ == '__main__':
    case.main()
