#!/usr/bin/env python3
# “roundtrip-cli resume” and what can come between.
# SPDX-License-Identifier: GPL-3.0-or-later

import json
import random
import re
import signal

import rt_cli_case as case
from rt_big_server import BigServer
from rt_resume_case import ResumeCase
from rt_resume_server import NEW, NEW_FIELDS, OLD, OLD_FIELDS, TOTAL, head, honest, whole

MIB = 1 << 20


class Resume(ResumeCase):
    def test_says_what_it_saved(self):
        server = self.serve(honest)
        result = self.resume('-d', self.folder, server.url('/a%20file.zip'))
        self.assert_status(result, case.DONE)
        self.assertEqual(result.out.decode(), f'{self.folder}/a file.zip\n')
        self.assertEqual(self.read('a file.zip'), OLD)
        self.assertEqual(self.names(), ['a file.zip'])

    def test_saves_here_without_options(self):
        server = self.serve(honest)
        result = self.resume(server.url('/file.zip'))
        self.assert_status(result, case.DONE)
        self.assertEqual((result.out, self.names()), (b'file.zip\n', ['file.zip']))

    def test_already_downloaded(self):
        server = self.serve(honest)
        (self.folder / 'file').write_bytes(OLD)
        result = self.resume('-v', '-o', 'file', server.url())
        self.assert_status(result, case.DONE)
        self.assertTrue(result.out.startswith(b'File already downloaded!\n'))
        self.assertIn('65536 that were compared are the same', result.err)
        self.assertEqual(self.names(), ['file'])
        self.assertEqual(len(server.requests), 1)

    def test_another_file_of_that_name_is_never_replaced(self):
        server = self.serve(honest)
        for other in b'mine', OLD[:-1] + b'?':
            (self.folder / 'file').write_bytes(other)
            result = self.resume('-o', 'file', server.url())
            self.assert_status(result, case.DONE)
            self.assertEqual(result.out, b'file (1)\n')
            self.assertEqual(self.read('file'), other)
            self.assertEqual(self.read('file (1)'), OLD)
            (self.folder / 'file (1)').unlink()

    def test_json(self):
        server = self.serve(honest)
        result = self.resume('--json', '-o', 'file', server.url())
        events = [json.loads(line) for line in result.out.decode().splitlines()]
        self.assertEqual(events[-1], {'event': 'done', 'received': TOTAL, 'total': TOTAL,
                                      'path': 'file'})
        self.assertIn('decision', [event['event'] for event in events])
        self.assertEqual(result.err, '')

    def test_usage(self):
        for wrong in ([], ['a', 'b'], ['--segments', '0', 'a'], ['--segments', '17', 'a'],
                      ['--tries', '-1', 'a'], ['--if-changed', 'x', 'a'], ['-o', '', 'a'],
                      ['-o', '-', 'a'], ['-o', 'x', '-d', 'y', 'a'], ['-o', '.', 'a'],
                      ['ftp://a/'], ['--digest', 'abc', 'a'], ['--limit', '0', 'a'],
                      ['--limit', '-1', 'a'], ['--limit', '1x', 'a'], ['--limit', '1kk', 'a'],
                      ['--limit', '9999G', 'a'],
                      ['--limit', 'k', 'a'], ['--metalink', 'none'], ['--digest-list', 'none', 'a'],
                      ['--digest', 'a' * 64, '--digest-list', 'x', 'a']):
            with self.subTest(wrong):
                self.assert_status(self.resume(*wrong), case.USAGE)
        self.assertEqual(self.names(), [])

    def test_nothing_came(self):
        server = self.serve(lambda _: head('404 Not Found', 'Content-Length: 0'))
        result = self.resume('-o', 'file', server.url())
        self.assert_status(result, case.REFUSED)
        self.assertEqual(self.names(), [])

    def test_if_changed(self):
        for policy, status in ('keep', case.UNFINISHED), ('fail', case.REFUSED):
            server = self.begin(lambda request: honest(request, NEW, NEW_FIELDS))
            self.assert_status(self.resume('--if-changed', policy, '-o', 'file', server.url()),
                               status)
            self.assertEqual(self.read('file.part'), OLD[:40_000])
            self.assertEqual(self.names(), ['file.part', 'file.part.journal'])

    def test_new_link(self):
        """An address that has expired, and another one for the same file."""
        expired = self.begin(lambda _: head('410 Gone', 'Content-Length: 0'))
        self.assert_status(self.resume('-o', 'file', expired.url()), case.UNFINISHED)
        # Its validators are its own: the bytes are compared, and those on disk are kept.
        fresh = self.serve(lambda request: honest(request, OLD, NEW_FIELDS))
        result = self.resume('-v', '-o', 'file', fresh.url('/other?token=1'))
        self.assert_status(result, case.DONE)
        self.assertEqual(self.read('file'), OLD)
        self.assertEqual(self.names(), ['file'])
        self.assertEqual([b'If-Range' in request for request in fresh.requests], [False])

    def test_new_link_to_another_file(self):
        self.begin()
        other = self.serve(lambda request: honest(request, NEW, OLD_FIELDS))
        self.assert_status(self.resume('-o', 'file', other.url('/other')), case.DONE)
        self.assertEqual(self.read('file'), NEW)
        self.assertEqual(self.read('file.part~'), OLD[:40_000])

    def test_if_range_that_is_not_understood(self):
        """The whole file comes for any If-Range although nothing has changed."""
        server = self.begin(lambda request: whole() if b'If-Range' in request
                            else honest(request))
        result = self.resume('-v', '-o', 'file', server.url())
        self.assert_status(result, case.DONE)
        self.assertEqual(self.read('file'), OLD)
        conditions = [b'If-Range: "v0"' in request for request in server.requests]
        self.assertEqual(conditions, [True, False, False])
        self.assertIn(b'If-Range: Sun, 06 Nov 1994', server.requests[1])
        self.assertNotIn(b'If-Range', server.requests[2])

    def test_retry_after_too_long(self):
        server = self.begin(lambda _: head('503 Busy', 'Retry-After: 7200', 'Content-Length: 0'))
        result = self.resume('-o', 'file', server.url())
        self.assert_status(result, case.UNFINISHED)
        self.assertIn('7200 s', result.err)

    def test_changed_by_somebody_else_meanwhile(self):
        """Bytes on disk that are no longer what they were are fetched again."""
        server = self.begin()
        with (self.folder / 'file.part').open('r+b') as part_file:
            part_file.seek(1000)
            part_file.write(b'tampered')
        result = self.resume('-o', 'file', server.url())
        self.assert_status(result, case.DONE)
        self.assertEqual(self.read('file'), OLD)
        self.assertIn('40000 bytes on disk are no longer what they were', result.err)

    def test_two_programs_on_one_file(self):
        with BigServer(bytes(8 * MIB), rate=MIB) as server:
            first = self.start_command('resume', '-o', 'file', server.url())
            server.wait_sent(MIB)
            second = self.resume('-o', 'file', server.url())
            self.assert_status(second, case.REFUSED)
            self.assertIn('being downloaded already', second.err)
            get = self.run_command('get', '-o', 'file', server.url())
            self.assertNotEqual(get.status, case.DONE)
            first.send_signal(signal.SIGINT)
            self.assert_status(self.finish(first), case.UNFINISHED)

    def test_stop_and_go_on(self):
        data = random.Random(2).randbytes(4 * MIB)
        with BigServer(data, rate=4 * MIB) as server:
            process = self.start_command('resume', '-o', 'file', server.url())
            case.wait_until(lambda: (self.folder / 'file.part').stat().st_size > MIB // 2
                            if 'file.part' in self.names() else False)
            process.send_signal(signal.SIGTERM)
            result = self.finish(process)
            self.assert_status(result, case.UNFINISHED)
            self.assertIn('Run the command again', result.err)
            kept = int(re.search(r'\((\d+) bytes\)', result.err)[1])
            self.assertGreater(kept, MIB // 2)
            server.rate = None
            del server.ranges[:]
            self.assert_status(self.resume('-o', 'file', server.url()), case.DONE)
            self.assertEqual(self.read('file'), data)
            # A clean stop loses nothing that was written.
            self.assertEqual(server.ranges, [(kept, len(data) - 1)])


if __name__ == '__main__':
    case.main()
