#!/usr/bin/env python3
# “roundtrip-cli get -o”: a file is under its name when it is whole, and only then.
# SPDX-License-Identifier: GPL-3.0-or-later

import os
import resource
import signal
import stat
import threading
import unittest

import rt_cli_case as case
from rt_cli_case import DEADLINE, DONE, INTERRUPTED, REFUSED, UNFINISHED, USAGE
from rt_raw_server import RawServer, answer, ok

CUT = b'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'
# More than the buffers on the way can hold: when it is sent, some of it has arrived.
MUCH = b'0123456789abcdef' * (2 << 20)


class Stalling:
    """A handler that sends MUCH of a body of twice the length, then waits for the end."""

    def __init__(self):
        self.sent = threading.Event()

    def __call__(self, connection):
        connection.read_request()
        connection.send(b'HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n' % (2 * len(MUCH)))
        connection.send(MUCH)
        self.sent.set()
        connection.wait_closed()


class Whole(case.CliCase):
    def test_a_file(self):
        with RawServer(answer(ok('body'))) as server:
            result = self.get('-o', 'file', server.url())
        self.assert_status(result, DONE)
        self.assertEqual((result.out, result.err), (b'', ''))
        self.assertEqual(self.names(), ['file'])
        self.assertEqual(self.read('file'), b'body')

    def test_an_empty_file(self):
        with RawServer(answer(ok(''))) as server:
            self.assert_status(self.get('-o', 'file', server.url()), DONE)
        self.assertEqual(self.names(), ['file'])
        self.assertEqual(self.read('file'), b'')

    def test_in_place_of_another(self):
        (self.folder / 'file').write_text('a longer text than the new one')
        (self.folder / 'file').chmod(0o640)
        with RawServer(answer(ok('new'))) as server:
            self.assert_status(self.get('-o', 'file', server.url()), DONE)
        self.assertEqual(self.names(), ['file'])
        self.assertEqual(self.read('file'), b'new')
        self.assertEqual(stat.S_IMODE((self.folder / 'file').stat().st_mode), 0o640)

    def test_through_a_link(self):
        (self.folder / 'real').write_text('old')
        (self.folder / 'link').symlink_to('real')
        with RawServer(answer(ok('new'))) as server:
            self.assert_status(self.get('-o', 'link', server.url()), DONE)
        self.assertTrue((self.folder / 'link').is_symlink())
        self.assertEqual(self.read('real'), b'new')

    def test_after_a_part_that_was_left(self):
        (self.folder / 'file.part').write_text('a part that an earlier try has left')
        with RawServer(answer(ok('new'))) as server:
            self.assert_status(self.get('-o', 'file', server.url()), DONE)
        self.assertEqual(self.names(), ['file'])
        self.assertEqual(self.read('file'), b'new')

    def test_of_unknown_length(self):
        with RawServer(answer(b'HTTP/1.1 200 OK\r\n\r\nuntil the end')) as server:
            result = self.get('-o', 'file', server.url())
        self.assert_status(result, DONE)
        self.assertEqual(self.read('file'), b'until the end')
        self.assertIn('how long', result.err)

    def test_a_page_that_says_404(self):
        with RawServer(answer(ok('gone', status='404 Not Found'))) as server:
            result = self.get('-o', 'file', server.url())
        self.assert_status(result, DONE)
        self.assertEqual(self.read('file'), b'gone')
        self.assertIn('404', result.err)

    def test_into_what_is_no_file(self):
        with RawServer(answer(ok('body'))) as server:
            self.assert_status(self.get('-o', '/dev/null', server.url()), DONE)
        self.assertTrue(stat.S_ISCHR(os.stat('/dev/null').st_mode))
        self.assertFalse(os.path.exists('/dev/null.part'))

    def test_with_a_record(self):
        with RawServer(answer(ok('body'))) as server:
            result = self.get('--json', '-o', 'file', server.url())
        self.assert_status(result, DONE)
        self.assertEqual(result.json()['state'], 'done')
        self.assertEqual(self.read('file'), b'body')

    def test_with_standard_output_closed(self):
        """The file must not get its number, and with it what is printed there."""
        with RawServer(answer(ok('body'))) as server:
            result = self.get('--json', '-o', 'file', server.url(),
                              preexec_fn=lambda: os.close(1))
        self.assert_status(result, REFUSED)
        self.assertEqual(self.read('file'), b'body')


class Cut(case.CliCase):
    ROWS = [
        ('length', CUT, b'half'),
        ('chunked', b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n', b'half'),
        ('bad chunk', b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n-1\r\n',
         b'half'),
    ]

    def check(self, text, part):
        with RawServer(answer(text)) as server:
            result = self.get('-o', 'file', server.url())
        self.assert_status(result, UNFINISHED)
        self.assertEqual(self.read('file.part'), part)
        self.assertIn('file.part', result.err)
        self.assertIn('again', result.err)

    def test_new_file(self):
        for name, text, part in self.ROWS:
            with self.subTest(name):
                self.check(text, part)
                self.assertEqual(self.names(), ['file.part'])

    def test_existing_file(self):
        for name, text, part in self.ROWS:
            with self.subTest(name):
                (self.folder / 'file').write_text('as it was')
                self.check(text, part)
                self.assertEqual(self.names(), ['file', 'file.part'])
                self.assertEqual(self.read('file'), b'as it was')

    def test_part_that_was_left_is_replaced(self):
        (self.folder / 'file.part').write_text('longer than the new part')
        self.check(CUT, b'half')

    def test_reset(self):
        def handle(connection):
            connection.read_request()
            connection.send(b'HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n' % (2 * len(MUCH)))
            connection.send(MUCH)
            connection.reset()

        with RawServer(handle) as server:
            self.assert_status(self.get('-o', 'file', server.url()), UNFINISHED)
        self.assertEqual(self.names(), ['file.part'])
        part = self.read('file.part')
        self.assertEqual(part, MUCH[:len(part)])

    def test_no_room(self):
        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

        with RawServer(answer(ok(b'x' * 10000))) as server:
            result = self.get('-o', 'file', server.url(), preexec_fn=limit)
        self.assert_status(result, UNFINISHED)
        self.assertEqual(self.names(), ['file.part'])
        self.assertEqual(self.read('file.part'), b'x' * 4096)


class NothingCame(case.CliCase):
    """The file, and a part that was left, are as they were."""

    ROWS = [
        ('no answer', b'', [], REFUSED),
        ('404', ok('page', status='404 Not Found'), ['--fail'], REFUSED),
        ('no body', b'HTTP/1.1 204 No Content\r\n\r\n', [], DONE),
        ('head', b'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n', ['-X', 'HEAD'], DONE),
        ('cut', b'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n', [], REFUSED),
    ]

    def test_with_an_older_file(self):
        for name, text, options, status in self.ROWS:
            with self.subTest(name), RawServer(answer(text)) as server:
                (self.folder / 'file').write_text('as it was')
                (self.folder / 'file.part').write_text('part')
                self.assert_status(self.get('-o', 'file', *options, server.url()), status)
                self.assertEqual(self.read('file'), b'as it was')
                self.assertEqual(self.read('file.part'), b'part')

    def test_without_a_file(self):
        for name, text, options, status in self.ROWS:
            with self.subTest(name), RawServer(answer(text)) as server:
                self.assert_status(self.get('-o', 'file', *options, server.url()), status)
                self.assertEqual(self.names(), [])


class Stopped(case.CliCase):
    def check_part(self):
        part = self.read('file.part')
        self.assertGreater(len(part), 0)
        self.assertEqual(part, MUCH[:len(part)])

    def test_while_the_body_comes(self):
        for number in signal.SIGINT, signal.SIGTERM:
            with self.subTest(number):
                handle = Stalling()
                (self.folder / 'file').write_text('as it was')
                with RawServer(handle) as server:
                    process = self.start('-o', 'file', server.url())
                    self.assertTrue(handle.sent.wait(DEADLINE))
                    process.send_signal(number)
                    result = self.finish(process)
                self.assert_status(result, UNFINISHED)
                self.assertIn('file.part', result.err)
                self.assertEqual(self.names(), ['file', 'file.part'])
                self.assertEqual(self.read('file'), b'as it was')
                self.check_part()

    def test_before_the_answer(self):
        for number in signal.SIGINT, signal.SIGTERM:
            with self.subTest(number):
                asked = threading.Event()

                def silent(connection):
                    connection.read_request()
                    asked.set()
                    connection.wait_closed()

                with RawServer(silent) as server:
                    process = self.start('-o', 'file', server.url())
                    self.assertTrue(asked.wait(DEADLINE))
                    process.send_signal(number)
                    result = self.finish(process)
                self.assert_status(result, 128 + number)
                self.assertEqual(self.names(), [])

    def test_with_a_reader_that_sleeps(self):
        handle = Stalling()
        with RawServer(handle) as server:
            process = self.start(server.url())
            self.assertEqual(process.stdout.read(16), MUCH[:16])
            process.send_signal(signal.SIGINT)
            self.assertEqual(process.wait(case.DEADLINE), INTERRUPTED)

    def test_killed(self):
        handle = Stalling()
        with RawServer(handle) as server:
            process = self.start('-o', 'file', server.url())
            self.assertTrue(handle.sent.wait(DEADLINE))
            process.kill()
            process.wait()
        self.assertEqual(self.names(), ['file.part'])
        self.check_part()

    def test_twice_at_once(self):
        handle = Stalling()
        with RawServer(handle) as server:
            process = self.start('-o', 'file', server.url())
            self.assertTrue(handle.sent.wait(DEADLINE))
            second = self.get('-o', 'file', server.url())
            self.assert_status(second, USAGE)
            self.assertIn('file.part', second.err)
            process.send_signal(signal.SIGINT)
            self.assert_status(self.finish(process), UNFINISHED)
        self.check_part()


class Hostile(case.CliCase):
    def test_part_that_is_a_link(self):
        (self.folder / 'other').write_text('as it was')
        (self.folder / 'file.part').symlink_to('other')
        with RawServer(answer(ok('body'))) as server:
            self.assert_status(self.get('-o', 'file', server.url()), USAGE)
            self.assertEqual(server.connections, 0)
        self.assertEqual(self.read('other'), b'as it was')

    @unittest.skipIf(os.geteuid() == 0, 'root may write everywhere')
    def test_folder_that_is_closed(self):
        self.folder.chmod(0o500)
        with RawServer(answer(ok('body'))) as server:
            self.assert_status(self.get('-o', 'file', server.url()), USAGE)
        self.folder.chmod(0o700)


if __name__ == '__main__':
    case.main()
