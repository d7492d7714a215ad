# The recipes of local proxies, and a server of one connection behind them.
# SPDX-License-Identifier: GPL-3.0-or-later

import socket
import struct
import threading

import rt_cli_case as case
from rt_serve_peer import exchange

PROXY, SOCKS = ('--recipe', 'proxy'), ('--recipe', 'socks')


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
