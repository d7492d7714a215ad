#!/usr/bin/env python3
# “roundtrip-cli get” against servers that people use, beside what curl gets from them.
# SPDX-License-Identifier: GPL-3.0-or-later

import functools
import gzip
import http.server
import os
import pathlib
import shutil
import subprocess
import tempfile
import threading

import rt_cli_case as case
from rt_cli_case import DONE, REFUSED
from rt_nginx import Nginx

TEXT = ''.join(f'<p>line {i} – größer</p>\n' for i in range(4000)).encode()
FILES = {
    'text.html': TEXT,
    'text.txt': b'plain\n',
    'empty': b'',
    'noise.bin': os.urandom(3 << 20),
    'name with space ü.txt': b'odd name\n',
}


def make_root(folder):
    root = pathlib.Path(folder)
    for name, content in FILES.items():
        (root / name).write_bytes(content)
    return root


class Peer(case.CliCase):
    """Helpers that compare with curl; the tests stand below."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.root = make_root(tempfile.mkdtemp(prefix='roundtrip-peer-'))
        cls.addClassCleanup(shutil.rmtree, cls.root)

    def curl(self, *arguments):
        run = subprocess.run(['curl', '-q', '--silent', '--show-error', '--noproxy', '*',
                              '--http1.1', *map(str, arguments)],
                             capture_output=True, timeout=case.DEADLINE)
        self.assertEqual(run.returncode, 0, run.stderr)
        return run.stdout

    def compare(self, url, *trust, codings='gzip, deflate, br, zstd'):
        """The body, and the fields in their order, are what curl gets."""
        accept = ['-H', f'Accept-Encoding: {codings}']
        result = self.get(*trust, *accept, url)
        self.assert_status(result, DONE)
        self.assertEqual(result.out, self.curl('--compressed', *trust, *accept, url))

        record = self.get('--json', *trust, *accept, url).json()
        response = record['hops'][-1]['response']
        head = self.curl('--dump-header', '-', '--output', '/dev/null', *trust, *accept, url)
        lines = head.decode('latin-1').split('\r\n')
        self.assertEqual(int(lines[0].split()[1]), response['status'])
        fields = [line.split(': ', 1) for line in lines[1:] if line]
        # These two differ from one answer to the next.
        differing = {'Date', 'X-Connection'}
        self.assertEqual([field for field in response['fields'] if field[0] not in differing],
                         [field for field in fields if field[0] not in differing])
        return record


@case.need('nginx', 'openssl', 'curl')
class OfNginx(Peer):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.peer = Nginx(cls.root).__enter__()
        cls.addClassCleanup(cls.peer.__exit__)

    @property
    def trust(self):
        return ['--cacert', self.peer.certificate]

    def test_files(self):
        for name, content in FILES.items():
            path = '/' + name.replace(' ', '%20')
            with self.subTest(name):
                record = self.compare(self.peer.url(path))
                self.assertEqual(record['body']['decoded_bytes'], len(content))
                self.assertTrue(record['body']['complete'])
                self.compare(self.peer.tls_url(path), *self.trust)

    def test_missing(self):
        self.compare(self.peer.url('/missing'))
        self.assert_status(self.get('--fail', self.peer.url('/missing')), REFUSED)

    def test_gzip(self):
        record = self.compare(self.peer.url('/text.html'), codings='gzip')
        self.assertEqual(record['body']['codings'], ['gzip'])
        self.assertLess(record['body']['wire_bytes'], len(TEXT) / 4)
        raw = self.get('--raw', self.peer.url('/text.html'))
        self.assertEqual(gzip.decompress(raw.out), TEXT)

    def test_http2_is_offered_but_not_taken(self):
        result = self.get('--json', *self.trust, self.peer.tls_url('/text.txt'))
        hop = result.json()['hops'][0]
        self.assertIn(['X-Protocol', 'HTTP/1.1'], hop['response']['fields'])
        self.assertEqual(hop['tls']['version'], 'TLS 1.3')
        self.assertNotIn('errors', hop['tls'])

    def test_connection_is_kept_over_redirects(self):
        for url, trust in [(self.peer.url('/moved'), []),
                           (self.peer.tls_url('/moved'), self.trust)]:
            with self.subTest(url):
                result = self.get('--json', *trust, url)
                self.assert_status(result, DONE)
                hops = result.json()['hops']
                self.assertEqual([hop['response']['status'] for hop in hops], [302, 308, 200])
                numbers = {value for hop in hops for name, value in hop['response']['fields']
                           if name == 'X-Connection'}
                self.assertEqual([hop['reused'] for hop in hops], [False, True, True])
                self.assertLessEqual(len(numbers), 1)
                for hop in hops[1:]:
                    self.assertNotIn('connect', hop['timings'])
                    self.assertNotIn('tls', hop['timings'])

    def test_from_http_to_https(self):
        result = self.get(*self.trust, self.peer.url('/to-tls'))
        self.assert_status(result, DONE)
        self.assertEqual(result.out, TEXT)

    def test_post(self):
        result = self.get('-d', 'a=1', self.peer.url('/post'))
        self.assertEqual(result.out, b'POST application/x-www-form-urlencoded')
        self.assertEqual(result.out, self.curl('-d', 'a=1', self.peer.url('/post')))

    def test_saved_file(self):
        self.assert_status(self.get('-o', 'noise', self.peer.url('/noise.bin')), DONE)
        self.assertEqual(self.read('noise'), FILES['noise.bin'])

    def test_self_signed(self):
        result = self.get('--json', self.peer.tls_url('/text.txt'))
        self.assert_status(result, REFUSED)
        self.assertEqual(result.json()['error']['code'], 'certificate')

    def test_wrong_port(self):
        result = self.get('--json', f'https://localhost:{self.peer.plain}/')
        self.assert_status(result, REFUSED)
        self.assertEqual(result.json()['error']['code'], 'not-tls')
        result = self.get(f'http://localhost:{self.peer.tls}/')
        self.assert_status(result, DONE)
        self.assertIn(b'plain HTTP request was sent to HTTPS port', result.out)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *unused):
        pass


@case.need('curl')
class OfPython(Peer):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        handler = functools.partial(Quiet, directory=cls.root)
        cls.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), handler)
        threading.Thread(target=cls.server.serve_forever, daemon=True).start()
        cls.addClassCleanup(cls.server.server_close)
        cls.addClassCleanup(cls.server.shutdown)

    def url(self, path):
        return f'http://127.0.0.1:{self.server.server_port}{path}'

    def test_files(self):
        for name in FILES:
            with self.subTest(name):
                self.compare(self.url('/' + name.replace(' ', '%20')))

    def test_listing(self):
        record = self.compare(self.url('/'))
        self.assertTrue(record['body']['type'].startswith('text/html'))

    def test_missing_and_forbidden_method(self):
        self.compare(self.url('/missing'))
        result = self.get('-d', 'x', '--fail', self.url('/text.txt'))
        self.assert_status(result, REFUSED)
        self.assertIn('501', result.err)


if __name__ == '__main__':
    case.main()
