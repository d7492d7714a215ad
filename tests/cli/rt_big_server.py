# A server of one big file that knows its ranges, goes only so fast, and breaks down now and then.
# SPDX-License-Identifier: GPL-3.0-or-later

import random
import re
import socket
import threading
import time

import rt_raw_server as raw
from rt_cli_case import DEADLINE
from rt_resume_server import OLD_FIELDS, head

PIECE = 64 * 1024


class BigServer(raw.RawServer):
    """`rate` is in bytes a second and for each connection; `fault_every` is how many bytes pass
    between two breakdowns, on average."""

    def __init__(self, data, rate=None, fault_every=None, seed=0, fields=OLD_FIELDS):
        super().__init__(self._handle)
        self.data = data
        self.rate = rate
        self.fault_every = fault_every
        self.random = random.Random(seed)
        self.fields = fields
        self.lock = threading.Condition()
        self.sent = 0  # bytes of bodies
        self.ranges = []
        self.busy = 0  # connections that get a body
        self.busy_most = 0

    def wait_sent(self, count):
        """Returns when so many bytes have been sent, or nobody is at work any more."""
        with self.lock:
            self.lock.wait_for(lambda: self.sent >= count, DEADLINE)

    def _handle(self, connection):
        request = connection.read_request()
        if not request:
            return
        found = re.search(rb'\r\nrange: *bytes=(\d+)-(\d*)', request, re.I)
        total = len(self.data)
        first, last = 0, total - 1
        if found:
            first, last = int(found[1]), min(int(found[2] or last), last)
        with self.lock:
            self.ranges.append((first, last))
            fault = self.random.choice(('cut', 'reset', 'busy')) if self.fault_every else None
            room = self.random.expovariate(1 / self.fault_every) if fault else total
        if fault == 'busy' and room < self.fault_every / 4:
            connection.send(head('503 Busy', 'Retry-After: 0', 'Content-Length: 0'))
            return
        status, fields = '200 OK', ()
        if found:
            status = '206 Partial Content'
            fields = (f'Content-Range: bytes {first}-{last}/{total}',)
        # What is on its way would count as fetched twice after a kill.
        connection.stream.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, PIECE)
        connection.send(head(status, *self.fields, *fields, f'Content-Length: {last + 1 - first}'))
        self._send_body(connection, first, last + 1, room)
        if fault == 'reset' and first + room < last:
            connection.reset()

    def _send_body(self, connection, first, end, room):
        begin = time.monotonic()
        done = 0
        with self.lock:
            self.busy += 1
            self.busy_most = max(self.busy_most, self.busy)
        try:
            while first + done < end and done < room:
                piece = self.data[first + done:min(first + done + PIECE, end)]
                connection.send(piece)
                done += len(piece)
                with self.lock:
                    self.sent += len(piece)
                    self.lock.notify_all()
                if self.rate:
                    time.sleep(max(0, begin + done / self.rate - time.monotonic()))
        finally:
            with self.lock:
                self.busy -= 1
