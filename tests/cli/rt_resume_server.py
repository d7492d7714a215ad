# A server that gives the first bytes of a file, and then whatever a case wants.
# SPDX-License-Identifier: GPL-3.0-or-later

import gzip
import random
import re

import rt_raw_server as raw

TOTAL, HAVE = 100_000, 40_000
OLD = random.Random(0).randbytes(TOTAL)
NEW = random.Random(1).randbytes(TOTAL)
SHRUNK = NEW[:50_000]
PAGE = b'<html><title>Log in</title><form>Who are you?</form></html>'
OLD_FIELDS = ('ETag: "v0"', 'Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT',
              'Date: Mon, 07 Nov 1994 08:49:37 GMT', 'Content-Type: application/zip')
NEW_FIELDS = ('ETag: "v1"', 'Last-Modified: Tue, 08 Nov 1994 08:49:37 GMT',
              'Date: Wed, 09 Nov 1994 08:49:37 GMT', 'Content-Type: application/zip')
NO_FIELDS = ('Content-Type: application/zip',)


def head(status, *fields):
    return '\r\n'.join((f'HTTP/1.1 {status}', *fields, '', '')).encode()


def whole(body=OLD, *fields):
    return head('200 OK', *(fields or OLD_FIELDS), f'Content-Length: {len(body)}') + body


def part(first, body=OLD, fields=OLD_FIELDS, last=None):
    last = len(body) - 1 if last is None else last
    data = body[first:last + 1]
    return head('206 Partial Content', *fields, f'Content-Range: bytes {first}-{last}/{len(body)}',
                f'Content-Length: {len(data)}') + data


def asked(request):
    """The first byte that a request asks for, or None."""
    found = re.search(rb'\r\nrange: *bytes=(\d+)-', request, re.I)
    return int(found[1]) if found else None


def honest(request, body=OLD, fields=OLD_FIELDS):
    """A server that knows its ranges, and no condition."""
    first = asked(request)
    if first is None:
        return whole(body, *fields)
    if first >= len(body):
        return head('416 Range Not Satisfiable', *fields, f'Content-Range: bytes */{len(body)}',
                    'Content-Length: 0')
    last = re.search(rb'\r\nrange: *bytes=\d+-(\d+)', request, re.I)
    return part(first, body, fields, min(int(last[1]), len(body) - 1) if last else None)


def chunked_cut(_):
    """It ends between two chunks, and the last one never comes."""
    chunks = b''.join(b'%x\r\n%s\r\n' % (10_000, OLD[i:i + 10_000]) for i in range(0, 70_000, 10_000))
    return head('200 OK', *OLD_FIELDS, 'Transfer-Encoding: chunked') + chunks


def gzipped(request):
    first = asked(request)
    if first is None:
        return whole()
    data = gzip.compress(OLD)[first // 2:]
    return head('206 Partial Content', *OLD_FIELDS, 'Content-Encoding: gzip',
                f'Content-Range: bytes {first}-{TOTAL - 1}/{TOTAL}',
                f'Content-Length: {TOTAL - first}') + (data + OLD)[:TOTAL - first]


def surplus(request):
    first = asked(request) or 0
    return head('206 Partial Content', *OLD_FIELDS, 'Connection: close',
                f'Content-Range: bytes {first}-{TOTAL - 1}/{TOTAL}') + OLD[first:] + b'surplus' * 100


def shrunk(request):
    first = asked(request)
    if first is not None:
        return head('416 Range Not Satisfiable', *NEW_FIELDS, 'Content-Range: bytes */50000',
                    'Content-Length: 0')
    return whole(SHRUNK, *NEW_FIELDS)


def unnamed_part(request):
    first = asked(request)
    if first is None:
        return whole()
    return head('206 Partial Content', *OLD_FIELDS, f'Content-Length: {TOTAL - first}') + OLD[first:]


def refuse(status, *fields, body=b''):
    return lambda _: head(status, *fields, f'Content-Length: {len(body)}') + body


class Busy:
    """Says once that it has no time."""

    def __init__(self, status):
        self.status = status
        self.count = 0

    def __call__(self, request):
        self.count += 1
        if self.count == 1:
            return head(self.status, 'Retry-After: 1', 'Content-Length: 0')
        return honest(request)


class Case:
    """One row: what the server does in the second run, and what must come of it."""

    def __init__(self, title, answer, result=OLD, have=HAVE, cut=None, reset=False,
                 first_fields=OLD_FIELDS, status=0):
        self.title = title
        self.answer = answer
        self.result = result  # of a finished file; None: the old bytes are kept, unfinished
        self.have = have
        self.cut = cut  # a connection ends after so many bytes of a body
        self.reset = reset
        self.first_fields = first_fields
        self.status = status


def make_cases():
    """Anew each time: some remember what they were asked."""
    return (
        Case('plain 206', honest),
        Case('ignores Range (200)', lambda _: whole()),
        Case('changed, same length', lambda r: honest(r, NEW, NEW_FIELDS), NEW),
        Case('changed, other length', lambda r: honest(r, NEW[:90_000], NEW_FIELDS), NEW[:90_000]),
        Case('changed, no validators', lambda r: honest(r, NEW, NO_FIELDS), NEW,
             first_fields=NO_FIELDS),
        Case('206 from 0', lambda r: part(0) if asked(r) is not None else whole()),
        Case('206 ten bytes early', lambda r: part(max((asked(r) or 0) - 10, 0))),
        Case('206 without Content-Range', unnamed_part),
        Case('206 of gzip', gzipped),
        Case('cut every 15,000 bytes', honest, cut=15_000),
        Case('reset every 15,000 bytes', honest, cut=15_000, reset=True),
        Case('chunked, cut between chunks', chunked_cut, None, status=3),
        Case('503 with Retry-After', Busy('503 Busy')),
        Case('429 with Retry-After', Busy('429 Slow Down')),
        Case('expired: a page to log in', refuse('200 OK', 'Content-Type: text/html', body=PAGE), None,
             status=3),
        Case('expired: 403', refuse('403 Forbidden'), None, status=3),
        Case('complete (416 */N)', lambda r: head('416 Range Not Satisfiable', *OLD_FIELDS,
             f'Content-Range: bytes */{TOTAL}', 'Content-Length: 0'), have=TOTAL),
        Case('shrunk (416 */50000)', shrunk, SHRUNK, have=60_000),
        Case('206 to the close, and surplus', surplus),
    )


class ResumeServer(raw.RawServer):
    """First it gives `case.have` bytes to one connection and no answer to any other; after
    second_run () it does what the case wants."""

    def __init__(self, case):
        super().__init__(self._handle)
        self.case = case
        self.is_second = False
        self.given = False

    def second_run(self):
        self.is_second = True

    def _handle(self, connection):
        request = connection.read_request()
        if not request:
            return
        if self.is_second:
            self._answer(connection, self.case.answer(request))
        elif not self.given:
            self.given = True
            first = whole(OLD, *self.case.first_fields)
            if asked(request) is not None and self.case.have < TOTAL:
                first = part(0, OLD, self.case.first_fields)
            connection.send(first[:first.index(b'\r\n\r\n') + 4 + self.case.have])

    def _answer(self, connection, data):
        if self.case.cut is not None:
            data = data[:data.index(b'\r\n\r\n') + 4 + self.case.cut]
        connection.send(data)
        if self.case.reset and len(data) >= self.case.cut:
            connection.drain_and_reset()
