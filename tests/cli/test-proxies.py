#!/usr/bin/env python3
# The recipes “proxy” and “socks”: real clients go through them, and no secret crosses.
# SPDX-License-Identifier: GPL-3.0-or-later

import base64
import json
import os
import resource
import signal
import socket
import struct
import subprocess
import threading
import time

import rt_cli_case as case
from rt_cli_server import Server
from rt_serve_table import Answer, exchange

PROXY, SOCKS = ('--recipe', 'proxy'), ('--recipe', 'socks')
SECRET = 'me:open sesame'


def curl(*arguments, check=True):
    environment = {name: value for name, value in os.environ.items() if 'proxy' not in name.lower()}
    return subprocess.run(['curl', '--silent', '--show-error', '--max-time', '50',
                           *map(str, arguments)], capture_output=True, check=check, env=environment)


class Origin:
    """A server of one connection: keeps what it was sent, and sends what it is told to."""

    def __init__(self, *pieces, reset=False, wait_for=b'\r\n\r\n'):
        self.pieces = pieces
        self.reset = reset
        self.wait_for = wait_for
        self.received = b''

    def __enter__(self):
        self.listener = socket.create_server(('127.0.0.1', 0))
        self.listener.settimeout(case.DEADLINE)
        self.port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self.run)
        self.thread.start()
        return self

    def run(self):
        try:
            peer, _ = self.listener.accept()
        except OSError:
            return
        with peer:
            peer.settimeout(case.DEADLINE)
            try:
                while self.wait_for not in self.received and (piece := peer.recv(65536)):
                    self.received += piece
                for piece in self.pieces:
                    peer.sendall(piece)
                if self.reset:
                    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
                    return
                peer.shutdown(socket.SHUT_WR)
                while piece := peer.recv(65536):
                    self.received += piece
            except OSError:
                self.received += b'<broken>'

    def __exit__(self, *unused):
        self.thread.join(case.DEADLINE)
        self.listener.close()


def ask(proxy, origin, *lines, method='GET', path='/', body=b''):
    head = ''.join(f'{line}\r\n' for line in (f'{method} http://127.0.0.1:{origin.port}{path} HTTP/1.1',
                                             f'Host: 127.0.0.1:{origin.port}', *lines))
    return exchange(proxy.port, head.encode() + b'\r\n' + body)


class Case(case.CliCase):
    def auth_file(self):
        path = self.folder / 'auth'
        path.write_text(f'{SECRET}\n')
        return path

    def tls(self, *arguments):
        environment = {**os.environ, 'XDG_DATA_HOME': str(self.folder / 'data')}
        return Server(*arguments, '--tls', env=environment)

    def authority(self):
        found, = (self.folder / 'data').rglob('authority*.pem')
        return found


@case.need('curl')
class Clients(Case):
    def test_curl_through_each(self):
        body = os.urandom(700000)
        (self.folder / 'body').write_bytes(body)
        with Server('--recipe', 'echo') as plain, self.tls('--recipe', 'echo') as safe, \
                Server(*PROXY) as proxy, Server(*SOCKS) as socks:
            through = [proxy.url, *(f'{scheme}://localhost:{socks.port}'
                                    for scheme in ('socks4', 'socks4a', 'socks5', 'socks5h'))]
            for way in through:
                for target in (plain.url, safe.url):
                    with self.subTest(way=way, target=target):
                        run = curl('--proxy', way, '--cacert', self.authority(), '--data-binary',
                                   f'@{self.folder / "body"}', f'{target}/a?b')
                        seen = json.loads(run.stdout)
                        self.assertEqual((seen['target'], base64.b64decode(seen['body']['base64'])),
                                         ('/a?b', body))
            run = curl('--proxy', proxy.url, '--header', 'Transfer-Encoding: chunked',
                       '--data-binary', f'@{self.folder / "body"}', plain.url)
            self.assertEqual(json.loads(run.stdout)['body']['bytes'], len(body))
        self.assertIn(f'"POST {plain.url}/a?b HTTP/1.1" 200 ', proxy.lines[0])
        self.assertIn(f'"CONNECT localhost:{safe.port} HTTP/1.1" 200 ', proxy.lines[1])
        self.assertIn(f'"CONNECT localhost:{safe.port} SOCKS/5" 200 ', '\n'.join(socks.lines))

    def test_proxy_over_tls(self):
        with Server('--recipe', 'hello') as plain, self.tls('--recipe', 'hello') as safe, \
                self.tls(*PROXY) as proxy:
            for target in (plain.url, safe.url):
                run = curl('--proxy', proxy.url, '--proxy-cacert', self.authority(), '--cacert',
                           self.authority(), target)
                self.assertEqual(run.stdout, b'Hello from server!')

    def test_names_and_passwords(self):
        with Server('--recipe', 'echo') as echo, self.tls('--recipe', 'echo') as safe, \
                Server(*PROXY, '--auth', self.auth_file()) as proxy, \
                Server(*SOCKS, '--auth', self.auth_file()) as socks:
            for target in (echo.url, safe.url):
                for way in (proxy.url, f'socks5h://localhost:{socks.port}'):
                    run = curl('--proxy', way, '--proxy-user', SECRET, '--cacert', self.authority(),
                               '--user', 'site:secret', target)
                    fields = dict(json.loads(run.stdout)['fields'])
                    self.assertNotIn('Proxy-Authorization', fields)
                    self.assertNotIn(base64.b64encode(SECRET.encode()).decode(), str(fields))
                    # The site's own are the site's.
                    self.assertTrue(fields['Authorization'].startswith('Basic '))
            for wrong in ('me:open', 'me:open sesam', ':', 'ME:open sesame', 'me:open sesame:'):
                run = curl('--proxy', proxy.url, '--proxy-user', wrong, '--include', echo.url)
                self.assertIn(b'407 Proxy Authentication Required', run.stdout)
                self.assertIn(b'\r\nProxy-Authenticate: Basic realm="', run.stdout)
                run = curl('--proxy', f'socks5h://localhost:{socks.port}', '--proxy-user', wrong,
                           echo.url, check=False)
                self.assertEqual(run.returncode, 97)
            run = curl('--proxy', f'socks4a://localhost:{socks.port}', echo.url, check=False)
            self.assertEqual(run.returncode, 97)
            run = curl('--proxy', proxy.url, safe.url, '--cacert', self.authority(), check=False)
            self.assertEqual(run.returncode, 56)
            self.assertIn(b'407', run.stderr)
        for line in proxy.lines + socks.lines:
            self.assertNotIn('sesame', line)

    def test_no_server(self):
        with socket.create_server(('127.0.0.1', 0)) as taken:
            free = taken.getsockname()[1]
        with Server(*PROXY) as proxy, Server(*SOCKS) as socks:
            run = curl('--proxy', proxy.url, '--include', f'http://127.0.0.1:{free}/')
            self.assertIn(b'HTTP/1.1 502 ', run.stdout)
            self.assertIn(f'Proxy-Status: roundtrip-{proxy.port}; error=connection_refused'.encode(),
                          run.stdout)
            run = curl('--proxy', proxy.url, '--include', 'http://no-such-name.invalid/')
            self.assertIn(b'error=dns_error', run.stdout)
            run = curl('--proxy', f'socks5h://localhost:{socks.port}', f'http://127.0.0.1:{free}/',
                       check=False)
            self.assertIn(b'(5)', run.stderr)
            # Neither connects to itself.
            for host in ('127.0.0.1', 'localhost', '[::1]'):
                run = curl('--proxy', proxy.url, '--include', f'http://{host}:{proxy.port}/')
                self.assertIn(b'HTTP/1.1 508 Loop Detected', run.stdout)
            run = curl('--proxy', f'socks5h://localhost:{socks.port}',
                       f'http://127.0.0.1:{socks.port}/', check=False)
            self.assertIn(b'(2)', run.stderr)
            # Two in a row are no loop.
            with Server('--recipe', 'hello') as hello:
                run = curl('--proxy', f'socks5h://localhost:{socks.port}', '--include',
                           f'http://127.0.0.1:{proxy.port}/')
                self.assertIn(b'This is a proxy.', run.stdout)
                run = curl('--preproxy', f'socks5h://localhost:{socks.port}', '--proxy', proxy.url,
                           hello.url)
                self.assertEqual(run.stdout, b'Hello from server!')

    def test_large_bodies_need_little_memory(self):
        with open(self.folder / 'large', 'wb') as file:
            file.truncate(512 << 20)
        with Server(self.folder) as files, Server(*PROXY) as proxy, Server(*SOCKS) as socks:
            for server, way in ((proxy, proxy.url), (socks, f'socks5h://localhost:{socks.port}')):
                curl('--proxy', way, '--output', os.devnull, f'{files.url}/')
                before = server.peak_memory()
                run = curl('--proxy', way, '--output', os.devnull, '--write-out', '%{size_download}',
                           f'{files.url}/large')
                self.assertEqual(run.stdout, str(512 << 20).encode())
                self.assertLess(server.peak_memory() - before, 8 * 1024)
                self.upload(way, server)

    def upload(self, way, server):
        count = 0
        before = server.peak_memory()
        with socket.create_server(('127.0.0.1', 0)) as listener:
            listener.settimeout(case.DEADLINE)
            run = subprocess.Popen(['curl', '--silent', '--proxy', way, '--noproxy', '', '--upload-file',
                                    self.folder / 'large', '--header', 'Expect:', '--max-time', '50',
                                    f'http://127.0.0.1:{listener.getsockname()[1]}/'],
                                   stdout=subprocess.PIPE)
            peer, _ = listener.accept()
            with peer:
                while count < 512 << 20 and (piece := peer.recv(1 << 20)):
                    count += len(piece)
                peer.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone')
            self.assertEqual(run.communicate(timeout=case.DEADLINE)[0], b'done')
        self.assertLess(server.peak_memory() - before, 8 * 1024)


class Fields(Case):
    def test_hop_by_hop_fields_stay_behind(self):
        answer = (b'HTTP/1.1 200 Fine\r\nConnection: close, X-Hop\r\nX-Hop: 1\r\nKeep-Alive: a\r\n'
                  b'X-Kept: 1\r\nx-Kept: 2\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok')
        with Server(*PROXY) as proxy, Origin(answer) as origin:
            raw = ask(proxy, origin, 'Connection: X-Mine, keep-alive, Content-Length', 'X-Mine: 1',
                      'Proxy-Connection: keep-alive', 'Keep-Alive: 1', 'TE: trailers',
                      'Upgrade: websocket', 'Proxy-Authorization: Basic c2VjcmV0',
                      'Via: 1.0 other', 'Content-Length: 0', 'X-Zz: kept', path='/a%20b?c=%zz')
        self.assertEqual(raw, f'HTTP/1.1 200 Fine\r\nX-Kept: 1\r\nx-Kept: 2\r\nContent-Length: 2\r\n'
                         f'Via: 1.1 roundtrip-{proxy.port}\r\nConnection: close\r\n\r\nok'.encode())
        self.assertEqual(origin.received.decode().split('\r\n'), [
            'GET /a%20b?c=%zz HTTP/1.1', f'Host: 127.0.0.1:{origin.port}', 'Via: 1.0 other',
            'Content-Length: 0', 'X-Zz: kept', f'Via: 1.1 roundtrip-{proxy.port}',
            'Connection: close', '', ''])

    def test_host_is_the_one_of_the_target(self):
        with Server(*PROXY) as proxy, Origin(b'HTTP/1.1 204 No\r\n\r\n') as origin:
            head = (f'GET http://127.0.0.1:{origin.port} HTTP/1.1\r\nHost: other.example\r\n\r\n')
            raw = exchange(proxy.port, head.encode())
        self.assertIn(f'GET / HTTP/1.1\r\nHost: 127.0.0.1:{origin.port}\r\n'.encode(), origin.received)
        self.assertTrue(raw.startswith(b'HTTP/1.1 204 No\r\nVia: '), raw)

    def test_informational_answers(self):
        with Server(*PROXY) as proxy, Origin(
                b'HTTP/1.1 100 Continue\r\n\r\n', b'HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n',
                b'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n') as origin:
            raw = ask(proxy, origin, 'Expect: 100-continue', 'Content-Length: 2', method='POST',
                      body=b'ok')
        self.assertTrue(raw.startswith(b'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n'
                                       b'Link: x\r\n\r\nHTTP/1.1 200 OK\r\n'), raw)
        self.assertIn(b'\r\n\r\nok', origin.received)

    def test_chunks_pass_as_they_are(self):
        chunks = b'2;x=y\r\nok\r\n0\r\nX-Trailer: 1\r\n\r\n'
        with Server(*PROXY) as proxy, Origin(
                b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n' + chunks) as origin:
            raw = ask(proxy, origin)
        self.assertTrue(raw.endswith(b'\r\n\r\n' + chunks))
        self.assertEqual(raw.count(b'chunked'), 1)

    def test_nothing_after_the_request(self):
        with Server(*PROXY) as proxy, Origin(b'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n') as origin:
            ask(proxy, origin, 'Content-Length: 2', method='POST', body=b'okGET /second HTTP/1.1\r\n\r\n')
        self.assertTrue(origin.received.endswith(b'\r\n\r\nok'), origin.received)


class Endings(Case):
    """What is cut short on one side never looks finished on the other."""

    def test_cut_answers(self):
        ok = b'HTTP/1.1 200 OK\r\n'
        for pieces, reset in (((ok + b'Content-Length: 10\r\n\r\nhalf',), False),
                              ((ok + b'Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n',), False),
                              ((ok + b'Transfer-Encoding: chunked\r\n\r\nzz\r\n',), False),
                              ((ok + b'\r\nuntil the end', ), True)):
            with self.subTest(pieces), Server(*PROXY) as proxy, Origin(*pieces, reset=reset) as origin:
                head = f'GET http://127.0.0.1:{origin.port}/ HTTP/1.1\r\nHost: a\r\n\r\n'.encode()
                with socket.create_connection(('127.0.0.1', proxy.port), case.DEADLINE) as peer:
                    peer.sendall(head)
                    with self.assertRaises(ConnectionResetError):
                        while peer.recv(65536):
                            pass

    def test_whole_until_the_end(self):
        with Server(*PROXY) as proxy, Origin(b'HTTP/1.0 200 OK\r\n\r\nuntil the end') as origin:
            raw = ask(proxy, origin)
        self.assertTrue(raw.endswith(b'\r\n\r\nuntil the end'))
        self.assertNotIn(b'Content-Length', raw)

    def test_rubbish(self):
        for answer in (b'', b'220 mail.example\r\n', b'\0' * 10, b'HTTP/1.1 200 OK\r\nContent-Length: 1\r\n'
                       b'Content-Length: 2\r\n\r\nab', b'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nx',
                       b'HTTP/1.1 200 OK\r\nX: ' + b'y' * (1 << 20)):
            with self.subTest(answer[:60]), Server(*PROXY) as proxy, Origin(answer) as origin:
                raw = ask(proxy, origin)
                self.assertEqual(Answer(raw, 'GET').status, 502, raw[:100])
                self.assertIn(b'error=http_protocol_error', raw)

    def test_client_that_leaves(self):
        with Server(*PROXY) as proxy, Origin(wait_for=b'never') as origin:
            with socket.create_connection(('127.0.0.1', proxy.port), case.DEADLINE) as peer:
                peer.sendall(f'POST http://127.0.0.1:{origin.port}/ HTTP/1.1\r\nHost: a\r\n'
                             'Content-Length: 10\r\n\r\nhalf'.encode())
                case.wait_until(lambda: b'half' in origin.received)
        self.assertTrue(origin.received.endswith(b'half<broken>'), origin.received)

    def connect(self, server):
        peer = socket.create_connection(('127.0.0.1', server.port), case.DEADLINE)
        self.addCleanup(peer.close)
        return peer

    def open_tunnel(self, server, recipe, port):
        peer = self.connect(server)
        if recipe == PROXY:
            peer.sendall(f'CONNECT 127.0.0.1:{port} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n'.encode()
                         + b'early ')
            reply = peer.recv(65536)
            self.assertEqual(reply, b'HTTP/1.1 200 Connection established\r\n\r\n')
        else:
            peer.sendall(b'\5\1\0\5\1\0\1\x7f\0\0\1' + struct.pack('!H', port) + b'early ')
            reply = b''
            while len(reply) < 12 and (piece := peer.recv(65536)):
                reply += piece
            self.assertEqual(reply[:10], b'\5\0\5\0\0\1\x7f\0\0\1', reply)
        return peer

    def test_half_closed_tunnels(self):
        for recipe in (PROXY, SOCKS):
            with self.subTest(recipe), Server(*recipe) as server, \
                    Origin(b'late answer', wait_for=b'question') as origin:
                peer = self.open_tunnel(server, recipe, origin.port)
                peer.sendall(b'question')
                peer.shutdown(socket.SHUT_WR)
                data = b''
                while piece := peer.recv(65536):
                    data += piece
                self.assertEqual(data, b'late answer')
            self.assertEqual(origin.received, b'early question')
            self.assertIn(f' 200 {len(data)} ', server.lines[0])

    def test_broken_tunnels(self):
        for recipe in (PROXY, SOCKS):
            with self.subTest(recipe), Server(*recipe) as server:
                with Origin(b'some', reset=True, wait_for=b'question') as origin:
                    peer = self.open_tunnel(server, recipe, origin.port)
                    peer.sendall(b'question')
                    with self.assertRaises(ConnectionResetError):
                        while peer.recv(65536):
                            pass
                with Origin(wait_for=b'never') as origin:
                    peer = self.open_tunnel(server, recipe, origin.port)
                    case.wait_until(lambda: b'early' in origin.received)
                    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
                    peer.close()
                self.assertTrue(origin.received.endswith(b'<broken>'))

    def test_stop(self):
        for recipe in (PROXY, SOCKS):
            with self.subTest(recipe), Origin(wait_for=b'never') as origin:
                start = time.monotonic()
                with Server(*recipe) as server:
                    # One says nothing, one is in the middle, one uses a tunnel.
                    self.connect(server)
                    self.connect(server).sendall(b'\5')
                    self.open_tunnel(server, recipe, origin.port)
                    server.stop(signal.SIGTERM)
                self.assertLess(time.monotonic() - start, 20)


class Hostile(Case):
    def test_requests_refused(self):
        with Server(*PROXY) as proxy:
            for line, status in (
                    ('GET / HTTP/1.1', 400), ('GET https://a.example/ HTTP/1.1', 400),
                    ('GET ftp://a.example/ HTTP/1.1', 400), ('CONNECT / HTTP/1.1', 400),
                    ('GET http://me:sesame@127.0.0.1/ HTTP/1.1', 400), ('GET http:// HTTP/1.1', 400),
                    ('GET http://127.0.0.1:0/ HTTP/1.1', 400), ('GET http://127.0.0.1:99999/ HTTP/1.1', 400),
                    ('GET http://[::1/ HTTP/1.1', 400), ('CONNECT 127.0.0.1 HTTP/1.1', 400),
                    ('CONNECT http://127.0.0.1:1/ HTTP/1.1', 400), ('CONNECT :443 HTTP/1.1', 400),
                    ('CONNECT 127.0.0.1:1\r\nContent-Length: 5 HTTP/1.1', 400),
                    ('TRACE http://127.0.0.1:1/ HTTP/1.1', 501), ('GET http://127.0.0.1:1/ HTTP/2.0', 505),
                    (f'GET http://127.0.0.1:1/ HTTP/1.1\r\nVia: 1.1 a, 1.1 roundtrip-{proxy.port}', 508),
                    ('POST http://127.0.0.1:1/ HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked', 400),
                    ('GET http://127.0.0.1:1/ HTTP/1.1\r\nX : 1', 400)):
                with self.subTest(line):
                    raw = exchange(proxy.port, f'{line}\r\nHost: a\r\n\r\n'.encode())
                    self.assertEqual(Answer(raw, 'GET').status, status, raw)
                    self.assertIn(b'\r\nProxy-Status: roundtrip-', raw)
            self.assertEqual(exchange(proxy.port, b'\x16\x03\x01\0\0')[9:12], b'400')
        self.assertNotIn('sesame', ''.join(proxy.lines))

    def test_socks_refused(self):
        with Server(*SOCKS) as socks:
            for sent, reply in (
                    (b'\6', b''), (b'\5\0', b'\5\xff'), (b'\5\1\2', b'\5\xff'),
                    (b'\5\1\0\5\2\0\1\x7f\0\0\1\0\1', b'\5\0\5\7'), (b'\5\1\0\5\1\0\2\0', b'\5\0\5\x08'),
                    (b'\5\1\0\5\1\0\3\0\0\1', b'\5\0\5\1'), (b'\5\1\0\5\1\0\3\1\0\0\1', b'\5\0\5\1'),
                    (b'\5\1\0\5\1\0\3\3a/b\0\1', b'\5\0\5\1'), (b'\5\1\0\5\1\0\1\x7f\0\0\1\0\0', b'\5\0\5\1'),
                    (b'\5\1\0\4\1\0\1\x7f\0\0\1\0\1', b'\5\0\5\1'), (b'\4\2\0\1\x7f\0\0\1\0', b'\0\x5b'),
                    (b'\4\1\0\1\0\0\0\1\0\0', b'\0\x5b'), (b'\4\1\0\1\x7f\0\0\1' + b'x' * 600, b'\0\x5b'),
                    (b'GET / HTTP/1.1\r\n\r\n', b'HTTP/1.1 400 ')):
                with self.subTest(sent):
                    self.assertTrue(exchange(socks.port, sent).startswith(reply))
                    if len(reply) < 3:
                        self.assertLessEqual(len(exchange(socks.port, sent)), 8)

    def test_crowd(self):
        def limit():
            resource.setrlimit(resource.RLIMIT_NOFILE, (80, 80))
        with Server('--recipe', 'hello') as hello:
            for recipe in (PROXY, SOCKS):
                with self.subTest(recipe), Server(*recipe, preexec_fn=limit) as server:
                    before = server.descriptors()
                    peers = [socket.create_connection(('127.0.0.1', server.port), case.DEADLINE)
                             for _ in range(300)]
                    for peer in peers:
                        peer.close()
                    case.wait_until(lambda: server.descriptors() <= before)
                    for _ in range(200):
                        self.use(server, recipe, hello.port)
                    case.wait_until(lambda: server.descriptors() <= before)

    def use(self, server, recipe, port):
        request = b'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'
        if recipe == PROXY:
            raw = exchange(server.port, request.replace(b'/', f'http://localhost:{port}/'.encode(), 1))
        else:
            raw = exchange(server.port, b'\4\1' + struct.pack('!H', port) + b'\x7f\0\0\1\0' + request)
        self.assertTrue(raw.endswith(b'Hello from server!'), raw)

    def test_usage(self):
        nothing = self.folder / 'nothing'
        nothing.write_text('no colon\n')
        for arguments, status in (([*PROXY, '--address', '0.0.0.0'], case.USAGE),
                                  ([*SOCKS, '--address', '*'], case.USAGE),
                                  ([*SOCKS, '--address', '192.0.2.1'], case.USAGE),
                                  ([*PROXY, '--gzip'], case.USAGE), ([*SOCKS, '--tls'], case.USAGE), ([*PROXY, '.'], case.USAGE),
                                  (['--recipe', 'hello', '--auth', nothing], case.USAGE),
                                  ([*PROXY, '--auth', nothing], case.REFUSED),
                                  ([*PROXY, '--auth', self.folder / 'missing'], case.REFUSED)):
            with self.subTest(arguments):
                run = subprocess.run([case.PROGRAM, 'serve', '--port', '0', *map(str, arguments)],
                                     capture_output=True, timeout=case.DEADLINE)
                self.assertEqual((run.returncode, run.stdout), (status, b''))

    def test_address_of_its_own(self):
        with Server('--recipe', 'hello') as hello, Server(*PROXY, '--address', '127.0.0.1') as proxy:
            self.assertEqual(proxy.url, f'http://127.0.0.1:{proxy.port}')
            self.use(proxy, PROXY, hello.port)


case.main()
