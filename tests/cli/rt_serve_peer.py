# Clients of a server: one that sends exactly what a test tells it, and curl.
# SPDX-License-Identifier: GPL-3.0-or-later

import re
import socket
import subprocess

from rt_cli_case import DEADLINE


class Answer:
    def __init__(self, raw, method):
        head, _, self.body = raw.partition(b'\r\n\r\n')
        lines = head.decode('latin-1').split('\r\n')
        match = re.fullmatch(r'HTTP/1\.[01] (\d{3}) ?.*', lines[0])
        self.status = int(match[1]) if match else 0
        self.fields = [tuple(line.split(': ', 1)) for line in lines[1:] if ': ' in line]
        if method != 'HEAD' and (self['Transfer-Encoding'] or '').lower() == 'chunked':
            self.body = unchunk(self.body)

    def __getitem__(self, name):
        values = [value for field, value in self.fields if field.lower() == name.lower()]
        return ', '.join(values) if values else None

    def has(self, name, word):
        return word.lower() in (self[name] or '').lower()


def unchunk(data):
    body = b''
    while data:
        size, _, data = data.partition(b'\r\n')
        count = int(size.split(b';')[0], 16)
        if count == 0:
            return body
        body, data = body + data[:count], data[count + 2:]
    raise ValueError('the last chunk is missing')


def exchange(port, data, host='127.0.0.1'):
    """Sends bytes, and gives all that comes until the server closes."""
    received = b''
    with socket.create_connection((host, port), DEADLINE) as peer:
        try:
            peer.sendall(data)
            while piece := peer.recv(65536):
                received += piece
        except ConnectionError:
            pass
    return received


class Peer:
    """A server to check."""

    def __init__(self, port):
        self.port = port

    def raw(self, data, method='GET'):
        return Answer(exchange(self.port, data), method)

    def ask(self, target, *fields, method='GET', version='1.1', host='localhost'):
        lines = [f'{method} {target} HTTP/{version}', f'Host: {host}', *fields,
                 'Connection: close', '', '']
        return self.raw('\r\n'.join(lines).encode('latin-1'), method)


def curl(*arguments, check=True, **options):
    return subprocess.run(['curl', '--silent', '--show-error', '--noproxy', '*', '--max-time', '300',
                           *map(str, arguments)], capture_output=True, check=check, **options)
