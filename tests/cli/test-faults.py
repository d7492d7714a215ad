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
import ssl
import subprocess
import time
import zlib

import rt_cli_case as case
from rt_fault_case import CLOSED, DATA, RESET, FaultCase, ask, ask_part, connect, request
from rt_serve_peer import unchunk

DATA_FOLDER = pathlib.Path(__file__).resolve().parents[2] / 'data'

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
    test.assertEqual(said.body, DATA)


@sees('slow-head', 'slow-head=5')
def slow_head(test, server):
    said = ask(server)
    head_seconds = next(at for at, data in said.pieces if b'\n' in data[-1:] or len(data) > 1000)
    test.assertGreaterEqual(head_seconds, 0.005 * len(said.lines[0]) * 0.8)
    test.assertGreaterEqual(said.seconds, 0.005 * len(said.head) * 0.8)
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
        server.stop(signal.SIGTERM)
        test.assertEqual(peer.recv(1), b'')
        server.process.wait(case.DEADLINE)


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
    return seconds - case.DEADLINE < ahead <= seconds


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


if __name__ == '__main__':
    case.main()
