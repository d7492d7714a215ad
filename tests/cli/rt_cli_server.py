# Runs “roundtrip-cli serve” for a test.
# SPDX-License-Identifier: GPL-3.0-or-later

import os
import pathlib
import signal
import subprocess
import threading
import urllib.parse

import rt_cli_case as case


class Server:
    """Runs while the with-block does, and must end well at its end."""

    def __init__(self, *arguments, port=0, **options):
        self.arguments = ['--port', port, *arguments]
        self.options = options
        self.lines = []
        self.stopping = False

    def __enter__(self):
        self.process = subprocess.Popen(
            [case.PROGRAM, 'serve', *map(str, self.arguments)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            **self.options)
        first = self.process.stdout.readline().decode()
        if not first.startswith('Serving '):
            self.process.kill()
            raise AssertionError(self.process.communicate()[1].decode())
        # A pipe that nobody empties stops whoever writes to it.
        self.reader = threading.Thread(target=self.read_lines)
        self.reader.start()
        self.url = first.split()[1].rstrip('/')
        self.port = urllib.parse.urlsplit(self.url).port
        return self

    def __exit__(self, kind, *unused):
        if not self.stopping:
            self.stop(signal.SIGINT)
        try:
            self.process.wait(case.DEADLINE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        finally:
            self.reader.join()
            self.err = self.process.stderr.read().decode()
            self.process.stdout.close()
            self.process.stderr.close()
        if kind is None:
            assert self.process.returncode == case.DONE, (self.process.returncode, self.err)

    def read_lines(self):
        for line in self.process.stdout:
            self.lines.append(line.decode().rstrip('\n'))

    def stop(self, number):
        self.stopping = True
        self.process.send_signal(number)

    def descriptors(self):
        return len(os.listdir(f'/proc/{self.process.pid}/fd'))

    def peak_memory(self):
        """In KiB."""
        status = pathlib.Path(f'/proc/{self.process.pid}/status').read_text()
        return int(status.split('VmHWM:')[1].split()[0])
