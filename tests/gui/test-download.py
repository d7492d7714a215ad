#!/usr/bin/python3
# Clicks through the Download page of the real program, as a person would.
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: tests/gui/headless tests/gui/test-download.py PROGRAM"""

import sys
import threading

import servers

try:
    import program
except ImportError:
    print('SKIPPED: pyatspi is not here')
    sys.exit(77)


class Server(servers.Raw):
    """Answers / at once, and /slow never: it waits until the client is gone."""

    def __init__(self):
        self.asked = threading.Event()
        self.gone = threading.Event()
        super().__init__()

    def answer(self, head, connection):
        if head.startswith(b'GET /slow '):
            self.asked.set()
            connection.recv(1)
            self.gone.set()
            return False
        body = b'<!doctype html>\n<title>Hello</title>\n<p>Hello from the test.\n'
        connection.sendall(b'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n'
                           b'Content-Length: %d\r\n\r\n%s' % (len(body), body))
        return True


def try_it_here(command):
    """From nothing to an answer with one click, and the server is seen to be running."""
    running = program.Program(command)
    running.click(running.find('push button', 'Try It Here'))
    running.find(name='Got the page from localhost')
    running.find(name='Hops 3')
    running.select(running.find('page tab list', 'Tabs'), 'Servers')
    running.find('push button', 'Stop Any status, to try out')
    running.close()


def log_in(running, server, address):
    """A password is sent, and is not to be read in the address after that."""
    running.set_text(address, f'alice:secret@localhost:{server.port}/')
    running.click(running.find('push button', 'Send'))
    for count in range(1, 3):
        running.wait(lambda: sum(b'\r\nAuthorization: Basic YWxpY2U6c2VjcmV0\r\n' in head
                                 for head in server.heads) == count, 'the login to be sent')
        running.find(name='Got the page from localhost')
        running.find(name='Login')
        assert running.text(address) == f'http://localhost:{server.port}/'
        running.click(running.find('push button', 'Send'))
    running.wait(lambda: len(server.heads) == 4, 'the login to be sent a third time')


def main(command):
    server = Server()
    running = program.Program(command)

    tabs = running.find('page tab list', 'Tabs')
    running.find('page tab', 'Download', top=tabs)

    address = running.find('text', 'Address')
    running.set_text(address, f'localhost:{server.port}')
    running.click(running.find('push button', 'Send'))
    running.find(name='Got the page from localhost')

    running.click(running.find(name='Timing'))
    running.find(name='Wait')
    running.click(running.find(name='Fields'))
    running.find(name='Content-Length')

    log_in(running, server, address)
    running.set_text(address, f'localhost:{server.port}/slow')
    running.click(running.find('push button', 'Send'))
    running.wait(server.asked.is_set, 'the server to be asked')
    running.find(name='Waiting for the answer')
    running.click(running.find('push button', 'Stop'))
    running.find(name='Cancelled after')
    running.wait(server.gone.is_set, 'the connection to be closed')

    # The same by keys: again, and stop.
    server.asked.clear()
    running.key('F5')
    running.wait(server.asked.is_set, 'the server to be asked again')
    running.find('push button', 'Stop')
    running.key('Escape')
    running.find('push button', 'Send')

    # A bad address is explained below it, and sends nothing.
    running.set_text(address, 'ftp://localhost/')
    running.click(running.find('push button', 'Send'))
    running.find(name='http')
    running.close()

    try_it_here(command)

    # An address on the command line is sent at once.
    running = program.Program(command, f'localhost:{server.port}')
    running.find(name='Got the page from localhost')
    running.close()


main(*sys.argv[1:])
