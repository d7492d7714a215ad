#!/usr/bin/python3
# Stops requests in every state, and goes on where one stopped by itself, in the real program.
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: tests/gui/headless tests/gui/test-stopping.py PROGRAM CLI"""

import socket
import sys
import tempfile
import threading

import servers

try:
    import program
except ImportError:
    print('SKIPPED: pyatspi is not here')
    sys.exit(77)


class Server(servers.Raw):
    """Answers GET.  What comes with PUT is not read."""

    def __init__(self):
        self.gone = threading.Event()
        super().__init__()

    def answer(self, head, connection):
        if head.startswith(b'PUT '):
            self.gone.wait(60)
            return False
        connection.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
        return True


class BlackHole:
    """Accepts nobody, and has no room for those who wait."""

    def __init__(self):
        self.listener = socket.socket()
        self.listener.bind(('127.0.0.1', 0))
        self.listener.listen(0)
        self.port = self.listener.getsockname()[1]
        self.waiting = []
        for _ in range(4):
            waiting = socket.socket()
            waiting.setblocking(False)
            waiting.connect_ex(self.listener.getsockname())
            self.waiting.append(waiting)


def stop(running):
    running.click(running.find('push button', 'Stop'))
    running.find(name='Cancelled after')
    running.find('push button', 'Send')


def stop_connecting(running, address):
    hole = BlackHole()
    running.set_text(address, f'127.0.0.1:{hole.port}')
    running.click(running.find('push button', 'Send'))
    running.find(name='Connecting to')
    stop(running)


def stop_sending(running, address, server):
    """Its curl command comes by the clipboard, as from another program."""
    with tempfile.NamedTemporaryFile() as file:
        file.truncate(64 << 20)
        running.set_text(address, '')
        running.key('ctrl+l')
        running.type(f'curl -X PUT -H "X-Test: one" --data-binary @{file.name}'
                     f' http://127.0.0.1:{server.port}/put')
        running.wait(lambda: running.text(address).endswith('/put'), 'the command')
        running.key('ctrl+a', 'ctrl+x')
        running.wait(lambda: running.text(address) == '', 'the command to be cut')
        running.key('ctrl+v')
        running.wait(lambda: running.text(address) == f'http://127.0.0.1:{server.port}/put',
                     'the address of the command')
        running.click(running.find('push button', 'Send'))
        running.wait(lambda: b'X-Test: one\r\n' in b''.join(server.heads), 'the field')
        running.find(name='Sending')
        stop(running)
        server.gone.set()


def follow_anyway(running, address, server, cli):
    """From TLS to a server without, which takes a click, as an untrusted certificate does."""
    with servers.Local(cli, 'hello', '--tls',
                       '--fault', f'redirect=http://localhost:{server.port}') as secure:
        running.set_text(address, secure.address)
        running.click(running.find('push button', 'Send'))
        running.click(running.find('push button', 'Show the Certificate'))
        running.click(running.find('push button', 'Trust for This Session'))
        running.click(running.find('push button', 'Follow Anyway'))
        running.wait(lambda: any(head.startswith(b'GET / ') for head in server.heads),
                     'the redirect to be followed')
        running.find(name='200 OK')


def main(command, cli):
    server = Server()
    running = program.Program(command)
    address = running.find('text', 'Address')
    follow_anyway(running, address, server, cli)
    stop_connecting(running, address)
    stop_sending(running, address, server)
    running.close()


main(*sys.argv[1:])
