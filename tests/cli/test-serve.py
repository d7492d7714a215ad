#!/usr/bin/env python3
# “serve”: each recipe, its log, its folders, and real clients.
# SPDX-License-Identifier: GPL-3.0-or-later

import gzip
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import unittest

import rt_cli_case as case
from rt_cli_server import Server
from rt_serve_peer import Answer, Peer, curl, exchange

REQUEST = b'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'
HELLO = b'Hello from server!'
SPARSE = 1 << 30


class Recipes(case.CliCase):
    def test_hello(self):
        with Server('--recipe', 'hello') as server:
            answer = Peer(server.port).ask('/whatever')
            self.assertEqual((answer.status, answer.body), (200, HELLO))
            self.assertTrue(answer['Content-Type'].startswith('text/html'))
            self.assertEqual(Peer(server.port).ask('/', method='POST').status, 405)
        self.assertIn('"GET /whatever HTTP/1.1" 200 18 "-" "-"', server.lines[0])

    def test_gzip(self):
        page = b'<html><body><h1>Compressed Hello World!</h1></body></html>'
        with Server('--recipe', 'gzip') as server:
            peer = Peer(server.port)
            plain, coded = peer.ask('/'), peer.ask('/', 'Accept-Encoding: gzip')
            self.assertEqual((plain.body, plain['Content-Encoding']), (page, None))
            self.assertEqual((gzip.decompress(coded.body), coded['Content-Encoding']), (page, 'gzip'))
            for answer in (plain, coded):
                self.assertEqual(answer['Vary'], 'Accept-Encoding')
            self.assertEqual(peer.ask('/', 'Accept-Encoding: identity;q=0').status, 406)

    def test_gzip_of_another_recipe(self):
        with Server('--recipe', 'hello', '--gzip') as server:
            answer = Peer(server.port).ask('/', 'Accept-Encoding: gzip')
            self.assertEqual(gzip.decompress(answer.body), HELLO)

    def test_echo(self):
        with Server('--recipe', 'echo') as server:
            body = 'x-one: 1'.encode() + b'\xff'
            raw = (b'POST /a%20b?c=%zz HTTP/1.1\r\nX-Zz: one\r\nhost: localhost\r\nx-zz:  two \r\n'
                   b'Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n'
                   b'4\r\nx-on\r\n5\r\ne: 1\xff\r\n0\r\n\r\n')
            got = json.loads(Answer(exchange(server.port, raw), 'POST').body)
        self.assertEqual((got['method'], got['target']), ('POST', '/a%20b?c=%zz'))
        self.assertEqual(got['fields'][:3], [['X-Zz', 'one'], ['host', 'localhost'], ['x-zz', 'two']])
        self.assertEqual(got['body'], {'bytes': len(body), 'base64': 'eC1vbmU6IDH/'})
        self.assertTrue(got['connection']['remote'].startswith('127.0.0.1:'))
        self.assertNotIn('tls', got['connection'])

    def test_status(self):
        with Server('--recipe', 'status') as server:
            peer = Peer(server.port)
            for status in (200, 204, 205, 304, 404, 418, 500, 503, 599):
                with self.subTest(status):
                    self.assertEqual(peer.ask(f'/{status}').status, status)
                    # The connection is of use for another request, or it is closed.
                    raw = exchange(server.port, f'GET /{status} HTTP/1.1\r\nHost: localhost\r\n\r\n'
                                   .encode() + REQUEST.replace(b'\r\n\r\n',
                                                               b'\r\nConnection: close\r\n\r\n'))
                    self.assertEqual(Answer(raw, 'GET').status, status)
                    self.assertIn(raw.count(b'HTTP/1.1 '), (1, 2))
            self.assertEqual(peer.ask('/99').status, 404)
            self.assertEqual(peer.ask('/503?retry-after=5')['Retry-After'], '5')
            self.assertEqual(peer.ask('/no-head', method='HEAD').status, 405)
            self.assertEqual(peer.ask('/no-head').status, 200)
            self.assertEqual(peer.ask('/redirect/2?status=307')['Location'], '/redirect/1?status=307')
            self.assertEqual(peer.ask('/loop')['Location'], '/loop')

    def test_cors(self):
        """What a browser asks for pages of other sites; without the switch they get nothing."""
        (self.folder / 'a.txt').write_text('shared')
        origin = 'Origin: https://a.example'
        with Server('--cors', self.folder) as server:
            peer = Peer(server.port)
            for answer in (peer.ask('/a.txt', origin), peer.ask('/none', origin),
                           peer.ask('/a.txt', origin, 'Range: bytes=0-1')):
                self.assertEqual(answer['Access-Control-Allow-Origin'], '*')
                self.assertTrue(answer.has('Access-Control-Expose-Headers', 'Content-Range'))
                self.assertIsNone(answer['Access-Control-Allow-Credentials'])
            asked = peer.ask('/a.txt', origin, 'Access-Control-Request-Method: GET',
                             'Access-Control-Request-Headers: range,x-zz',
                             'Access-Control-Request-Private-Network: true', method='OPTIONS')
        self.assertEqual((asked.status, asked['Access-Control-Allow-Methods'],
                          asked['Access-Control-Allow-Headers'],
                          asked['Access-Control-Allow-Private-Network']),
                         (204, 'GET, HEAD, OPTIONS', 'range,x-zz', 'true'))
        with Server(self.folder) as server:
            answer = Peer(server.port).ask('/a.txt', origin)
        self.assertFalse([name for name, _ in answer.fields if name.startswith('Access-Control')])

    @case.need('curl')
    def test_redirect_chain(self):
        with Server('--recipe', 'status') as server:
            run = curl('--location', '--write-out', '%{num_redirects} %{http_code}', '--output',
                       '/dev/null', f'{server.url}/redirect/5')
            self.assertEqual(run.stdout, b'5 200')


class AccessLog(case.CliCase):
    def serve_some(self):
        path = self.folder / 'logs' / 'access.log'
        with Server('--recipe', 'hello', '--log', path) as server:
            exchange(server.port, b'GET /a?b=c HTTP/1.1\r\nHost: localhost\r\nUser-Agent: "\xff\\"\r\n'
                     b'Referer: http://localhost/"\r\nConnection: close\r\n\r\n')
            exchange(server.port, b'nonsense\r\n\r\n')
            Peer(server.port).ask('/gone', method='POST')
        return server, path

    def test_file(self):
        server, path = self.serve_some()
        self.assertEqual(len(server.lines), 3)
        self.assertEqual(path.read_text().splitlines(), server.lines)
        self.assertEqual((path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777),
                         (0o600, 0o700))
        self.assertIn(r'"GET /a?b=c HTTP/1.1" 200 18 "http://localhost/\"" "\"\xFF\\\""',
                      server.lines[0])

    def test_refusals(self):
        """What was refused can be read, and its line says what was on the wire."""
        host = b'Host: localhost\r\n'
        cases = ((b'GET /a HTTP/1.1\r\nHost: a.example\r\n\r\n', 'GET /a HTTP/1.1',
                  'HTTP/1.1 421 Misdirected Request', b'It is localhost to its own computer'),
                 (b'GET https://localhost/a HTTP/1.1\r\n' + host + b'\r\n',
                  'GET https://localhost/a HTTP/1.1', 'HTTP/1.1 421 Misdirected Request', b'421'),
                 (b'GET /b HTTP/1.1\r\n' + host + b'X: y\r\n' * 9000 + b'\r\n', 'GET /b HTTP/1.1',
                  'HTTP/1.1 431 Request Header Fields Too Large', b'431'),
                 (b'GET /c HTTP/1.1\r\n' + host + b'X : y\r\n\r\n', 'GET /c HTTP/1.1',
                  'HTTP/1.1 400 Bad Request', b'400'),
                 (b'HEAD /d HTTP/1.1\r\n' + host + b'X : y\r\n\r\n', 'HEAD /d HTTP/1.1',
                  'HTTP/1.1 400 Bad Request', b''),
                 (b'GET http://me:secret@localhost/ HTTP/1.1\r\n' + host + b'\r\n',
                  'GET http://*********@localhost/ HTTP/1.1', 'HTTP/1.1 400 Bad Request', b'400'),
                 (b'\x16\x03\x01\0\xc8\x01', r'\x16\x03\x01', 'HTTP/1.1 400 Bad Request', b'400'))
        with Server('--recipe', 'hello') as server:
            answers = [exchange(server.port, data) for data, *_ in cases]
        lines = '\n'.join(server.lines)
        for answer, (_, request, status, words) in zip(answers, cases):
            with self.subTest(request):
                head, _, body = answer.partition(b'\r\n\r\n')
                self.assertEqual(head.decode().split('\r\n')[0], status)
                self.assertIn(words, body)
                self.assertIn(f'"{request}" {status.split()[1]} {len(body)} ', lines)

    def test_statuses_have_words(self):
        with Server('--recipe', 'status') as server:
            for status, words in ((418, "I'm a teapot"), (429, 'Too Many Requests'),
                                  (451, 'Unavailable For Legal Reasons'), (599, '')):
                raw = exchange(server.port, f'GET /{status} HTTP/1.1\r\nHost: localhost\r\n'
                               'Connection: close\r\n\r\n'.encode())
                self.assertEqual(raw.split(b'\r\n')[0].decode(), f'HTTP/1.1 {status} {words}')

    @case.need('curl')
    def test_handshakes(self):
        """Who speaks no TLS is told so, and who breaks it off leaves a line."""
        environment = {**os.environ, 'XDG_DATA_HOME': str(self.folder / 'data')}
        with Server('--recipe', 'hello', '--tls', env=environment) as server:
            socket.create_connection(('127.0.0.1', server.port)).close()
            raw = exchange(server.port, REQUEST)
            curl(server.url, check=False)
        self.assertTrue(raw.startswith(b'HTTP/1.1 400 Bad Request\r\n'), raw)
        self.assertIn(b'https', raw)
        self.assertEqual(sorted(re.sub(r'.*\] ("-" \d+) .*', r'\1', line) for line in server.lines),
                         ['"-" 000', '"-" 400'])

    def test_nobody_reads_the_lines(self):
        """A full pipe holds up neither the answers nor the end."""
        process = subprocess.Popen([case.PROGRAM, 'serve', '--recipe', 'hello', '--port', '0'],
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE)
        self.addCleanup(self.end, process)
        port = int(process.stdout.readline().decode().rsplit(':', 1)[1].rstrip('/\n'))
        target = '/?' + 'x' * 30000
        connection = http.client.HTTPConnection('127.0.0.1', port, timeout=case.DEADLINE)
        for _ in range(300):  # 9 MB of lines
            connection.request('GET', target)
            self.assertEqual(connection.getresponse().read(), b'Hello from server!')
        connection.close()
        process.send_signal(signal.SIGTERM)
        # Only now is the pipe looked at: the program is gone, or it waits for us.
        self.assertEqual(process.wait(case.DEADLINE), case.DONE)
        self.assertIn('were lost', process.stderr.read().decode())

    def test_no_file(self):
        run = subprocess.run([case.PROGRAM, 'serve', '--port', '0', '--log', self.folder],
                             capture_output=True, timeout=case.DEADLINE)
        self.assertEqual((run.returncode, run.stdout), (case.REFUSED, b''))

    @case.need('goaccess')
    def test_goaccess(self):
        _, path = self.serve_some()
        report = self.folder / 'report.json'
        subprocess.run(['goaccess', path, '--log-format=COMBINED', '--no-progress', '-o', report],
                       stdin=subprocess.DEVNULL, capture_output=True, check=True, timeout=case.DEADLINE)
        seen = json.loads(report.read_text())
        self.assertEqual((seen['general']['valid_requests'], seen['general']['failed_requests']),
                         (3, 0))
        codes = {code['data'][:3] for group in seen['status_codes']['data']
                 for code in group['items']}
        self.assertEqual(codes, {'200', '400', '405'})


class Clients(case.CliCase):
    def fill(self):
        root = self.folder / 'root'
        root.mkdir()
        data = os.urandom(3 << 20)
        (root / 'random.bin').write_bytes(data)
        (root / 'lines.txt').write_bytes(b'A line.\n' * 100000)
        return root, data

    @case.need('curl')
    def test_curl(self):
        root, data = self.fill()
        with Server(root) as server:
            self.assertEqual(curl(f'{server.url}/random.bin').stdout, data)
            self.assertEqual(curl('--range', '1000000-', f'{server.url}/random.bin').stdout,
                             data[1000000:])
            self.assertEqual(curl('--compressed', f'{server.url}/lines.txt').stdout,
                             b'A line.\n' * 100000)
            self.assertEqual(curl('--http1.0', f'{server.url}/random.bin').stdout, data)

    @case.need('curl')
    def test_curl_over_tls(self):
        root, data = self.fill()
        environment = {**os.environ, 'XDG_DATA_HOME': str(self.folder / 'data')}
        with Server('--tls', root, env=environment) as server:
            authority, = (self.folder / 'data').rglob('authority*.pem')
            for host in ('localhost', '127.0.0.1', '[::1]'):
                run = curl('--cacert', authority, f'https://{host}:{server.port}/random.bin')
                self.assertEqual(run.stdout, data, host)
            self.assertIn('certificate', curl(server.url, check=False).stderr.decode())

    @case.need('curl', 'openssl')
    def test_own_certificate(self):
        certificate, key = case.make_certificate(self.folder, 'site')
        both = self.folder / 'server.pem'
        both.write_bytes(key.read_bytes() + certificate.read_bytes())
        both.chmod(0o644)
        with Server('--recipe', 'hello', '--cert', both) as server:
            self.assertEqual(curl('--cacert', certificate, server.url).stdout, HELLO)
        self.assertIn('chmod 600', server.err)
        run = subprocess.run([case.PROGRAM, 'serve', '--cert', certificate, self.folder],
                             capture_output=True, timeout=case.DEADLINE)
        self.assertEqual((run.returncode, run.stdout), (case.REFUSED, b''))

    @case.need('openssl')
    def test_tls_versions(self):
        environment = {**os.environ, 'XDG_DATA_HOME': str(self.folder / 'data')}
        with Server('--recipe', 'echo', '--tls', env=environment) as server:
            for option, good in (('-tls1', False), ('-tls1_1', False), ('-tls1_2', True),
                                 ('-tls1_3', True)):
                run = subprocess.run(['openssl', 's_client', '-connect', f'127.0.0.1:{server.port}',
                                      option, '-cipher', 'DEFAULT@SECLEVEL=0', '-ign_eof', '-quiet'],
                                     input=REQUEST.replace(b'\r\n\r\n', b'\r\nConnection: close'
                                                           b'\r\n\r\n'),
                                     capture_output=True, timeout=case.DEADLINE)
                answer = Answer(run.stdout, 'GET')
                self.assertEqual(answer.status == 200, good, option)
                if good:
                    tls = json.loads(answer.body)['connection']['tls']
                    self.assertEqual(tls['version'], f'TLS 1.{option[-1]}')

    @case.need('wget')
    def test_wget_goes_on(self):
        root, data = self.fill()
        (self.folder / 'random.bin').write_bytes(data[:123456])
        with Server(root) as server:
            subprocess.run(['wget', '--quiet', '--continue', '--no-proxy',
                            f'{server.url}/random.bin'], cwd=self.folder, check=True)
        self.assertEqual(self.read('random.bin'), data)

    def test_our_own(self):
        root, data = self.fill()
        with Server(root) as server:
            self.assert_status(self.get(f'{server.url}/random.bin', '-o', 'copy'), case.DONE)
        self.assertEqual(self.read('copy'), data)

    @case.need('curl')
    @unittest.skipIf(case.SANITIZED, "the sanitizers keep what is freed")
    def test_memory_is_flat(self):
        root, _ = self.fill()
        with (root / 'huge.bin').open('wb') as huge:
            huge.truncate(SPARSE)
        with Server(root) as server:
            curl(f'{server.url}/random.bin', '--output', '/dev/null')
            before = server.peak_memory()
            run = curl('--output', '/dev/null', '--write-out', '%{size_download}',
                       f'{server.url}/huge.bin')
            self.assertEqual(run.stdout, str(SPARSE).encode())
            self.assertLess(server.peak_memory() - before, 16 * 1024)

    @case.need('curl')
    def test_file_that_shrinks_is_cut(self):
        root, _ = self.fill()
        (root / 'shrinks.bin').write_bytes(b'x' * (64 << 20))
        with Server(root) as server:
            with socket.create_connection(('127.0.0.1', server.port), case.DEADLINE) as peer:
                peer.sendall(b'GET /shrinks.bin HTTP/1.1\r\nHost: localhost\r\n\r\n')
                count = len(peer.recv(65536))
                os.truncate(root / 'shrinks.bin', 1000)
                try:
                    while piece := peer.recv(1 << 20):
                        count += len(piece)
                except ConnectionError:
                    pass
            self.assertLess(count, 64 << 20)
            self.assertEqual(Peer(server.port).ask('/').status, 200)


class Folder(case.CliCase):
    def test_listing(self):
        for name in ('file10', 'file9', 'File1'):
            (self.folder / name).write_bytes(b'x' * len(name) * 1000)
        (self.folder / 'zfolder').mkdir()
        (self.folder / os.fsdecode(b'\xff')).write_bytes(b'odd')
        with Server(self.folder) as server:
            peer = Peer(server.port)
            page = peer.ask('/')
            self.assertIn("default-src 'none'", page['Content-Security-Policy'])
            order = [page.body.index(name) for name in (b'>zfolder/', b'>file9', b'>file10')]
            self.assertEqual(order, sorted(order))
            self.assertIn(b'href="./%FF"', page.body)
            self.assertEqual(peer.ask('/%FF').body, b'odd')
            head = peer.ask('/', method='HEAD')
            self.assertEqual((head.status, head.body), (200, b''))
            for query in ('C=S', 'C=S&O=D'):
                listed = json.loads(peer.ask(f'/?{query}', 'Accept: application/json').body)
                sizes = [entry['size'] for entry in listed if entry['type'] == 'file']
                self.assertEqual(listed[0]['name'], 'zfolder')
                self.assertEqual((len(sizes), sizes), (4, sorted(sizes, reverse='O=D' in query)))

    def test_many_entries(self):
        many = self.folder / 'many'
        many.mkdir()
        for number in range(5000):
            (many / f'{number}').touch()
        with Server(self.folder) as server:
            listed = json.loads(Peer(server.port).ask('/many/', 'Accept: application/json').body)
            self.assertEqual([entry['name'] for entry in listed],
                             [str(number) for number in range(5000)])

    def test_index(self):
        (self.folder / 'index.htm').write_bytes(b'second')
        with Server(self.folder) as server:
            self.assertEqual(Peer(server.port).ask('/').body, b'second')
            (self.folder / 'index.html').write_bytes(b'first')
            self.assertEqual(Peer(server.port).ask('/').body, b'first')

    def test_fresh_file_has_a_weak_tag(self):
        (self.folder / 'fresh').write_bytes(b'x')
        with Server(self.folder) as server:
            tag = Peer(server.port).ask('/fresh')['ETag']
            self.assertTrue(tag.startswith('W/"'))
            os.utime(self.folder / 'fresh', (1700000000, 1700000000))
            self.assertTrue(Peer(server.port).ask('/fresh')['ETag'].startswith('"'))

    def test_changed_file_has_another_tag(self):
        path = self.folder / 'page'
        tags = set()
        with Server(self.folder) as server:
            for time_s, data in ((1700000000, b'a'), (1700000000, b'ab'), (1700000001, b'ab')):
                path.write_bytes(data)
                os.utime(path, (time_s, time_s))
                tags.add(Peer(server.port).ask('/page')['ETag'])
        self.assertEqual(len(tags), 3)

    def test_old_sidecar_is_not_used(self):
        (self.folder / 'a.txt').write_bytes(b'new')
        (self.folder / 'a.txt.gz').write_bytes(gzip.compress(b'old'))
        os.utime(self.folder / 'a.txt.gz', (1700000000, 1700000000))
        with Server(self.folder) as server:
            answer = Peer(server.port).ask('/a.txt', 'Accept-Encoding: gzip')
        self.assertEqual((answer.body, answer['Content-Encoding']), (b'new', None))

    def test_nobody_may_read_it(self):
        (self.folder / 'locked').write_bytes(b'x')
        (self.folder / 'locked').chmod(0)
        with Server(self.folder) as server:
            status = Peer(server.port).ask('/locked').status
        self.assertEqual(status, 200 if os.geteuid() == 0 else 403)


case.main()
