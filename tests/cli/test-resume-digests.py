#!/usr/bin/env python3
# “roundtrip-cli resume” and digests: of a file, of its parts and of its pieces.
# SPDX-License-Identifier: GPL-3.0-or-later

import base64
import hashlib
import json
import re

import rt_cli_case as case
from rt_resume_case import ResumeCase
from rt_resume_server import NEW, OLD, TOTAL, head, honest


class ResumeDigests(ResumeCase):
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
            result = self.resume('--verify', '--metalink', 'a.meta4')
            self.assertEqual('--repair' in result.err, data != OLD)
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


if __name__ == '__main__':
    case.main()
