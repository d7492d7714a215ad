#!/usr/bin/env python3
# “roundtrip-cli resume” with more than one address of a file.
# SPDX-License-Identifier: GPL-3.0-or-later

import hashlib
import random

import rt_cli_case as case
import rt_raw_server as raw
from rt_big_server import BigServer
from rt_resume_case import ResumeCase
from rt_resume_server import OLD, OLD_FIELDS, head, honest, part

MIB = 1 << 20


class ResumeMirrors(ResumeCase):
    def test_mirror_that_the_answer_names(self):
        """It is asked when the first address fails, without the secrets of that."""
        mirror = self.serve(honest)
        link = (f'Link: <{mirror.url("/copy")}>; rel=duplicate; pri=1, '
                '<ftp://localhost/>; rel=duplicate')

        def answer(_):
            if len(server.requests) > 1:
                return head('404 Not Found', 'Content-Length: 0')
            return part(0, OLD, (*OLD_FIELDS, link))[:-60_000]
        server = self.serve(answer)
        result = self.resume('-v', '-o', 'file', '-H', 'Authorization: Basic c2VjcmV0',
                             server.url())
        self.assert_status(result, case.DONE)
        self.assertIn('names other addresses of the file (1)', result.err)
        self.assertEqual(self.read('file'), OLD)
        self.assertEqual(len(mirror.requests), 1)
        self.assertIn(b'c2VjcmV0', server.requests[0])
        self.assertNotIn(b'c2VjcmV0', mirror.requests[0])
        self.assertNotIn(b'If-Range', mirror.requests[0])

    def test_metalink(self):
        """The first mirror has no such file, the second another one; no secret goes to either."""
        gone = self.serve(lambda _: head('404 Not Found', 'Content-Length: 0'))
        other = self.serve(lambda request: honest(request, OLD + b'?'))
        good = self.serve(honest)
        self.write_metalink(gone.url(), other.url(), good.url())
        result = self.resume('-v', '--metalink', 'a.meta4', '-H', 'Authorization: Basic c2VjcmV0')
        self.assert_status(result, case.DONE)
        self.assertEqual(result.out, b'a.zip\n')
        self.assertEqual(self.read('a.zip'), OLD)
        self.assertIn('the file there has 100001 bytes, not 100000', result.err)
        for server in gone, other, good:
            self.assertEqual(len(server.requests), 1)
            self.assertNotIn(b'c2VjcmV0', server.requests[0])

    def test_metalink_that_is_refused(self):
        for name in '../a', '/tmp/a', 'a/b':
            self.write_metalink('http://localhost/', name=name)
            self.assert_status(self.resume('--metalink', 'a.meta4'), case.USAGE)
        self.write_metalink('ftp://localhost/')
        self.assert_status(self.resume('--metalink', 'a.meta4'), case.USAGE)
        self.assertEqual(self.names(), ['a.meta4'])

    def test_several_addresses_at_once(self):
        """With a digest, connections go to all of them, and most to where they are fast."""
        data = random.Random(16).randbytes(48 * MIB)
        digest = hashlib.sha256(data).hexdigest()
        other = ('ETag: "of its own"',)
        with BigServer(data, rate=2 * MIB) as slow, BigServer(data, rate=12 * MIB, fields=other) as fast, \
                raw.RawServer(lambda peer: (peer.read_request(), peer.send(
                    head('404 Not Found', 'Content-Length: 0')))) as dead:
            result = self.resume('-v', '-s', '4', '--digest', digest, '-o', 'file', slow.url(),
                                 '--mirror', dead.url(), '--mirror', fast.url())
            self.assert_status(result, case.DONE)
            self.assertEqual(self.read('file'), data)
            self.assertGreater(fast.sent, slow.sent)
            self.assertEqual(len(dead.requests), 1)
            self.assertIn('does not help for now (404)', result.err)
            self.assertNotIn('has changed', result.err)

    def test_mirrors_share_when_the_first_is_gone(self):
        """It had begun, and one of them leads now: with a digest the other one helps."""
        data = random.Random(19).randbytes(48 * MIB)
        digest = hashlib.sha256(data).hexdigest()

        class Dying(BigServer):
            def _handle(self, connection):
                if self.ranges:
                    connection.read_request()
                    connection.send(head('404 Not Found', 'Content-Length: 0'))
                else:
                    super()._handle(connection)

            def _send_body(self, connection, first, end, room):
                super()._send_body(connection, first, end, MIB)
        with Dying(data) as first, BigServer(data, rate=8 * MIB, fields=('ETag: "b"',)) as second, \
                BigServer(data, rate=8 * MIB, fields=('ETag: "c"',)) as third:
            result = self.resume('-v', '-s', '4', '--digest', digest, '-o', 'file', first.url(),
                                 '--mirror', second.url(), '--mirror', third.url())
            self.assert_status(result, case.DONE)
            self.assertEqual(self.read('file'), data)
            self.assertGreater(second.sent, 0)
            self.assertGreater(third.sent, 0)
            self.assertIn('The next address is tried (the server answers 404)', result.err)

    def test_a_long_wait_is_not_waited_for(self):
        """Where another address has the file."""
        busy = self.serve(lambda _: head('503 Busy', 'Retry-After: 7200', 'Content-Length: 0'))
        good = self.serve(honest)
        result = self.resume('-v', '-o', 'file', busy.url(), '--mirror', good.url())
        self.assert_status(result, case.DONE)
        self.assertEqual(self.read('file'), OLD)
        self.assertIn('asks to wait for 7200 s', result.err)

    def test_one_address_without_a_digest(self):
        data = random.Random(17).randbytes(32 * MIB)
        with BigServer(data, rate=16 * MIB) as server, BigServer(data) as mirror:
            result = self.resume('-s', '4', '-o', 'file', server.url(), '--mirror', mirror.url())
            self.assert_status(result, case.DONE)
            self.assertEqual(self.read('file'), data)
            self.assertEqual(mirror.sent, 0)

    def test_another_address_with_another_file(self):
        """The same length and other bytes: the digest finds out, and one address gives it all."""
        data = random.Random(18).randbytes(32 * MIB)
        wrong = bytes(len(data))
        digest = hashlib.sha256(data).hexdigest()
        with BigServer(data, rate=4 * MIB) as server, BigServer(wrong, rate=4 * MIB) as mirror:
            result = self.resume('-v', '-s', '4', '--digest', digest, '-o', 'file', server.url(),
                                 '--mirror', mirror.url())
            self.assert_status(result, case.DONE)
            self.assertEqual(self.read('file'), data)
            self.assertGreater(mirror.sent, 0)
            self.assertIn('may be of another file', result.err)


if __name__ == '__main__':
    case.main()
