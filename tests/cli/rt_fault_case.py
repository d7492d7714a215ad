# What the tests of “serve --fault” share: a client that notes when what came, and folders to serve.
# SPDX-License-Identifier: GPL-3.0-or-later

import os
import socket
import ssl
import time

import rt_cli_case as case
from rt_cli_server import Server
from rt_serve_peer import unchunk

OLD = 1700000000
DATA = bytes(number * number // 7 % 251 for number in range(50000))
BIG = DATA * 100  # more than the system keeps for a client that does not read
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
