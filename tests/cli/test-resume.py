#!/usr/bin/env python3
# “roundtrip-cli resume” and what can come between.
# SPDX-License-Identifier: GPL-3.0-or-later

import base64
import hashlib
import json
import random
import re
import signal
import subprocess
import threading
import time

import rt_cli_case as case
import rt_raw_server as raw
from rt_big_server import BigServer
from rt_resume_server import NEW, NEW_FIELDS, OLD, OLD_FIELDS, TOTAL, head, honest, part, whole

MIB = 1 << 20


class Resume(case.CliCase):
    def resume(self, *arguments, **options):
        return self.run_command('resume', *arguments, **options)

    def serve(self, answer):
        """A server that answers each connection's one request with answer (request)."""
        def handle(connection):
            request = connection.read_request()
            if request:
                connection.send(answer(request))
        server = raw.RawServer(handle)
        server.__enter__()
        self.addCleanup(server.__exit__)
        return server

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

    def serve_files(self, files):
        """A server of these paths, which knows its ranges."""
        def answer(request):
            path = request.split(b' ')[1].decode().split('?')[0]
            if path not in files:
                return head('404 Not Found', 'Content-Length: 0')
            return honest(request, files[path], ('ETag: "v0"', 'Content-Type: text/plain'))
        return self.serve(answer)

    def test_finds_the_digest_beside_the_file(self):
        right = hashlib.sha256(OLD).hexdigest()
        for name, text in (('/a/file.sha256', right), ('/a/SHA256SUMS', f'{"0" * 64}  x\n{right} *file\n'),
                           ('/a/MD5SUMS', f'{hashlib.md5(OLD).hexdigest()}  ./file\n'),
                           ('/a/SHA512SUMS', f'SHA512 (file) = {hashlib.sha512(OLD).hexdigest()}\n')):
            server = self.serve_files({'/a/file': OLD, name: text.encode()})
            result = self.resume('-v', '--find-digest', '-o', 'file', server.url('/a/file?key=1'))
            self.assert_status(result, case.DONE)
            self.assertIn(f'“{name[3:]}” on the server says', result.err)
            self.assertIn('is right', result.err)
            (self.folder / 'file').unlink()

    def test_a_wrong_digest_beside_the_file_never_finishes(self):
        server = self.serve_files({'/file': OLD, '/SHA256SUMS': f'{"0" * 64}  file\n'.encode()})
        result = self.resume('-v', '--find-digest', '-o', 'file', server.url('/file'))
        self.assert_status(result, case.REFUSED)
        self.assertNotIn('file', self.names())
        self.assertEqual(self.read('file.part'), OLD)

    def test_a_digest_is_looked_for_only_when_asked_and_only_here(self):
        server = self.serve_files({'/file': OLD})
        self.assert_status(self.resume('-o', 'file', server.url('/file')), case.DONE)
        self.assertEqual(len(server.requests), 1)
        elsewhere = self.serve_files({'/SHA256SUMS': f'{"0" * 64}  file\n'.encode()})

        def answer(request):
            if request.startswith(b'GET /file '):
                return honest(request)
            return head('302 Found', f'Location: {elsewhere.url("/SHA256SUMS")}', 'Content-Length: 0')
        server = self.serve(answer)
        result = self.resume('-v', '--find-digest', '-o', 'file2', server.url('/file'))
        self.assert_status(result, case.DONE)
        self.assertIn('There is no digest beside', result.err)
        self.assertEqual(len(elsewhere.requests), 0)

    def test_verify(self):
        server = self.serve_files({'/file': OLD, '/file.sha256': hashlib.sha256(OLD).hexdigest().encode()})
        (self.folder / 'file').write_bytes(OLD)
        for options in (), ('--digest', hashlib.sha512(OLD).hexdigest()):
            result = self.resume('--verify', *options, server.url('/file'))
            self.assert_status(result, case.DONE)
            self.assertIn(b'is right', result.out)
        (self.folder / 'file').write_bytes(OLD[:-1] + b'?')
        result = self.resume('--verify', server.url('/file'))
        self.assert_status(result, case.REFUSED)
        self.assertIn(b'The digest is wrong', result.out)
        self.assertEqual(self.names(), ['file'])
        result = self.resume('--verify', '-o', 'file', server.url('/other'))
        self.assert_status(result, case.REFUSED)
        self.assertIn(b'Nothing says', result.out)
        self.assert_status(self.resume('--verify', '-o', 'none', server.url('/file')), case.REFUSED)

    def test_a_damaged_part_is_fetched_again(self):
        """Content-Digest is of the part that comes: it tells at once that it is damaged."""
        count = []

        def answer(request):
            count.append(1)
            first, data = int(re.search(rb'bytes=(\d+)-', request)[1]), bytearray(OLD)
            body = bytes(data[first:])
            digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
            if len(count) == 1:
                body = body[:500] + b'?' + body[501:]
            return head('206 Partial Content', 'ETag: "v0"', f'Content-Digest: sha-256=:{digest}:',
                        f'Content-Range: bytes {first}-{TOTAL - 1}/{TOTAL}',
                        f'Content-Length: {len(body)}') + body
        server = self.serve(answer)
        result = self.resume('-v', '-o', 'file', server.url())
        self.assert_status(result, case.DONE)
        self.assertIn('are damaged, as the digest that came with them says', result.err)
        self.assertEqual(self.read('file'), OLD)
        self.assertEqual(len(count), 2)

    def test_parts_that_are_always_damaged_never_finish(self):
        server = self.serve(lambda request: head(
            '206 Partial Content', 'ETag: "v0"', f'Content-Digest: sha-256=:{"A" * 43}=:',
            f'Content-Range: bytes 0-{TOTAL - 1}/{TOTAL}', f'Content-Length: {TOTAL}') + OLD)
        result = self.resume('-v', '-o', 'file', server.url())
        self.assertNotEqual(result.status, case.DONE, result.err)
        self.assertNotIn('file', self.names())

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

    def begin(self, answer=honest):
        """Leaves 40,000 bytes of the old file in file.part. The server goes on with answer ()."""
        first = [part(0)[:-60_000], b'']
        server = self.serve(lambda request: first.pop(0) if first else answer(request))
        self.assert_status(self.resume('-t', '1', '-o', 'file', server.url()), case.UNFINISHED)
        self.assertEqual(self.read('file.part'), OLD[:40_000])
        server.requests.clear()
        return server

    def test_digest(self):
        """As it is pasted, and out of a list, under either of the two names."""
        server = self.serve(honest)
        sha256 = hashlib.sha256(OLD).hexdigest()
        (self.folder / 'SUMS').write_text(f'{sha256[::-1]}  other\n{sha256}  a.zip\n')
        (self.folder / 'a.zip.sha512').write_text(hashlib.sha512(OLD).hexdigest())
        for given in (['--digest', sha256.upper()], ['--digest', f'sha256:{sha256}'],
                      ['--digest-list', 'SUMS'], ['--digest-list', 'a.zip.sha512'],
                      ['--digest', hashlib.md5(OLD).hexdigest()]):
            with self.subTest(given):
                result = self.resume('-v', *given, '-o', 'file', server.url('/dir/a.zip'))
                self.assert_status(result, case.DONE)
                self.assertIn('is right', result.err)
                (self.folder / 'file').unlink()
        result = self.resume('--digest-list', 'SUMS', '-o', 'a.zip', server.url('/latest'))
        self.assert_status(result, case.DONE)
        result = self.resume('--digest-list', 'SUMS', '-o', 'file', server.url('/latest'))
        self.assert_status(result, case.USAGE)

    def test_wrong_digest_is_never_finished(self):
        server = self.serve(honest)
        wrong = hashlib.sha256(NEW).hexdigest()
        for _ in range(2):
            result = self.resume('--json', '--digest', wrong, '-o', 'file', server.url())
            self.assert_status(result, case.REFUSED)
            last = json.loads(result.out.decode().splitlines()[-1])
            self.assertEqual(last['code'], 'wrong-digest')
            self.assertEqual(self.names(), ['file.part', 'file.part.journal'])
        self.assertEqual(len(server.requests), 1)
        result = self.resume('--digest', wrong, '-o', 'file', server.url())
        self.assertNotIn('Run the command again', result.err)

    def write_metalink(self, *addresses, name='a.zip', piece=None, size=TOTAL):
        pieces = ''.join(f'<hash>{hashlib.sha256(OLD[i:i + piece]).hexdigest()}</hash>'
                         for i in range(0, TOTAL, piece)) if piece else ''
        (self.folder / 'a.meta4').write_text(
            f'<metalink xmlns="urn:ietf:params:xml:ns:metalink"><file name="{name}">'
            f'<size>{size}</size><hash type="sha-256">{hashlib.sha256(OLD).hexdigest()}</hash>'
            + (f'<pieces type="sha-256" length="{piece}">{pieces}</pieces>' if piece else '')
            + ''.join(f'<url priority="{i + 1}">{a}</url>' for i, a in enumerate(addresses))
            + '</file></metalink>')

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

    def test_repair_fetches_what_is_damaged(self):
        damaged = bytearray(OLD)
        damaged[30_000] ^= 1
        damaged[79_999] ^= 1
        bad = self.serve(lambda request: honest(request, bytes(damaged)))
        good = self.serve(honest)
        self.write_metalink(bad.url(), good.url(), piece=10_000)
        result = self.resume('--metalink', 'a.meta4')
        self.assert_status(result, case.DONE)
        self.assertIn('2 of 10 pieces are damaged', result.err)
        self.assertEqual(self.read('a.zip'), OLD)
        self.assertEqual(self.names(), ['a.meta4', 'a.zip'])
        self.assertEqual(len(bad.requests), 1)
        asked = [re.search(rb'Range: bytes=(\S+)', request)[1] for request in good.requests]
        self.assertEqual(asked, [b'30000-39999', b'70000-79999'])

    def test_damage_that_stays(self):
        damaged = OLD[:-1] + bytes([OLD[-1] ^ 1])
        server = self.serve(lambda request: honest(request, damaged))
        self.write_metalink(server.url(), piece=10_000)
        result = self.resume('--metalink', 'a.meta4')
        self.assert_status(result, case.REFUSED)
        self.assertEqual(self.names(), ['a.meta4', 'a.zip.part', 'a.zip.part.journal'])
        self.assertEqual(len(server.requests), 4)

    def test_repair_of_a_finished_file(self):
        """Only what is wrong is fetched, and into the same file."""
        damaged = bytearray(OLD)
        damaged[30_000] ^= 1
        damaged[79_999] ^= 1
        server = self.serve(honest)
        self.write_metalink(server.url(), piece=10_000)
        for data, fetched in (bytes(damaged), 2), (OLD, 0), (OLD[:95_000], 1):
            (self.folder / 'a.zip').write_bytes(data)
            server.requests.clear()
            result = self.resume('--repair', '--metalink', 'a.meta4')
            self.assert_status(result, case.DONE)
            self.assertEqual(self.read('a.zip'), OLD)
            self.assertEqual(self.names(), ['a.meta4', 'a.zip'])
            self.assertEqual(len(server.requests), fetched)

    def test_repair_that_is_refused(self):
        self.write_metalink('http://localhost/')
        (self.folder / 'a.zip').write_bytes(OLD[:-1] + b'?')
        for arguments in (['--metalink', 'a.meta4'], ['http://localhost/'],
                          ['--metalink', 'a.meta4', '--verify']):
            self.assert_status(self.resume('--repair', *arguments), case.USAGE)
        self.assertEqual(self.names(), ['a.meta4', 'a.zip'])

    def test_lists_without_an_end(self):
        for option in '--metalink', '--digest-list':
            result = self.resume(option, '/dev/zero', 'http://localhost:9/')
            self.assert_status(result, case.USAGE)
            self.assertIn('too long', result.err)

    def test_metalink_that_is_refused(self):
        for name in '../a', '/tmp/a', 'a/b':
            self.write_metalink('http://localhost/', name=name)
            self.assert_status(self.resume('--metalink', 'a.meta4'), case.USAGE)
        self.write_metalink('ftp://localhost/')
        self.assert_status(self.resume('--metalink', 'a.meta4'), case.USAGE)
        self.assertEqual(self.names(), ['a.meta4'])

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
            server.wait_sent(MIB)
            process.send_signal(signal.SIGTERM)
            result = self.finish(process)
            self.assert_status(result, case.UNFINISHED)
            self.assertIn('Run the command again', result.err)
            server.rate = None
            self.assert_status(self.resume('-o', 'file', server.url()), case.DONE)
            self.assertEqual(self.read('file'), data)
            # A clean stop loses nothing that was written.
            self.assertLess(server.sent, len(data) + MIB)

    def test_segments(self):
        data = random.Random(3).randbytes(32 * MIB)
        with BigServer(data, rate=16 * MIB) as server:
            result = self.resume('-v', '-s', '4', '-o', 'file', server.url())
            self.assert_status(result, case.DONE)
            self.assertEqual(self.read('file'), data)
            self.assertEqual(server.busy_most, 4)
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
                self.released.wait(case.DEADLINE)
        with Stuck(data, rate=8 * MIB) as server:
            begin = time.monotonic()
            result = self.resume('-v', '-s', '2', '--idle-timeout', '50', '-o', 'file', server.url())
            took = time.monotonic() - begin
            server.released.set()
            self.assert_status(result, case.DONE)
            self.assertEqual(self.read('file'), data)
            self.assertTrue(server.has_stuck)
            self.assertLess(took, 45)

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

    def test_without_validators_one_connection(self):
        data = random.Random(5).randbytes(24 * MIB)
        with BigServer(data, fields=()) as server:
            self.assert_status(self.resume('-s', '4', '-o', 'file', server.url()), case.DONE)
            self.assertEqual(self.read('file'), data)
            self.assertEqual(server.ranges, [(0, len(data) - 1)])

    def test_disk_full(self):
        """On a small file system of its own: paused, and going on after room is made."""
        if subprocess.run(['unshare', '-rm', 'true'], capture_output=True).returncode != 0:
            self.skipTest('no user namespaces here')
        data = random.Random(6).randbytes(3 * MIB)
        (self.folder / 'disk').mkdir()
        script = '''
            mount -t tmpfs -o size=4m tmpfs disk && cd disk || exit 99
            head -c 2M /dev/zero > ballast
            "$0" resume -o file "$1"; echo "first $?"
            ls; rm ballast
            "$0" resume -o file "$1"; echo "second $?"
            sha256sum < file'''
        with BigServer(data, fields=OLD_FIELDS) as server:
            run = subprocess.run(['unshare', '-rm', 'sh', '-c', script, case.PROGRAM, server.url()],
                                 cwd=self.folder, capture_output=True, timeout=case.DEADLINE)
        out = run.stdout.decode()
        self.assertNotEqual(run.returncode, 99, run.stderr)
        self.assertIn('The disk is full', run.stderr.decode())
        self.assertRegex(out, 'first [13]')
        self.assertIn('second 0', out)
        self.assertIn(hashlib.sha256(data).hexdigest(), out)

    def test_disk_that_fills_up(self):
        """Nobody knows how long the file is, so the room cannot be taken before."""
        if subprocess.run(['unshare', '-rm', 'true'], capture_output=True).returncode != 0:
            self.skipTest('no user namespaces here')
        data = random.Random(7).randbytes(3 * MIB)
        chunks = b''.join(b'%x\r\n%s\r\n' % (MIB, data[i:i + MIB]) for i in range(0, 3 * MIB, MIB))
        body = head('200 OK', *OLD_FIELDS, 'Transfer-Encoding: chunked') + chunks + b'0\r\n\r\n'
        server = self.serve(lambda _: body)
        (self.folder / 'disk').mkdir()
        script = '''
            mount -t tmpfs -o size=4m tmpfs disk && cd disk || exit 99
            head -c 2M /dev/zero > ballast
            "$0" resume -o file "$1"; echo "first $?"
            ls; rm ballast
            "$0" resume -o file "$1"; echo "second $?"
            sha256sum < file'''
        run = subprocess.run(['unshare', '-rm', 'sh', '-c', script, case.PROGRAM, server.url()],
                             cwd=self.folder, capture_output=True, timeout=case.DEADLINE)
        out = run.stdout.decode()
        self.assertNotEqual(run.returncode, 99, run.stderr)
        self.assertIn('The disk is full', run.stderr.decode())
        self.assertIn('first 3', out)
        self.assertIn('file.part\n', out)
        self.assertIn('second 0', out)
        self.assertIn(hashlib.sha256(data).hexdigest(), out)


if __name__ == '__main__':
    case.main()
