#!/usr/bin/env python3
# “roundtrip-cli resume” over several connections.
# SPDX-License-Identifier: GPL-3.0-or-later

import random
import threading
import time

import rt_cli_case as case
from rt_big_server import BigServer
from rt_resume_case import ResumeCase
from rt_resume_server import head

MIB = 1 << 20


class ResumeSegments(ResumeCase):
    def test_limit(self):
        """Over all connections together, and none is taken for slow."""
        data = random.Random(2).randbytes(16 * MIB)
        with BigServer(data) as server:
            begin = time.monotonic()
            result = self.resume('-v', '--limit', '16M', '-s', '4', '-o', 'file', server.url())
            took = time.monotonic() - begin
            self.assert_status(result, case.DONE)
            self.assertEqual(self.read('file'), data)
        self.assertGreater(took, 16 * MIB / 16e6 * 0.8)
        self.assertGreater(server.busy_most, 1)
        self.assertNotIn('is replaced', result.err)

    def test_segments(self):
        data = random.Random(3).randbytes(32 * MIB)
        with BigServer(data, rate=16 * MIB) as server:
            result = self.resume('-v', '-s', '4', '-o', 'file', server.url())
            self.assert_status(result, case.DONE)
            self.assertEqual(self.read('file'), data)
            # One that has gone counts until the server takes notice.
            self.assertGreaterEqual(server.busy_most, 4)
            self.assertGreater(len(server.ranges), 3)

    def test_server_that_wants_one_connection(self):
        """More than one are refused: it goes on with fewer, and finishes."""
        data = random.Random(4).randbytes(24 * MIB)

        class Jealous(BigServer):
            def _handle(self, connection):
                if self.busy > 0:
                    connection.read_request()
                    connection.send(head('429 One at a time', 'Content-Length: 0'))
                else:
                    super()._handle(connection)
        with Jealous(data, rate=32 * MIB) as server:
            result = self.resume('-v', '-s', '8', '-o', 'file', server.url())
            self.assert_status(result, case.DONE)
            self.assertEqual(self.read('file'), data)
            self.assertIn('does not want', result.err)
            self.assertEqual(server.busy_most, 1)

    def test_a_slow_connection_is_replaced(self):
        """One of four trickles: what it has left is taken, and it is asked for anew."""
        data = random.Random(14).randbytes(MIB) * 128

        class Uneven(BigServer):
            asked = 0

            def _send_body(self, connection, first, end, room):
                with self.lock:
                    self.asked += 1
                    is_slow = self.asked == 3
                if is_slow:
                    for at in range(first, end, 1024):
                        connection.send(self.data[at:min(at + 1024, end)])
                        time.sleep(0.1)
                else:
                    super()._send_body(connection, first, end, room)
        with Uneven(data, rate=2 * MIB) as server:
            result = self.resume('-v', '-s', '4', '-o', 'file', server.url())
            self.assert_status(result, case.DONE)
            self.assertEqual(self.read('file'), data)
            self.assertIn('far slower than the others: it is replaced', result.err)

    def test_the_last_bytes_are_raced_for(self):
        """A connection that stops shortly before its end holds nobody up: the same bytes are
        asked for once more, and the first to come count."""
        data = random.Random(15).randbytes(16 * MIB)

        class Stuck(BigServer):
            has_stuck = False
            released = threading.Event()

            def _send_body(self, connection, first, end, room):
                with self.lock:
                    sticks = not self.has_stuck and end == len(data) and first > 0
                    self.has_stuck |= sticks
                if not sticks:
                    super()._send_body(connection, first, end, room)
                    return
                super()._send_body(connection, first, end - 300_000, room)
                self.released.wait()
        with Stuck(data, rate=8 * MIB) as server:
            # Nothing but the race ends this: the connection that is stuck is waited for for ever.
            self.addCleanup(server.released.set)
            result = self.resume('-v', '-s', '2', '--idle-timeout', '0', '-o', 'file', server.url())
            server.released.set()
            self.assert_status(result, case.DONE)
            self.assertEqual(self.read('file'), data)
            self.assertTrue(server.has_stuck)

    def test_without_validators_one_connection(self):
        data = random.Random(5).randbytes(24 * MIB)
        with BigServer(data, fields=()) as server:
            self.assert_status(self.resume('-s', '4', '-o', 'file', server.url()), case.DONE)
            self.assertEqual(self.read('file'), data)
            self.assertEqual(server.ranges, [(0, len(data) - 1)])


if __name__ == '__main__':
    case.main()
