#!/usr/bin/env python3
# The recipes “proxy” and “socks” between peers that break off, and in front of hostile ones.
# SPDX-License-Identifier: GPL-3.0-or-later

import resource
import signal
import socket
import struct
import subprocess

import rt_cli_case as case
from rt_cli_server import Server
from rt_proxy_recipes import PROXY, SOCKS, Origin, ask
from rt_serve_peer import Answer, exchange


class Endings(case.CliCase):
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
                with Server(*recipe) as server:
                    # One says nothing, one is in the middle, one uses a tunnel.
                    self.connect(server)
                    self.connect(server).sendall(b'\5')
                    self.open_tunnel(server, recipe, origin.port)
                    server.stop(signal.SIGTERM)


class Hostile(case.CliCase):
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
