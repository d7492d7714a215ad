# A forward proxy for tests: it keeps every byte it is given, and asks for passwords.
# SPDX-License-Identifier: GPL-3.0-or-later

import base64
import hashlib
import re
import socket
import threading
import urllib.parse

from rt_cli_case import DEADLINE
from rt_raw_server import RawServer

HASHES = {'MD5': hashlib.md5, 'SHA-256': hashlib.sha256}


def refusal(status, *fields, close=True, body=b'The proxy says no.\n'):
    lines = [f'HTTP/1.1 {status}', *fields, f'Content-Length: {len(body)}',
             *(['Connection: close'] if close else []), '', '']
    return '\r\n'.join(lines).encode() + body


class Basic:
    """Wants this pair, such as “ann:pw”; `close` hangs up with each refusal."""

    def __init__(self, pair, close=True):
        self.value = b'Basic ' + base64.b64encode(pair.encode())
        self.close = close

    def check(self, method, target, said):
        if said == self.value:
            return None
        return refusal('407 No', 'Proxy-Authenticate: Basic realm="test"', close=self.close)


class Digest:
    """Computes by itself what the answer has to be. Each nonce is good for `uses` requests."""

    def __init__(self, pair, algorithm='SHA-256', uses=100, close=False):
        self.user, self.password = pair.split(':', 1)
        self.algorithm = algorithm
        self.uses = uses
        self.close = close
        self.nonces = {}
        self.counts = []

    def hash(self, *parts):
        return HASHES[self.algorithm](':'.join(parts).encode()).hexdigest()

    def ask(self, stale=False):
        nonce = f'nonce{len(self.nonces)}'
        self.nonces[nonce] = 0
        return refusal('407 No', f'Proxy-Authenticate: Digest realm="a \\"test\\"", nonce="{nonce}", '
                       f'qop="auth", algorithm={self.algorithm}, stale={str(stale).lower()}',
                       'Proxy-Authenticate: Basic realm="never in the clear"', close=self.close)

    def check(self, method, target, said):
        if said is None:
            return self.ask()
        assert said.startswith(b'Digest '), said
        given = {name: quoted or bare for name, quoted, bare in
                 re.findall(r'(\w+)=(?:"((?:[^"\\]|\\.)*)"|([^, ]*))', said.decode())}
        expected = self.hash(self.hash(self.user, 'a "test"', self.password), given['nonce'],
                             given['nc'], given['cnonce'], 'auth', self.hash(method, target))
        if given['response'] != expected or given['uri'] != target or given['username'] != self.user:
            return self.ask()
        if self.nonces[given['nonce']] >= self.uses:
            return self.ask(stale=True)
        self.nonces[given['nonce']] += 1
        assert int(given['nc'], 16) == self.nonces[given['nonce']], said
        self.counts.append(int(given['nc'], 16))
        return None


class RecordingProxy(RawServer):
    """`requests` has every head; `tunnelled` what went through tunnels towards the site."""

    def __init__(self, auth=None, tls=None):
        super().__init__(self.handle, tls=tls)
        self.auth = auth
        self.tunnelled = bytearray()

    def handle(self, connection):
        while head := connection.read_request():
            method, target = head.split(b' ')[:2]
            said = re.search(rb'\r\nproxy-authorization: *([^\r]*)', head, re.I)
            refused = self.auth and self.auth.check(method.decode(), target.decode(),
                                                    said and said[1])
            if refused:
                connection.send(refused)
                if b'Connection: close' in refused:
                    return
            elif method == b'CONNECT':
                self.tunnel(connection, target)
                return
            else:
                self.forward(connection, head, target)
                return

    @staticmethod
    def reach(authority, port):
        parts = urllib.parse.urlsplit(f'//{authority.decode()}')
        return socket.create_connection((parts.hostname, parts.port or port), DEADLINE)

    def tunnel(self, connection, target):
        with self.reach(target, 443) as site:
            connection.send(b'HTTP/1.1 200 Open\r\n\r\n')
            down = threading.Thread(target=self.pump, args=(site, connection.stream))
            down.start()
            self.pump(connection.stream, site, self.tunnelled)
            down.join(DEADLINE)

    def forward(self, connection, head, target):
        parts = urllib.parse.urlsplit(target.decode())
        path = (parts.path or '/') + (f'?{parts.query}' if parts.query else '')
        head = re.sub(rb'\r\nproxy-authorization:[^\r]*', b'', head, flags=re.I)
        head = head.replace(target, path.encode(), 1)
        head = head.replace(b'\r\n\r\n', b'\r\nConnection: close\r\n\r\n', 1)
        with self.reach(parts.netloc.encode(), 80) as site:
            site.sendall(head)
            site.shutdown(socket.SHUT_WR)
            self.pump(site, connection.stream)

    @staticmethod
    def pump(source, sink, record=None):
        try:
            while piece := source.recv(65536):
                if record is not None:
                    record += piece
                sink.sendall(piece)
        except OSError:
            pass
        try:
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass
