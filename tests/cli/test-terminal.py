#!/usr/bin/env python3
# “get” on a terminal: what is shown, what is not, and how far it is.
# SPDX-License-Identifier: GPL-3.0-or-later

import os
import pty
import threading

import rt_cli_case as case
from rt_cli_case import DEADLINE, DONE, USAGE
from rt_raw_server import RawServer, answer, ok


class Terminal(case.CliCase):
    """With a terminal as standard output."""

    def on_terminal(self, body, *options):
        ours, theirs = pty.openpty()
        try:
            with RawServer(answer(ok(body))) as server:
                process = self.start(*options, server.url(), stdout=theirs)
                result = self.finish_beside(process)
            os.set_blocking(ours, False)
            try:
                shown = os.read(ours, 65536)
            except OSError:
                shown = b''
        finally:
            os.close(theirs)
            os.close(ours)
        return result, shown

    def test_progress(self):
        """A transfer that takes long says how far it is, and takes that away at the end."""
        seen = threading.Event()

        def slow(connection):
            connection.read_request()
            connection.send(b'HTTP/1.1 200 OK\r\nContent-Length: 20000\r\n\r\n' + b'x' * 5000)
            seen.wait(DEADLINE)
            connection.send(b'x' * 15000)

        ours, theirs = pty.openpty()
        with RawServer(slow) as server:
            process = self.start('-o', 'file', server.url(), stderr=theirs)
            os.close(theirs)
            text = b''
            while b'5.0 kB of 20.0 kB' not in text.replace(b'\xc2\xa0', b' '):
                text += os.read(ours, 4096)
            seen.set()
            try:
                while data := os.read(ours, 4096):
                    text += data
            except OSError:
                pass  # that is how a terminal ends
        os.close(ours)
        self.assertEqual(process.wait(case.DEADLINE), DONE)
        self.assertTrue(text.endswith(b'\r\x1b[K'), text)

    def finish_beside(self, process):
        err = process.stderr.read()
        return case.Result(process.wait(case.DEADLINE), b'', err)

    def test_text_is_shown(self):
        result, shown = self.on_terminal('hello\n')
        self.assert_status(result, DONE)
        self.assertEqual(shown, b'hello\r\n')

    def test_binary_is_refused(self):
        result, shown = self.on_terminal(b'\x89PNG\0\0\0\x1b[2J')
        self.assert_status(result, USAGE)
        self.assertEqual(shown, b'')
        self.assertIn('-o', result.err)

    def test_binary_is_shown_on_demand(self):
        result, shown = self.on_terminal(b'a\0b', '-o', '-')
        self.assert_status(result, DONE)
        self.assertEqual(shown, b'a\0b')


if __name__ == '__main__':
    case.main()
