#!/usr/bin/env python3
# “roundtrip-cli get”: what every option makes it send, print and exit with.
# SPDX-License-Identifier: GPL-3.0-or-later

import gzip
import json
import subprocess
import threading
import unittest

import rt_cli_case as case
from rt_cli_case import DEADLINE, DONE, REFUSED, USAGE
from rt_raw_server import RawServer, answer, ok

HELLO = ok('hello\n', 'Content-Type: text/plain')


def head(request):
    return request.split(b'\r\n\r\n')[0].decode().split('\r\n')


class Sent(case.CliCase):
    """Each row: options, and what they change of the lines that are sent without any."""

    # Lines that are sent without options, {} being the port.
    PLAIN = ['GET /a?b=c HTTP/1.1', 'Host: 127.0.0.1:{}', 'User-Agent: Roundtrip/*',
             'Accept: */*', 'Accept-Encoding: gzip, deflate, br, zstd']

    def lines(self, *options):
        with RawServer(answer(HELLO)) as server:
            result = self.get(*options, server.url('/a?b=c'))
            self.assert_status(result, DONE)
            self.assertEqual(result.out, b'hello\n')
            self.assertEqual(len(server.requests), 1)
            return [line.replace(str(server.port), '{}').replace('Roundtrip/0.1.0', 'Roundtrip/*')
                    for line in head(server.requests[0])]

    def test_plain(self):
        self.assertEqual(self.lines(), self.PLAIN)

    # Options, lines that are gone, lines that are new.
    ROWS = [
        (['-H', 'X-One: 1'], [], ['X-One: 1']),
        (['-H', 'X-One:1', '-H', 'x-one:   2'], [], ['X-One: 1', 'x-one: 2']),
        (['--header', 'X-Empty;'], [], ['X-Empty:']),
        (['-H', 'Accept:'], ['Accept: */*'], []),
        (['-H', 'accept-encoding:'], ['Accept-Encoding: gzip, deflate, br, zstd'], []),
        (['-H', 'Accept: text/html'], ['Accept: */*'], ['Accept: text/html']),
        (['-H', 'Host: other.example'], ['Host: 127.0.0.1:{}'], ['Host: other.example']),
        (['-H', 'X-Name: Grüße'], [], ['X-Name: Grüße']),
        (['-A', 'Me/1'], ['User-Agent: Roundtrip/*'], ['User-Agent: Me/1']),
        (['-A', ''], ['User-Agent: Roundtrip/*'], []),
        (['--user-agent', 'Me/1', '-H', 'User-Agent: You/2'], ['User-Agent: Roundtrip/*'],
         ['User-Agent: You/2']),
        (['-X', 'DELETE'], ['GET /a?b=c HTTP/1.1'], ['DELETE /a?b=c HTTP/1.1']),
        (['-X', 'x-y'], ['GET /a?b=c HTTP/1.1'], ['x-y /a?b=c HTTP/1.1']),
        (['-X', 'POST'], ['GET /a?b=c HTTP/1.1'], ['POST /a?b=c HTTP/1.1', 'Content-Length: 0']),
        (['-d', 'k=v'], ['GET /a?b=c HTTP/1.1'],
         ['POST /a?b=c HTTP/1.1', 'Content-Length: 3',
          'Content-Type: application/x-www-form-urlencoded']),
        (['-d', 'k=v', '-X', 'PUT', '-H', 'Content-Type: text/x'], ['GET /a?b=c HTTP/1.1'],
         ['PUT /a?b=c HTTP/1.1', 'Content-Length: 3', 'Content-Type: text/x']),
        (['--http1'], [], []),
        (['-4'], [], []),
        (['--no-redirects'], [], []),
        (['--max-redirects', '3', '--connect-timeout', '3', '--idle-timeout', '3', '--max-time',
          '30'], [], []),
        (['--raw'], [], []),
        (['--fail'], [], []),
        (['-o', '-'], [], []),
    ]

    def test_options(self):
        for options, gone, new in self.ROWS:
            with self.subTest(options=options):
                expected = [line for line in self.PLAIN if line not in gone] + new
                self.assertEqual(sorted(line.rstrip() for line in self.lines(*options)),
                                 sorted(expected))

    def test_fields_keep_their_order(self):
        lines = self.lines('-H', 'B: 1', '-H', 'A: 2', '-H', 'Accept: x')
        names = [line.split(':')[0] for line in lines[1:]]
        self.assertEqual(names, ['Host', 'User-Agent', 'Accept', 'Accept-Encoding', 'B', 'A'])

    def test_bodies(self):
        (self.folder / 'data.bin').write_bytes(b'\0\1\xff' * 100000)
        for options, body in [
                (['-d', 'a=1', '--data', 'b=2'], b'a=1&b=2'),
                (['-d', '@data.bin'], b'@data.bin'),
                (['--data-file', 'data.bin'], b'\0\1\xff' * 100000)]:
            with self.subTest(options=options), RawServer(answer(HELLO)) as server:
                self.assert_status(self.get(*options, server.url()), DONE)
                self.assertEqual(server.requests[0].split(b'\r\n\r\n', 1)[1], body)

    def test_user_and_password_in_the_address(self):
        with RawServer(answer(HELLO)) as server:
            url = server.url().replace('//', '//me:p%40ss@')
            self.assert_status(self.get(url), DONE)
        self.assertIn('Authorization: Basic bWU6cEBzcw==', head(server.requests[0]))
        self.assertNotIn(b'p%40ss', server.requests[0])

    def test_fragment_is_not_sent(self):
        with RawServer(answer(HELLO)) as server:
            self.assert_status(self.get(server.url('/x#top')), DONE)
        self.assertEqual(head(server.requests[0])[0], 'GET /x HTTP/1.1')


class Usage(case.CliCase):
    """What is refused before anything is sent."""

    ROWS = [
        [],
        ['http://localhost:1/', 'http://localhost:2/'],
        ['--no-such-option', 'http://localhost:1/'],
        ['ftp://localhost/'],
        ['http://'],
        ['http://local host/'],
        ['http://localhost:99999/'],
        ['-H', 'No colon', 'http://localhost:1/'],
        ['-H', 'X: a\r\nInjected: 1', 'http://localhost:1/'],
        ['-H', 'X: a\nInjected: 1', 'http://localhost:1/'],
        ['-H', 'X\r\nInjected: 1', 'http://localhost:1/'],
        ['-H', 'Bad Name: 1', 'http://localhost:1/'],
        ['-A', 'a\r\nInjected: 1', 'http://localhost:1/'],
        ['-X', 'GET / HTTP/1.1\r\nInjected: 1\r\n', 'http://localhost:1/'],
        ['-X', '', 'http://localhost:1/'],
        ['-X', 'CONNECT', 'http://localhost:1/'],
        ['--resolve', 'localhost', 'http://localhost:1/'],
        ['--resolve', 'localhost:1', 'http://localhost:1/'],
        ['--resolve', 'localhost:x:127.0.0.1', 'http://localhost:1/'],
        ['--resolve', 'localhost:1:localhost', 'http://localhost:1/'],
        ['--pin', 'abcd', 'https://localhost:1/'],
        ['--pin', 'g' * 64, 'https://localhost:1/'],
        ['--cacert', 'missing.pem', 'https://localhost:1/'],
        ['--max-redirects', '-1', 'http://localhost:1/'],
        ['--idle-timeout', 'soon', 'http://localhost:1/'],
        ['--connect-timeout', '-1', 'http://localhost:1/'],
        ['-4', '-6', 'http://localhost:1/'],
        ['-d', 'x', '--data-file', '/dev/null', 'http://localhost:1/'],
        ['--data-file', 'missing', 'http://localhost:1/'],
        ['--json', '-o', '-', 'http://localhost:1/'],
        ['-o', '', 'http://localhost:1/'],
        ['-o', '/', 'http://localhost:1/'],
        ['-o', 'missing/file', 'http://localhost:1/'],
    ]

    def test_wrong_usage(self):
        for arguments in self.ROWS:
            with self.subTest(arguments=arguments):
                result = self.get(*arguments)
                self.assert_status(result, USAGE)
                self.assertEqual(result.out, b'')
                self.assertTrue(result.err.startswith('roundtrip-cli: '), result.err)
                self.assertEqual(self.names(), [])

    def run_program(self, *arguments):
        run = subprocess.run([case.PROGRAM, *arguments], capture_output=True)
        return case.Result(run.returncode, run.stdout, run.stderr)

    def test_commands(self):
        for arguments, status in [([], USAGE), (['fly'], USAGE), (['--help'], DONE),
                                  (['-h'], DONE), (['--version'], DONE),
                                  (['get', '--help'], DONE), (['get', '--version'], DONE)]:
            with self.subTest(arguments=arguments):
                result = self.run_program(*arguments)
                self.assert_status(result, status)
                text = result.out.decode() if status == DONE else result.err
                self.assertTrue('get' in text or text.startswith('roundtrip-cli 0.'), text)

    def test_help_names_every_option(self):
        text = self.run_program('get', '--help').out.decode()
        for option in ['-H', '--header', '-A', '--user-agent', '--resolve', '--cacert', '--pin',
                       '--no-redirects', '--max-redirects', '--connect-timeout', '--idle-timeout',
                       '--max-time', '--http1', '-4', '-6', '-v', '--verbose', '--show-secrets',
                       '--json', '-X', '-d', '--data-file', '-o', '--raw', '--fail', '--har']:
            self.assertIn(option, text)


class Got(case.CliCase):
    """What an answer comes to."""

    def test_statuses(self):
        for status, options, expected in [
                ('200 OK', [], DONE), ('200 OK', ['--fail'], DONE),
                ('404 Not Found', [], DONE), ('404 Not Found', ['--fail'], REFUSED),
                ('500 Oops', ['--fail'], REFUSED), ('399 Odd', ['--fail'], DONE)]:
            with self.subTest(status=status, options=options), \
                    RawServer(answer(ok('page', status=status))) as server:
                result = self.get(*options, server.url())
                self.assert_status(result, expected)
                self.assertEqual(result.out, b'page' if expected == DONE else b'')

    BROKEN = [
        (b'', 'no-answer'),
        (b'SSH-2.0-OpenSSH_9.2\r\n', 'not-http'),
        (b'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf', 'body-cut'),
        (b'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n', 'bad-length'),
        (b'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx', 'bad-length'),
        (b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n', 'body-cut'),
        (b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhalf', 'bad-chunk'),
        (b'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nhalf',
         'bad-coding'),
        (b'HTTP/1.1 200 OK\r\nX: ' + b'x' * 300000 + b'\r\n\r\n', 'head-too-big'),
        (b'\0\0\0\4\0\0\0\0\0', 'only-http2'),
        (b'\0\0\6\5\0\0\0\0\0', 'not-http'),
    ]

    def test_broken_answers(self):
        for text, code in self.BROKEN:
            with self.subTest(text=text[:60]), RawServer(answer(text)) as server:
                result = self.get('--json', server.url())
                self.assert_status(result, REFUSED)
                record = result.json()
                self.assertEqual(record['state'], 'failed')
                self.assertEqual(record['error']['code'], code)
                self.assertTrue(result.err.startswith('roundtrip-cli: '), result.err)
                self.assertGreater(len(result.err.splitlines()), 1)

    def test_a_byte_a_chunk(self):
        text = bytes(range(256)) * 2000
        chunks = b''.join(b'1\r\n' + text[i:i + 1] + b'\r\n' for i in range(len(text)))
        head = b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'
        with RawServer(answer(head + chunks + b'0\r\n\r\n')) as server:
            result = self.get(server.url())
        self.assert_status(result, DONE)
        self.assertEqual(result.out, text)

    def test_cut_body_on_standard_output(self):
        with RawServer(answer(self.BROKEN[2][0])) as server:
            result = self.get(server.url())
        self.assert_status(result, REFUSED)
        self.assertEqual(result.out, b'half')

    def test_no_body_at_all(self):
        for options, text in [([], b'HTTP/1.1 204 No Content\r\n\r\n'),
                              (['-X', 'HEAD'], b'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n')]:
            with self.subTest(options=options), RawServer(answer(text)) as server:
                result = self.get(*options, server.url())
                self.assert_status(result, DONE)
                self.assertEqual(result.out, b'')

    def test_coded_body(self):
        coded = gzip.compress(b'plain text\n' * 100)
        text = ok(coded, 'Content-Encoding: gzip')
        for options, body in [([], b'plain text\n' * 100), (['--raw'], coded)]:
            with self.subTest(options=options), RawServer(answer(text)) as server:
                result = self.get(*options, server.url())
                self.assert_status(result, DONE)
                self.assertEqual(result.out, body)

    def test_verbose_keeps_the_order(self):
        """Where both go to one place, the body stands behind its head, after a redirect, too."""
        for answers in [[answer(HELLO)], [answer(ok('', 'Location: /b', status='302 Found')),
                                          answer(HELLO)]]:
            with self.subTest(len(answers)), RawServer(*answers) as server:
                done = subprocess.run([case.PROGRAM, 'get', '-v', server.url()], timeout=DEADLINE,
                                      stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
                self.assertRegex(done.stdout, rb'(?s)< HTTP/1.1 200 OK\n.*< \nhello\n')

    def test_verbose_shows_every_byte(self):
        """What C takes for the end of a text is none on the wire."""
        text = b'HTTP/1.1 200 OK\r\nX-\0Name: a\0b\r\nY: \x1b[1m\r\nContent-Length: 0\r\n\r\n'
        with RawServer(answer(text)) as server:
            result = self.get('-v', server.url())
        self.assert_status(result, DONE)
        self.assertIn('< X-\\x00Name: a\\x00b\n< Y: \\x1b[1m\n', result.err)

    def test_says_what_was_odd(self):
        text = b'HTTP/1.1 200 OK\nA: b\r\n c\r\nno field\r\nContent-Length: 0\r\n\r\n'
        with RawServer(answer(text)) as server:
            result = self.get('-v', '--json', server.url())
        self.assert_status(result, DONE)
        self.assertEqual(json.loads(result.out)['hops'][0]['response']['remarks'],
                         ['bare-lf', 'folded', 'no-colon'])
        for sentence in 'in LF without CR', 'over several lines', 'without a colon':
            self.assertIn(sentence, result.err)

    def test_unknown_coding(self):
        text = ok('as it is', 'Content-Encoding: x-odd')
        for options, says in [([], True), (['--raw'], False)]:
            with self.subTest(options=options), RawServer(answer(text)) as server:
                result = self.get(*options, server.url())
                self.assert_status(result, DONE)
                self.assertEqual(result.out, b'as it is')
                self.assertEqual('x-odd' in result.err, says)

    def test_body_that_is_not_what_its_coding_says(self):
        bomb = gzip.compress(b'\0' * (101 << 20))
        for name, body, code in [('none', b'no gzip', 'bad-coding'), ('bomb', bomb, 'bomb')]:
            with self.subTest(name), \
                    RawServer(answer(ok(body, 'Content-Encoding: gzip'))) as server:
                result = self.get('--json', '-o', '/dev/null', server.url())
                self.assert_status(result, REFUSED)
                self.assertEqual(result.json()['error']['code'], code)
                self.assertIn('--raw', result.err)
                result = self.get('--raw', '-o', 'file', server.url())
                self.assert_status(result, DONE)
                self.assertEqual(self.read('file'), body)

    def test_nothing_listens(self):
        with RawServer(answer(HELLO)) as server:
            url = server.url()
        result = self.get('--json', url)
        self.assert_status(result, REFUSED)
        self.assertEqual(result.json()['error']['code'], 'refused')
        self.assertIn('port', result.err)

    def test_timeouts(self):
        def silent(connection):
            connection.read_request()
            connection.wait_closed()

        def half(connection):
            connection.read_request()
            connection.send(b'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf')
            connection.wait_closed()

        for option, handler, code in [('--idle-timeout', silent, 'idle-timeout'),
                                      ('--idle-timeout', half, 'idle-timeout'),
                                      ('--max-time', silent, 'total-timeout'),
                                      ('--max-time', half, 'total-timeout')]:
            with self.subTest(option=option, handler=handler.__name__), \
                    RawServer(handler) as server:
                result = self.get('--json', option, '1', server.url())
                self.assert_status(result, REFUSED)
                self.assertEqual(result.json()['error']['code'], code)
                self.assertIn(option, result.err)

    def test_reader_that_stops_early(self):
        gone = threading.Event()

        def endless(connection):
            connection.read_request()
            connection.send(b'HTTP/1.1 200 OK\r\n\r\n')
            try:
                while True:
                    connection.send(b'0123456789abcdef' * 4096)
            finally:
                gone.set()

        with RawServer(endless) as server:
            process = self.start(server.url())
            self.assertEqual(process.stdout.read(10), b'0123456789')
            process.stdout.close()
            status = process.wait(case.DEADLINE)
            self.assertEqual(process.stderr.read(), b'')
            self.assertEqual(status, DONE)
            self.assertTrue(gone.wait(DEADLINE))

    def test_reader_that_sleeps(self):
        """Time that the reader takes is not the server's."""
        body = b'0123456789abcdef' * (1 << 20)
        with RawServer(answer(ok(body))) as server:
            process = self.start('--idle-timeout', '4', server.url())
            with self.assertRaises(subprocess.TimeoutExpired):
                process.wait(6)
            self.assertEqual(len(process.stdout.read()), len(body))
            self.assertEqual(process.wait(case.DEADLINE), DONE)

    def test_full_disk(self):
        with RawServer(answer(ok('x' * 100000))) as server, open('/dev/full', 'wb') as full:
            result = self.get(server.url(), stdout=full)
        self.assertEqual(result.status, REFUSED)
        self.assertIn('disk is full', result.err)

    @unittest.skipIf(case.SANITIZED, 'the sanitizer keeps freed memory')
    def test_memory_is_flat(self):
        """256 MiB through the program cost it less than 16 MiB."""
        piece = b'\0' * (1 << 20)
        grown = []

        def resident(pid):
            with open(f'/proc/{pid}/status') as status:
                return [int(line.split()[1]) for line in status if line.startswith('VmHWM')][0]

        def big(connection):
            connection.read_request()
            connection.send(b'HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n' % (len(piece) << 8))
            for i in range(256):
                # Before the last piece the program is certain to be there.
                if i in (16, 255):
                    grown.append(resident(process.pid))
                connection.send(piece)

        with RawServer(big) as server:
            process = self.start(server.url())
            total = 0
            while data := process.stdout.read(1 << 20):
                total += len(data)
                if total == len(piece) << 8:
                    break
            self.assertEqual(process.wait(case.DEADLINE), DONE)
        self.assertEqual(total, len(piece) << 8)
        self.assertLess(grown[1] - grown[0], 16 * 1024)


if __name__ == '__main__':
    case.main()
