# A server that says exactly what a test tells it, byte by byte, on a free port of this machine.
# SPDX-License-Identifier: GPL-3.0-or-later

import fcntl
import re
import select
import socket
import ssl
import struct
import termios
import threading

from rt_cli_case import DEADLINE


class Connection:
    """One accepted connection, as a handler sees it."""

    def __init__(self, server, stream):
        self.server = server
        self.stream = stream
        self.pending = bytearray()

    def read_request(self):
        """Reads a request with its body, and keeps it in the server's list. b'' at the end."""
        while b'\r\n\r\n' not in self.pending:
            if not self._fill():
                return b''
        end = self.pending.index(b'\r\n\r\n') + 4
        length = re.search(rb'\r\ncontent-length: *(\d+)', self.pending[:end], re.I)
        end += int(length[1]) if length else 0
        while len(self.pending) < end and self._fill():
            pass
        request = bytes(self.pending[:end])
        del self.pending[:end]
        self.server.requests.append(request)
        return request

    def _fill(self):
        data = self.stream.recv(65536)
        self.pending += data
        return bool(data)

    def send(self, data):
        self.stream.sendall(data)

    def wait_closed(self):
        """Returns when the other side has closed or reset the connection."""
        try:
            while self.stream.recv(65536):
                pass
        except OSError:
            pass

    def drain_and_reset(self):
        """The same, after the other side has taken all that was sent."""
        unsent = bytearray(b'some')
        while any(unsent):
            select.select([], [], [], 0.002)
            fcntl.ioctl(self.stream.fileno(), termios.TIOCOUTQ, unsent)
        self.reset()

    def reset(self):
        """Breaks the connection with a RST."""
        self.stream.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        self.stream.close()


def answer(*texts):
    """A handler that answers one request after the other with these bytes, then closes."""
    def handle(connection):
        for text in texts:
            if not connection.read_request():
                return
            connection.send(text)
    return handle


def ok(body, *fields, status='200 OK'):
    """The bytes of an answer with a Content-Length."""
    if isinstance(body, str):
        body = body.encode()
    lines = [f'HTTP/1.1 {status}', *fields, f'Content-Length: {len(body)}', '', '']
    return '\r\n'.join(lines).encode() + body


class RawServer:
    """
    Listens while the with-block runs. The first connection is given to the first handler, the
    second to the second, and all that follow to the last.
    """

    def __init__(self, *handlers, tls=None, host='127.0.0.1'):
        self.handlers = handlers
        self.tls = tls
        self.requests = []
        self.connections = 0
        self.listener = socket.create_server((host, 0), family=socket.AF_INET6 if ':' in host
                                             else socket.AF_INET)
        self.port = self.listener.getsockname()[1]
        self.threads = []
        self.streams = []

    def url(self, path='/', host='127.0.0.1'):
        return f'{"https" if self.tls else "http"}://{host}:{self.port}{path}'

    def __enter__(self):
        self.acceptor = threading.Thread(target=self._accept, daemon=True)
        self.acceptor.start()
        return self

    def __exit__(self, *unused):
        # A listener that is shut down wakes its accept ().
        self.listener.shutdown(socket.SHUT_RDWR)
        self.acceptor.join(DEADLINE)
        self.listener.close()
        for stream in self.streams:
            try:
                stream.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
        for thread in self.threads:
            thread.join(DEADLINE)
        for stream in self.streams:
            stream.close()

    def _accept(self):
        while True:
            try:
                stream, _ = self.listener.accept()
            except OSError:
                return
            stream.settimeout(DEADLINE)
            handler = self.handlers[min(self.connections, len(self.handlers) - 1)]
            self.connections += 1
            thread = threading.Thread(target=self._serve, args=(stream, handler), daemon=True)
            self.streams.append(stream)
            self.threads.append(thread)
            thread.start()

    def _serve(self, stream, handler):
        try:
            if self.tls:
                stream = self.tls.wrap_socket(stream, server_side=True)
                self.streams.append(stream)
            handler(Connection(self, stream))
            stream.close()
        except (OSError, ssl.SSLError):
            pass  # the other side is gone: what the test expects shows elsewhere
