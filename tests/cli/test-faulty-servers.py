#!/usr/bin/env python3
# “serve --fault”: several faults at once, many clients, and what our own client makes of them.
# SPDX-License-Identifier: GPL-3.0-or-later

import signal
import ssl
import subprocess
import time
import unittest

import rt_cli_case as case
from rt_cli_server import Server
from rt_fault_case import BIG, CLOSED, DATA, RESET, FaultCase, ask, ask_part, connect, hear, request
from rt_serve_peer import unchunk

SPARSE = 256 << 20


class Together(FaultCase):
    def test_log_counts_what_was_sent(self):
        for spec in ('cut=1000', 'reset=1000', 'stall=1000'):
            with self.subTest(spec), self.with_faults(spec) as server:
                with connect(server) as peer:
                    peer.sendall(request('/data.bin'))
                    received = b''
                    while len(received.partition(b'\r\n\r\n')[2]) < 1000:
                        received += peer.recv(4096)
            self.assertIn('"GET /data.bin HTTP/1.1" 200 1000 ', server.lines[0])

    def test_all_comes_before_a_reset(self):
        with self.with_faults('reset=4000000') as server:
            said = ask(server, '/big.bin')
        self.assertEqual((said.body == BIG[:4000000], said.ending), (True, RESET))

    def test_several(self):
        with self.with_faults('delay=100', 'no-validators', 'cut=0', 'gzip') as server:
            said = ask(server)
        self.assertGreaterEqual(said.pieces[0][0], 0.1)
        self.assertEqual((said.status, said['ETag'], said['Content-Encoding']), (200, None, 'gzip'))
        self.assertEqual((said.raw_body, said.ending), (b'', CLOSED))

    def test_limits(self):
        spec = 'cut=10;path=/d*;after=1;every=2;first=2'
        with self.with_faults(spec) as server:
            lengths = []
            for _ in range(8):
                lengths.append(len(ask(server).body))
                self.assertEqual(ask(server, '/other.bin').body, DATA)
        self.assertEqual([number for number, length in enumerate(lengths) if length == 10], [2, 4])

    def test_kept_connection(self):
        with self.with_faults('slow-head=1;every=2', 'no-length') as server, connect(server) as peer:
            for _ in range(3):
                peer.sendall(request('/data.bin').replace(b'Connection: close\r\n', b''))
                received = b''
                while not received.endswith(b'\r\n0\r\n\r\n'):
                    received += peer.recv(65536)
                self.assertEqual(unchunk(received.partition(b'\r\n\r\n')[2]), DATA)

    def test_pacing_keeps_nobody_waiting(self):
        with self.serve('--workers=1', '--fault=rate=1;path=/data.bin',
                        '--fault=slow-head=3600000;path=/slow.bin',
                        '--fault=delay=3600000;path=/big.bin') as server:
            (self.root / 'slow.bin').write_bytes(DATA)
            with connect(server) as slow, connect(server) as slower, connect(server) as late:
                slow.sendall(request('/data.bin'))
                slower.sendall(request('/slow.bin'))
                late.sendall(request('/big.bin'))
                self.assertEqual(slow.recv(1), b'H')
                self.assertEqual(slower.recv(100), b'H')
                for _ in range(20):
                    self.assertEqual(ask(server, '/other.bin').body, DATA)
                server.stop(signal.SIGTERM)
                server.process.wait(case.DEADLINE)

    def test_who_leaves_a_stall_is_let_go(self):
        with self.with_faults('stall=0') as server:
            ask_and_leave(server)
            before = server.descriptors()
            for _ in range(30):
                ask_and_leave(server)
            end = time.monotonic() + case.DEADLINE
            while server.descriptors() > before and time.monotonic() < end:
                pass
            self.assertLessEqual(server.descriptors(), before)

    def test_stalled_crowd_keeps_nobody_out(self):
        with self.with_faults('stall=0;path=/data.bin', 'delay=3600000;path=/big.bin') as server:
            stalled = []
            for number in range(600):
                peer = connect(server)
                if number % 2:
                    peer.sendall(request('/data.bin'))
                    stalled.append(peer)
                else:
                    peer.sendall(request('/big.bin'))
                    peer.close()
            self.assertEqual(ask(server, '/other.bin').body, DATA)
            for peer in stalled:
                peer.close()

    @unittest.skipIf(case.SANITIZED, 'the sanitizers keep what is freed')
    def test_memory_is_flat(self):
        with (self.root / 'huge.bin').open('wb') as huge:
            huge.truncate(SPARSE)
        with self.with_faults('changing-content', 'no-length', 'cut=999999999999') as server:
            ask(server)
            before = server.peak_memory()
            with connect(server) as peer:
                peer.sendall(request('/huge.bin', version='1.0'))
                count = 0
                while data := peer.recv(1 << 20):
                    count += len(data)
            self.assertGreater(count, SPARSE)
            self.assertLess(server.peak_memory() - before, 16 * 1024)

    def test_another_content_is_gone_on_with(self):
        with self.with_faults('changing-content', 'ignore-if-range') as server:
            first = ask(server)
            said = ask_part(server, 100, 199, f'If-Range: {first["ETag"]}')
        self.assertEqual((said.status, said.body), (206, bytes(byte + 1 for byte in DATA[100:200])))
        self.assertNotEqual(said['ETag'], first['ETag'])

    def test_over_tls(self):
        for spec, expected in (('cut=4096', 4096), ('reset=4096', 4096), ('rate=200000', len(DATA))):
            with self.subTest(spec), self.serve('--tls', '--fault', spec) as server:
                context = ssl.create_default_context(cafile=next(self.folder.rglob('authority.crt')))
                context.minimum_version = ssl.TLSVersion.TLSv1_3
                with connect(server) as peer, \
                        context.wrap_socket(peer, server_hostname='localhost',
                                            suppress_ragged_eofs=False) as tls:
                    tls.sendall(request('/data.bin'))
                    said = hear(tls, time.monotonic())
                self.assertEqual(said.body, DATA[:expected])
                self.assertEqual(said.ending, RESET if 'reset' in spec else CLOSED)

    def test_echo_tells_the_truth(self):
        with Server('--recipe', 'echo', '--fault=ignore-range', '--fault=ignore-if-range') as server:
            body = ask(server, '/', 'Range: bytes=0-9', 'If-Range: "other"').body
            self.assertIn(b'bytes=0-9', body)
            self.assertIn(b'other', body)


def ask_and_leave(server):
    with connect(server) as peer:
        peer.sendall(request('/data.bin'))
        while b'\r\n\r\n' not in peer.recv(4096):
            pass


OURS = [('cut', 'body-cut'), ('reset', 'reset'), ('stall', 'idle-timeout'), ('chunk-cut', 'body-cut'),
        ('duplicate-length', 'bad-length'), ('redirect-loop', 'redirect-loop'),
        ('big-head=1000000', 'head-too-big'), ('big-head', None), ('gzip', None), ('no-length', None),
        ('slow-head=1', None), ('tls-1.2', None), ('expired-certificate', 'certificate'),
        ('wrong-host', 'certificate'), ('self-signed', 'certificate'),
        ('incomplete-chain', 'certificate')]
OVER_TLS = ('tls-1.2', 'expired-certificate', 'wrong-host', 'self-signed', 'incomplete-chain')


class Ours(FaultCase):
    """The other end: what our client makes of it."""

    def test_client(self):
        for spec, code in OURS:
            options = ['--tls'] if spec in OVER_TLS else []
            with self.subTest(spec), self.serve('--fault', spec, *options) as server:
                trust = [word for path in self.folder.rglob('authority.crt')
                         for word in ('--cacert', path)]
                result = self.get(f'{server.url}/data.bin', '--json', '-o', 'copy', *trust, '-H',
                                  'Accept-Encoding: identity',
                                  *(('--idle-timeout', '1') if spec == 'stall' else ()))
                record = result.json()
                self.assertEqual(record.get('error', {}).get('code'), code)
                self.assertEqual(result.status == case.DONE, code is None, result.err)
                if code is None:
                    self.assertEqual(self.read('copy'), DATA)
                    self.assertIs(record['body']['complete'], True)


class Usage(FaultCase):
    def refuse(self, *arguments):
        run = subprocess.run([case.PROGRAM, 'serve', '--port', '0', *arguments, str(self.root)],
                             capture_output=True, timeout=case.DEADLINE)
        self.assertEqual((run.returncode, run.stdout), (case.USAGE, b''), arguments)
        return run.stderr.decode()

    def test_refusals(self):
        self.assertIn('rate=x', self.refuse('--fault=delay', '--fault=rate=x'))
        self.assertIn('--tls', self.refuse('--fault=self-signed'))
        self.refuse('--tls', '--fault=self-signed', '--fault=wrong-host')
        self.refuse('--tls', '--cert', str(self.root / 'data.bin'), '--fault=self-signed')


if __name__ == '__main__':
    case.main()
