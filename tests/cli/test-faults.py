#!/usr/bin/env python3
# “serve --fault”: each fault of the table is seen on the wire.
# SPDX-License-Identifier: GPL-3.0-or-later

import base64
import email.utils
import gzip
import hashlib
import os
import pathlib
import re
import signal
import socket
import ssl
import subprocess
import time
import unittest
import zlib

import rt_cli_case as case
from rt_cli_server import Server
from rt_serve_table import unchunk

DATA_FOLDER = pathlib.Path(__file__).resolve().parents[2] / 'data'
OLD = 1700000000
DATA = bytes(number * number // 7 % 251 for number in range(50000))
BIG = DATA * 100  # more than the system keeps for a client that does not read
SPARSE = 256 << 20
CLOSED, RESET = 'closed', 'reset'


class Said:
    """What came after a request, and how it ended."""

    def __init__(self, pieces, ending, seconds):
        self.pieces, self.ending, self.seconds = pieces, ending, seconds
        self.head, _, self.raw_body = b''.join(data for _, data in pieces).partition(b'\r\n\r\n')
        self.lines = self.head.decode().split('\r\n')
        self.status = int(self.lines[0].split()[1])

    def all(self, name):
        pairs = [line.split(': ', 1) for line in self.lines[1:]]
        return [value for field, value in pairs if field.lower() == name.lower()]

    def __getitem__(self, name):
        values = self.all(name)
        return values[0] if values else None

    @property
    def body(self):
        return unchunk(self.raw_body) if self['Transfer-Encoding'] else self.raw_body


def connect(server):
    return socket.create_connection(('127.0.0.1', server.port), case.DEADLINE)


def request(path, *fields, method='GET', version='1.1'):
    lines = [f'{method} {path} HTTP/{version}', 'Host: localhost', *fields, 'Connection: close']
    return '\r\n'.join([*lines, '', '']).encode()


def ask(server, path='/data.bin', *fields, **options):
    with connect(server) as peer:
        start = time.monotonic()
        peer.sendall(request(path, *fields, **options))
        return hear(peer, start)


def hear(peer, start):
    pieces, ending = [], CLOSED
    try:
        while data := peer.recv(65536):
            pieces.append((time.monotonic() - start, data))
    except (ConnectionResetError, ssl.SSLEOFError):
        ending = RESET
    return Said(pieces, ending, time.monotonic() - start)


def ask_part(server, first, last, *fields):
    return ask(server, '/data.bin', f'Range: bytes={first}-{last}', *fields)


ROWS = {}


def sees(fault, spec=None, *options):
    """A decorator: the function looks at a server that has the fault."""
    def add(function):
        ROWS[fault] = (spec or fault, options, function)
        return function
    return add


@sees('delay', 'delay=300')
def delay(test, server):
    said = ask(server)
    test.assertGreaterEqual(said.pieces[0][0], 0.3)
    test.assertEqual(said.body, DATA)


@sees('jitter', 'jitter=400;seed=7')
def jitter(test, server):
    # What these random numbers are; test-fault-plan.c says that they are the same each time.
    for least_ms in (91, 127, 392, 182):
        test.assertGreaterEqual(ask(server).pieces[0][0], least_ms / 1000)


@sees('rate', 'rate=100000')
def rate(test, server):
    said = ask(server)
    test.assertGreaterEqual(said.seconds, 0.4)
    test.assertGreater(len(said.pieces), 4)
    test.assertEqual(said.body, DATA)


@sees('slow-head', 'slow-head=5')
def slow_head(test, server):
    said = ask(server)
    head_seconds = next(at for at, data in said.pieces if b'\n' in data[-1:] or len(data) > 1000)
    test.assertGreaterEqual(head_seconds, 0.005 * len(said.lines[0]) * 0.8)
    test.assertGreaterEqual(said.seconds, 0.005 * len(said.head) * 0.8)
    test.assertGreater(len(said.pieces), 20)
    test.assertEqual(said.body, DATA)


@sees('cut', 'cut=4096')
def cut(test, server):
    said = ask(server)
    test.assertEqual((said.body, said.ending), (DATA[:4096], CLOSED))
    test.assertEqual(said['Content-Length'], str(len(DATA)))
    test.assertEqual(ask(server, method='HEAD').status, 200)


@sees('reset', 'reset=4096')
def reset(test, server):
    said = ask(server)
    test.assertEqual((said.body, said.ending), (DATA[:4096], RESET))
    test.assertEqual(said['Content-Length'], str(len(DATA)))


@sees('stall', 'stall=4096;path=/data.bin')
def stall(test, server):
    with connect(server) as peer:
        peer.sendall(request('/data.bin'))
        received = b''
        while len(received.partition(b'\r\n\r\n')[2]) < 4096:
            received += peer.recv(4096)
        test.assertEqual(ask(server, '/other.bin').body, DATA)
        peer.setblocking(False)
        with test.assertRaises(BlockingIOError):
            peer.recv(1)
        test.assertEqual(received.partition(b'\r\n\r\n')[2], DATA[:4096])
        peer.settimeout(case.DEADLINE)
        start = time.monotonic()
        server.stop(signal.SIGTERM)
        test.assertEqual(peer.recv(1), b'')
        server.process.wait(case.DEADLINE)
        test.assertLess(time.monotonic() - start, 3)


@sees('chunk-cut')
def chunk_cut(test, server):
    said = ask(server)
    test.assertEqual((said['Transfer-Encoding'], said.ending), ('chunked', CLOSED))
    with test.assertRaises(ValueError):
        unchunk(said.raw_body)
    test.assertEqual(unchunk(said.raw_body + b'0\r\n\r\n'), DATA)


@sees('ignore-range')
def ignore_range(test, server):
    for said in (ask_part(server, 100, 199), ask_part(server, 10 ** 9, '')):
        test.assertEqual((said.status, said.body, said['Content-Range']), (200, DATA, None))


@sees('ignore-if-range')
def ignore_if_range(test, server):
    said = ask_part(server, 100, 199, 'If-Range: "of something else"')
    test.assertEqual((said.status, said.body), (206, DATA[100:200]))


@sees('wrong-range')
def wrong_range(test, server):
    for first, named in ((100, 90), (5, 15)):
        said = ask_part(server, first, first + 99)
        test.assertEqual((said.status, said.body), (206, DATA[first:first + 100]))
        test.assertEqual(said['Content-Range'], f'bytes {named}-{named + 99}/{len(DATA)}')


@sees('early-range', 'early-range=1000')
def early_range(test, server):
    for first, sent in ((3000, 2000), (400, 0)):
        said = ask_part(server, first, 3099)
        test.assertEqual((said.status, said.body), (206, DATA[sent:3100]))
        test.assertEqual(said['Content-Range'], f'bytes {sent}-3099/{len(DATA)}')


@sees('no-content-range')
def no_content_range(test, server):
    said = ask_part(server, 100, 199)
    test.assertEqual((said.status, said.body, said['Content-Range']), (206, DATA[100:200], None))


@sees('bare-416')
def bare_416(test, server):
    said = ask_part(server, 10 ** 9, '')
    test.assertEqual((said.status, said['Content-Range']), (416, None))
    test.assertEqual(ask_part(server, 0, 9)['Content-Range'], f'bytes 0-9/{len(DATA)}')


@sees('surplus', 'surplus=100')
def surplus(test, server):
    said = ask_part(server, 100, 199)
    test.assertEqual((said.status, said['Content-Range']), (206, f'bytes 100-199/{len(DATA)}'))
    test.assertEqual((said['Content-Length'], said['Transfer-Encoding']), (None, None))
    test.assertEqual((said.raw_body[:100], len(said.raw_body)), (DATA[100:200], 200))
    test.assertEqual(ask(server).body, DATA)


@sees('changing-etag')
def changing_etag(test, server):
    answers = [ask(server), ask_part(server, 0, ''), ask(server, method='HEAD')]
    test.assertEqual(len({said['ETag'] for said in answers}), 3)
    test.assertEqual(len({said['Last-Modified'] for said in answers}), 1)
    test.assertEqual(answers[1].body, DATA)
    # What was handed out is not known any more.
    again = ask_part(server, 100, '', f'If-Range: {answers[0]["ETag"]}')
    test.assertEqual((again.status, again.body), (200, DATA))


@sees('changing-content')
def changing_content(test, server):
    answers = [ask(server) for _ in range(3)]
    for number, said in enumerate(answers):
        changed = bytes((byte + number) % 256 for byte in DATA)
        test.assertEqual((said.body, said['Content-Length']), (changed, str(len(DATA))))
    test.assertEqual(len({said['ETag'] for said in answers}), 3)
    since = ask(server, '/data.bin', f'If-Modified-Since: {answers[0]["Last-Modified"]}')
    test.assertEqual(since.status, 200)


@sees('weak-validators')
def weak_validators(test, server):
    said = ask(server)
    test.assertRegex(said['ETag'], '^W/"[^"]+"$')
    test.assertIsNone(said['Last-Modified'])


@sees('no-validators')
def no_validators(test, server):
    for said in (ask(server), ask_part(server, 0, 9)):
        test.assertEqual((said['ETag'], said['Last-Modified']), (None, None))


@sees('wrong-digest')
def wrong_digest(test, server):
    said = ask(server)
    digest = base64.b64decode(re.fullmatch('sha-256=:(.*):', said['Repr-Digest'])[1])
    test.assertEqual((len(digest), said.body), (32, DATA))
    test.assertNotEqual(digest, hashlib.sha256(DATA).digest())


@sees('no-length')
def no_length(test, server):
    said, old = ask(server), ask(server, version='1.0')
    test.assertEqual((said['Content-Length'], said['Transfer-Encoding']), (None, 'chunked'))
    test.assertEqual((old['Content-Length'], old['Transfer-Encoding']), (None, None))
    test.assertEqual((said.body, old.body), (DATA, DATA))


@sees('duplicate-length')
def duplicate_length(test, server):
    said = ask(server)
    test.assertEqual(said.all('Content-Length'), [str(len(DATA)), str(len(DATA) + 1)])
    test.assertEqual(said.raw_body, DATA)


@sees('gzip')
def unwanted_gzip(test, server):
    said = ask(server, '/data.bin', 'Accept-Encoding: identity')
    test.assertEqual(said['Content-Encoding'], 'gzip')
    test.assertEqual(gzip.decompress(said.body), DATA)
    part = ask_part(server, 100, 199)
    test.assertEqual((part.status, zlib.decompress(part.body, 31)), (206, DATA[100:200]))


@sees('big-head', 'big-head=100000')
def big_head(test, server):
    said = ask(server)
    test.assertGreater(len(said.head), 100000)
    test.assertLess(len(said.head), 102000)
    test.assertEqual(said.body, DATA)


def is_soon(value, seconds):
    ahead = email.utils.parsedate_to_datetime(value).timestamp() - time.time()
    return seconds - 30 < ahead <= seconds


@sees('429', '429=120;first=2')
def too_many_requests(test, server):
    for expected in ((429, '120'), (429, '120'), (200, None)):
        said = ask(server)
        test.assertEqual((said.status, said['Retry-After']), expected)


@sees('429-date', '429-date=120;first=1')
def too_many_requests_with_date(test, server):
    said = ask(server)
    test.assertEqual(said.status, 429)
    test.assertTrue(is_soon(said['Retry-After'], 120))
    test.assertEqual(ask(server).status, 200)


@sees('503', '503;every=2')
def unavailable(test, server):
    answers = [ask(server) for _ in range(4)]
    test.assertEqual([said.status for said in answers], [200, 503, 200, 503])
    test.assertEqual(answers[1]['Retry-After'], '5')


@sees('503-date', '503-date=120;path=/data*')
def unavailable_with_date(test, server):
    said = ask(server)
    test.assertEqual(said.status, 503)
    test.assertTrue(is_soon(said['Retry-After'], 120))
    test.assertEqual(ask(server, '/other.bin').status, 200)


@sees('redirect', 'redirect=http://mirror.localhost:8801/pub/')
def redirect(test, server):
    said = ask(server, '/data.bin?a=b')
    test.assertEqual(said.status, 302)
    test.assertEqual(said['Location'], 'http://mirror.localhost:8801/pub/data.bin?a=b')


@sees('redirect-loop')
def redirect_loop(test, server):
    said = ask(server, '/data.bin?a=b')
    test.assertEqual((said.status, said['Location']), (302, '/data.bin?a=b'))


@sees('token', 'token=1000')
def token(test, server):
    said = ask(server)
    test.assertEqual(said.status, 302)
    test.assertRegex(said['Location'], r'^/data\.bin\?token=\d+$')
    test.assertEqual(ask(server, said['Location']).body, DATA)
    made = int(said['Location'].partition('=')[2])
    for bad in (made - 1000, made + 1000, ''):
        test.assertEqual(ask(server, f'/data.bin?token={bad}').status, 403)


@sees('expires-login', 'expires-login=0;after=1')
def expires_with_login(test, server):
    test.assertEqual(ask(server).body, DATA)
    said = ask(server)
    test.assertEqual((said.status, said['Content-Type']), (200, 'text/html; charset=utf-8'))
    test.assertIn(b'type="password"', said.body)


@sees('expires-403', 'expires-403=1')
def expires_with_403(test, server):
    start = time.monotonic()
    test.assertEqual(ask(server).body, DATA)
    while (said := ask(server)).status == 200 and time.monotonic() - start < case.DEADLINE:
        pass
    test.assertEqual(said.status, 403)
    test.assertGreaterEqual(time.monotonic() - start, 1)


def shake_hands(test, server, name='localhost', limit=None):
    """Gives the version, and what was wrong."""
    context = ssl.create_default_context(cafile=next(test.folder.rglob('authority.crt')))
    if limit is not None:
        context.minimum_version = limit
    try:
        with connect(server) as peer, context.wrap_socket(peer, server_hostname=name) as tls:
            return tls.version(), ''
    except ssl.SSLCertVerificationError as error:
        return None, error.verify_message
    except ssl.SSLError as error:
        return None, error.reason


def depth(server):
    """How many certificates are sent."""
    run = subprocess.run(['openssl', 's_client', '-connect', f'127.0.0.1:{server.port}',
                          '-showcerts'], stdin=subprocess.DEVNULL, capture_output=True)
    return run.stdout.count(b'BEGIN CERTIFICATE')


@sees('expired-certificate', None, '--tls')
def expired_certificate(test, server):
    test.assertIn('expired', shake_hands(test, server)[1])


@sees('wrong-host', None, '--tls')
def wrong_host(test, server):
    test.assertIn('Hostname mismatch', shake_hands(test, server)[1])
    test.assertEqual(shake_hands(test, server, 'wrong.localhost'), ('TLSv1.3', ''))


@sees('self-signed', None, '--tls')
def self_signed(test, server):
    test.assertIn('self-signed', shake_hands(test, server)[1].replace('self signed', 'self-signed'))


@sees('incomplete-chain', None, '--tls')
def incomplete_chain(test, server):
    test.assertIn('unable to get local issuer', shake_hands(test, server)[1])
    test.assertEqual(depth(server), 1)


@sees('tls-1.2', None, '--tls')
def tls_1_2(test, server):
    test.assertEqual(shake_hands(test, server), ('TLSv1.2', ''))
    test.assertIsNone(shake_hands(test, server, limit=ssl.TLSVersion.TLSv1_3)[0])


class FaultCase(case.CliCase):
    def setUp(self):
        super().setUp()
        self.root = self.folder / 'root'
        self.root.mkdir()
        for name, data in (('data.bin', DATA), ('other.bin', DATA), ('big.bin', BIG)):
            (self.root / name).write_bytes(data)
            os.utime(self.root / name, (OLD, OLD))

    def serve(self, *arguments):
        return Server(*arguments, self.root,
                      env={**os.environ, 'XDG_DATA_HOME': str(self.folder / 'home')})

    def with_faults(self, *specs):
        return self.serve(*(f'--fault={spec}' for spec in specs))


class Table(FaultCase):
    def test_every_fault_has_a_row(self):
        run = subprocess.run([case.PROGRAM, 'serve', '--list'], capture_output=True, check=True,
                             env={**os.environ, 'LC_ALL': 'C.UTF-8'})
        faults = run.stdout.decode().split('\n\n')[1].splitlines()[1:]
        ids = [re.match('[a-z0-9.-]+', line)[0] for line in faults]
        self.assertEqual(sorted(ids), sorted(ROWS))
        for line in faults:
            self.assertRegex(line, r'^\S+ +[A-Z].*\.$')
        for name in ('roundtrip-cli.1', 'completion/roundtrip-cli'):
            words = re.findall('[a-z0-9.-]+', (DATA_FOLDER / name).read_text().replace('\\-', '-'))
            self.assertEqual(set(ids) - {word.rstrip('.') for word in words}, set(), name)


def add_row(fault):
    spec, options, look = ROWS[fault]

    def test(self):
        with self.serve('--fault', spec, *options) as server:
            look(self, server)
    setattr(Table, 'test_' + re.sub('[.-]', '_', fault), test)


for name in ROWS:
    add_row(name)


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
                        '--fault=delay=3600000;path=/big.bin') as server:
            with connect(server) as slow, connect(server) as late:
                slow.sendall(request('/data.bin'))
                late.sendall(request('/big.bin'))
                self.assertEqual(slow.recv(1), b'H')
                for _ in range(20):
                    self.assertEqual(ask(server, '/other.bin').body, DATA)
                start = time.monotonic()
                server.stop(signal.SIGTERM)
                server.process.wait(case.DEADLINE)
                self.assertLess(time.monotonic() - start, 3.5)

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


class Ours(FaultCase):
    """The other end: what our client makes of it."""

    def test_client(self):
        for spec, code in OURS:
            options = ROWS[spec.split('=')[0]][1]
            with self.subTest(spec), self.serve('--fault', spec, *options) as server:
                trust = [word for path in self.folder.rglob('authority.crt')
                         for word in ('--cacert', path)]
                result = self.get(f'{server.url}/data.bin', '--json', '-o', 'copy', *trust, '-H',
                                  'Accept-Encoding: identity', '--idle-timeout', '2')
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
