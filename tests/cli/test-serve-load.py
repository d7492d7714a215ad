#!/usr/bin/env python3
# “serve”: what must not bring a server down, keep others waiting, or let strangers in.
# SPDX-License-Identifier: GPL-3.0-or-later

import ipaddress
import json
import os
import re
import resource
import signal
import socket
import struct
import subprocess
import threading
import urllib.parse

import rt_cli_case as case
from rt_cli_server import Server
from rt_serve_peer import Answer, Peer, curl, exchange

REQUEST = b'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'
HELLO = b'Hello from server!'
PRIVATE = ('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7')


class Load(case.CliCase):
    def test_keep_alive(self):
        with Server('--recipe', 'hello') as server:
            peers = [socket.create_connection(('127.0.0.1', server.port), case.DEADLINE)
                     for _ in range(50)]
            for _ in range(200):
                for peer in peers:
                    peer.sendall(REQUEST)
                for peer in peers:
                    data = b''
                    while not data.endswith(HELLO):
                        piece = peer.recv(4096)
                        self.assertTrue(piece)
                        data += piece
            for peer in peers:
                peer.close()

    @staticmethod
    def connect_and_leave(port, kind):
        """One connection of each kind that there is, whose end the server has to notice."""
        with socket.create_connection(('127.0.0.1', port), case.DEADLINE) as peer:
            if kind == 'cut head':
                peer.sendall(REQUEST[:20])
            elif kind == 'TLS cut in the handshake':
                # The beginning of a ClientHello.
                peer.sendall(b'\x16\x03\x01\x02\x00\x01\x00')
            elif kind in ('idle', 'half closed', 'reset'):
                peer.sendall(REQUEST)
                if kind == 'half closed':
                    peer.shutdown(socket.SHUT_WR)
                while kind != 'reset' and peer.recv(4096) and kind == 'half closed':
                    pass
            if kind == 'reset':
                peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))

    def test_descriptors_return(self):
        environment = {**os.environ, 'XDG_DATA_HOME': str(self.folder / 'data')}
        kinds = ('closed', 'idle', 'half closed', 'reset', 'cut head')
        count = 1500 if 'RT_TEST_ENDURANCE' in os.environ else 50
        with (Server('--recipe', 'hello') as plain,
              Server('--recipe', 'hello', '--tls', env=environment) as tls):
            for server, kinds in ((plain, kinds), (tls, ('closed', 'TLS cut in the handshake'))):
                for kind in kinds:
                    self.connect_and_leave(server.port, kind)
                case.wait_until(lambda: server.descriptors() < 60)
                before = server.descriptors()
                for kind in kinds:
                    with self.subTest(kind, url=server.url):
                        for _ in range(count):
                            self.connect_and_leave(server.port, kind)
                        case.wait_until(lambda: server.descriptors() <= before)
            self.assertEqual(Peer(plain.port).ask('/').body, HELLO)

    def test_slow_heads(self):
        with Server('--recipe', 'hello') as server:
            slow = []
            for _ in range(400):
                peer = socket.create_connection(('127.0.0.1', server.port), case.DEADLINE)
                peer.sendall(b'GET / HTTP/1.1\r\nHost:')
                slow.append(peer)
            for _ in range(20):
                self.assertEqual(Peer(server.port).ask('/').body, HELLO)
            for peer in slow:
                peer.close()

    def test_descriptors_run_out(self):
        def limit():
            resource.setrlimit(resource.RLIMIT_NOFILE, (48, 48))
        # Two threads would take the room from each other.
        with Server('--recipe', 'hello', '--workers', '1', preexec_fn=limit) as server:
            peers = [socket.create_connection(('127.0.0.1', server.port), case.DEADLINE)
                     for _ in range(100)]
            # Those who only wait make room for who asks.
            for _ in range(20):
                self.assertEqual(Peer(server.port).ask('/').body, HELLO)
            for peer in peers:
                peer.close()
            self.assertEqual(Peer(server.port).ask('/').body, HELLO)

    def test_stop_ends_what_is_on_its_way(self):
        root = self.folder / 'root'
        root.mkdir()
        (root / 'big.bin').write_bytes(b'x' * (32 << 20))
        with Server(root) as server:
            with socket.create_connection(('127.0.0.1', server.port), case.DEADLINE) as peer:
                peer.sendall(b'GET /big.bin HTTP/1.1\r\nHost: localhost\r\n\r\n')
                count = len(peer.recv(1000))
                server.stop(signal.SIGTERM)
                # From now on nobody new gets in.
                case.wait_until(lambda: self.is_refused(server.port))
                while piece := peer.recv(1 << 20):
                    count += len(piece)
            self.assertGreater(count, 32 << 20)
        self.assertIn(f' 200 {32 << 20} ', server.lines[-1])

    def ask_until_closed(self, port, answers):
        """Asks again and again; notes how many answers were whole. What is cut is an error."""
        data = b''
        with socket.create_connection(('127.0.0.1', port), case.DEADLINE) as peer:
            try:
                while True:
                    peer.sendall(REQUEST)
                    data = b''
                    while not data.endswith(HELLO):
                        piece = peer.recv(4096)
                        if not piece:
                            break
                        data += piece
                    if not data:
                        return
                    self.assertTrue(data.endswith(HELLO), data)
                    answers.append(peer)
            except (ConnectionResetError, BrokenPipeError):
                pass  # for a request that came when nothing was to be answered any more
            self.assertTrue(not data or data.endswith(HELLO), data)

    def test_stop_under_load_loses_no_answer(self):
        answers, errors = [], []

        def ask(port):
            try:
                self.ask_until_closed(port, answers)
            except BaseException as error:
                errors.append(error)
        with Server('--recipe', 'hello') as server:
            threads = [threading.Thread(target=ask, args=(server.port,)) for _ in range(20)]
            for thread in threads:
                thread.start()
            case.wait_until(lambda: len(answers) > 500)
            server.stop(signal.SIGTERM)
            for thread in threads:
                thread.join(case.DEADLINE)
        self.assertEqual(errors, [])
        self.assertEqual(len([line for line in server.lines if '" 200 18 "' in line]), len(answers))

    @staticmethod
    def is_refused(port):
        try:
            socket.create_connection(('127.0.0.1', port), case.DEADLINE).close()
        except ConnectionRefusedError:
            return True
        return False


class Safety(case.CliCase):
    def test_big_upload_is_refused_early(self):
        with Server('--recipe', 'hello') as server:
            head = b'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3000000000\r\n'
            with socket.create_connection(('127.0.0.1', server.port), case.DEADLINE) as peer:
                peer.sendall(head + b'\r\n' + b'x' * 100000)
                self.assertIn(b' 413 ', peer.recv(4096))
            with socket.create_connection(('127.0.0.1', server.port), case.DEADLINE) as peer:
                peer.sendall(head.replace(b'3000000000', b'5') + b'Expect: 100-continue\r\n\r\n')
                self.assertIn(b'HTTP/1.1 405 ', peer.recv(4096))

    def test_expected_body_is_asked_for(self):
        with Server('--recipe', 'echo') as server:
            with socket.create_connection(('127.0.0.1', server.port), case.DEADLINE) as peer:
                peer.sendall(b'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n'
                             b'Connection: close\r\nExpect: 100-continue\r\n\r\n')
                self.assertEqual(peer.recv(4096), b'HTTP/1.1 100 Continue\r\n\r\n')
                peer.sendall(b'ok')
                data = b''
                while piece := peer.recv(4096):
                    data += piece
            self.assertEqual(json.loads(Answer(data, 'POST').body)['body'], {'bytes': 2, 'text': 'ok'})

    def test_log_is_safe(self):
        with Server('--recipe', 'hello') as server:
            exchange(server.port, b'GET /"\xff HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n'
                     b'User-Agent: a"b\\c\x9b\r\nReferer: \xe2\x80\xae\r\n\r\n')
        self.assertEqual(len(server.lines), 1)
        self.assertRegex(server.lines[0], r'^127\.0\.0\.1 - - \[\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d '
                         r'[+-]\d{4}\] "GET /\\".* HTTP/1\.1" 200 18 "\\x.*" "a\\"b\\\\c\\x9B" [\d.]+$')

    def test_busy_port(self):
        with Server('--recipe', 'hello') as server:
            run = subprocess.run([case.PROGRAM, 'serve', '--recipe', 'hello', '--port',
                                  str(server.port)], capture_output=True)
            self.assertEqual((run.returncode, run.stdout), (case.REFUSED, b''))
            self.assertIn(str(server.port).encode(), run.stderr)
            self.assertRegex(run.stderr.decode(), rf'\b{server.process.pid}\b')
            free = re.search(r'--port (\d+)', run.stderr.decode())[1]
        self.assertGreater(int(free), server.port)
        with Server('--recipe', 'hello', port=free) as server:
            self.assertEqual(server.port, int(free))

    @case.need('curl')
    def test_network(self):
        environment = {**os.environ, 'XDG_DATA_HOME': str(self.folder / 'data')}
        with Server('--recipe', 'hello', '--address', '*', env=environment) as server:
            pass
        hosts = [urllib.parse.urlsplit(word).hostname for word in server.err.split()
                 if word.startswith('http://')]
        if not hosts:
            self.skipTest('this machine is in no network')
        with Server('--recipe', 'hello', '--tls', '--address', '*', env=environment) as server:
            authority, = (self.folder / 'data').rglob('authority*.pem')
            for host in hosts:
                address = ipaddress.ip_address(host)
                url = f'https://{f"[{host}]" if address.version == 6 else host}:{server.port}'
                self.assertEqual(curl('--insecure', url).stdout, HELLO, url)
                # For others the user's authority must not vouch.
                if any(address in ipaddress.ip_network(network) for network in PRIVATE):
                    self.assertEqual(curl('--cacert', authority, url).stdout, HELLO, url)

    def test_both_families(self):
        with Server('--recipe', 'hello', '--workers', '3') as server:
            for host in ('127.0.0.1', '::1'):
                for _ in range(10):
                    self.assertIn(HELLO, exchange(server.port, REQUEST.replace(
                        b'\r\n\r\n', b'\r\nConnection: close\r\n\r\n'), host))

    def test_usage(self):
        for arguments in (['--recipe', 'none'], ['--port', '70000'], ['a', 'b'], ['--workers', '-1'],
                          ['--recipe', 'hello', '.'], ['/']):
            with self.subTest(arguments):
                run = subprocess.run([case.PROGRAM, 'serve', *arguments], capture_output=True,
                                     timeout=case.DEADLINE)
                self.assertEqual((run.returncode, run.stdout), (case.USAGE, b''))
        run = subprocess.run([case.PROGRAM, 'serve', str(self.folder / 'nowhere')],
                             capture_output=True, timeout=case.DEADLINE)
        self.assertEqual(run.returncode, case.REFUSED)

    def test_list(self):
        run = subprocess.run([case.PROGRAM, 'serve', '--list'], capture_output=True, check=True)
        names = [line.split()[0] for line in run.stdout.decode().split('\n\n')[0].splitlines()]
        self.assertEqual(names, ['hello', 'gzip', 'files', 'echo', 'cookies', 'form', 'status', 'proxy', 'socks'])


case.main()
