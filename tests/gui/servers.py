# Servers for the running program to talk to.
# SPDX-License-Identifier: GPL-3.0-or-later

import http.server
import re
import socket
import subprocess
import threading


class Local:
    """One of ours, from the command line, on any free port."""

    def __init__(self, cli, recipe, *options):
        self.process = subprocess.Popen([cli, 'serve', '--recipe', recipe, '--port', '0', *options],
                                        stdout=subprocess.PIPE, text=True)
        self.address = re.search(r'https?://localhost:\d+/', self.process.stdout.readline())[0]

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()


class Raw:
    """Keeps the heads that came; what is answered is for the classes made of it."""

    def __init__(self):
        self.listener = socket.create_server(('127.0.0.1', 0))
        self.port = self.listener.getsockname()[1]
        self.heads = []
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            connection, _ = self.listener.accept()
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        with connection:
            while head := self.read_head(connection):
                self.heads.append(head)
                if not self.answer(head, connection):
                    return

    @staticmethod
    def read_head(connection):
        head = b''
        while not head.endswith(b'\r\n\r\n'):
            byte = connection.recv(1)
            if not byte:
                return None
            head += byte
        return head


def start_http(handler):
    """Answers by a handler of Python's; returns the port."""
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_port


def start_file(body, **fields):
    """Answers GET with the same file each time; returns the port."""
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            for name, value in fields.items():
                self.send_header(name.replace('_', '-'), value)
            self.send_header('Content-Length', str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            """Not on the terminal."""
    return start_http(Handler)
