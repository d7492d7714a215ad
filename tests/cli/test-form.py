#!/usr/bin/env python3
# “roundtrip-cli form” against our own server of forms, and against what means harm.
# SPDX-License-Identifier: GPL-3.0-or-later

import json
import os
import pathlib
import re
import subprocess
import threading

import rt_cli_case as case
import rt_raw_server as raw
from rt_cli_server import Server

AS_JSON = ['-H', 'Accept: application/json']
GIB = 1024 ** 3


class FormTest(case.CliCase):
    def form(self, *arguments, **options):
        run = subprocess.run([case.PROGRAM, 'form', *map(str, arguments)], cwd=self.folder,
                             stdin=subprocess.DEVNULL, capture_output=True, check=False,
                             timeout=case.DEADLINE, **options)
        return case.Result(run.returncode, run.stdout, run.stderr)

    def fields(self, result):
        """What the server says it got."""
        self.assert_status(result, case.DONE)
        return [(field['name'], field.get('value')) for field in json.loads(result.out)['fields']]


class RecipeTest(FormTest):
    def test_lists_the_forms(self):
        with Server('--recipe', 'form') as server:
            result = self.form(f'{server.url}/controls', '--json')
            self.assert_status(result, case.DONE)
            listed = result.json()
            plain = self.form(f'{server.url}/sign-up')
        self.assertEqual([form['index'] for form in listed], [1])
        self.assertEqual((listed[0]['method'], listed[0]['action']),
                         ('POST', f'{server.url}/show'))
        by_type = {field['type']: field for field in listed[0]['fields']}
        self.assertEqual(by_type['week']['value'], '2033-W44')
        self.assertTrue(by_type['hidden']['hidden'])
        self.assertIn(b'Form 1: POST', plain.out)
        for name in (b'signup-user-name', b'signup-user-email', b'signup-user-password'):
            self.assertIn(name, plain.out)

    def test_the_recipe_of_three_fields(self):
        fields = ['--set', 'signup-user-name=Ann & Bob', '--set', 'signup-user-email=a@b.test',
                  '--set', 'signup-user-password=größer +1%']
        with Server('--recipe', 'form') as server:
            got = self.fields(self.form(f'{server.url}/sign-up', *fields, '--send', *AS_JSON))
        self.assertEqual(got, [('signup-user-name', 'Ann & Bob'),
                               ('signup-user-email', 'a@b.test'),
                               ('signup-user-password', 'größer +1%')])

    def test_a_token_is_fresh_and_comes_with_its_cookie(self):
        with Server('--recipe', 'form') as server:
            for page in ('token', 'token-and-cookie'):
                result = self.form(f'{server.url}/{page}', '--set', 'signup-user-name=x', '--send',
                                   '--json', '-o', 'answer')
                self.assert_status(result, case.DONE)
                self.assertEqual(result.json()['hops'][-1]['response']['status'], 200, page)

    def test_files_arrive_byte_for_byte(self):
        data = bytes(range(256)) * 300
        (self.folder / 'a.bin').write_bytes(data)
        with Server('--recipe', 'form') as server:
            result = self.form(f'{server.url}/files', '--file', 'one=a.bin;type=a/b',
                               '--submit', 'button', *AS_JSON)
            self.assert_status(result, case.DONE)
        file = next(field for field in json.loads(result.out)['fields'] if field['name'] == 'one')
        digest = subprocess.run(['sha256sum', self.folder / 'a.bin'], capture_output=True,
                                check=True).stdout.decode().split()[0]
        self.assertIn(digest, json.dumps(file))
        self.assertIn('a/b', json.dumps(file))

    def test_buttons_differ(self):
        with Server('--recipe', 'form') as server:
            def ask(*arguments):
                return self.form(f'{server.url}/buttons', '--dry-run', *arguments).out
            self.assertIn(b'\r\n\r\na=1&b=post', ask('--submit', 'Post'))
            self.assertRegex(ask('--submit', 'Get'), rb'^GET /show\?a=1&b=get ')
            self.assertRegex(ask('--no-submitter'), rb'\r\n\r\na=1$')
            refused = self.form(f'{server.url}/buttons', '--submit', 'dialog', '--dry-run')
            self.assert_status(refused, case.USAGE)


class UsageTest(FormTest):
    def page(self, html):
        return raw.RawServer(raw.answer(raw.ok(html, 'Content-Type: text/html; charset=utf-8')))

    def test_forms_that_go_nowhere(self):
        """They are told apart from an address, or a field, that is wrong."""
        for form in '<form method=dialog>', '<form action="javascript:x()">', \
                '<form action="mailto:a@b.test" method=post>':
            with self.subTest(form), self.page(form + '<input name=a>') as server:
                result = self.form(server.url(), '--send')
                self.assert_status(result, case.USAGE)
                self.assertIn('form cannot be sent', result.err)
                self.assertEqual(len(server.requests), 1)

    def test_says_what_is_wrong(self):
        page = '<form><input name=a><input type=radio name=r value=1>' \
            '<button name=b disabled>B</button></form>'
        for arguments, word in [(['--form', '0'], 'counted from 1'),
                                (['--set', 'a'], 'NAME=VALUE'),
                                (['--send', '--submit', 'b'], 'exclude each other'),
                                (['--submit', 'none'], 'no button “none”'),
                                (['--submit', 'b'], 'disabled'),
                                (['--file', 'a=none', '--send'], 'none'),
                                (['--set', 'none=1', '--send'], 'none'),
                                (['--set', 'r=2', '--send'], 'offers no'),
                                (['--set', 'a=1'], '--send'),
                                (['--file', 'a=none'], '--send')]:
            with self.subTest(arguments), self.page(page) as server:
                result = self.form(server.url(), *arguments)
                self.assert_status(result, case.USAGE)
                self.assertIn(word, result.err)

    def test_takes_one_of_several(self):
        page = '<form id=one><input name=a></form><form id=two><input name=b></form>'
        for json in [], ['--json']:
            for arguments, one, two in ([], True, True), (['-n', '1'], True, False), (['-n', '2'], False, True):
                with self.subTest(arguments + json), self.page(page) as server:
                    result = self.form(server.url(), *arguments, *json)
                    self.assert_status(result, case.DONE)
                    self.assertEqual((b'one' in result.out, b'two' in result.out), (one, two))
        for arguments in [], ['--send'], ['--json']:
            with self.subTest(arguments), self.page(page) as server:
                result = self.form(server.url(), '-n', '3', *arguments)
                self.assert_status(result, case.REFUSED)
                self.assertIn('has 2 forms', result.err)
                self.assertEqual(result.out, b'')

    def test_a_page_without_forms(self):
        with self.page('<p>Hello') as server:
            result = self.form(server.url())
        self.assert_status(result, case.DONE)
        self.assertIn('no forms', result.err)
        with self.page('<p>Hello') as server:
            self.assert_status(self.form(server.url(), '--send'), case.REFUSED)

    def test_adds_fields_of_its_own(self):
        with self.page('<form method=post><input name=a value=1></form>') as server:
            result = self.form(server.url(), '--add', 'x=1=2', '--add', 'x=3', '--dry-run')
        self.assertTrue(result.out.endswith(b'\r\n\r\na=1&x=1%3D2&x=3'), result.out)

    def test_names_cannot_garble_the_terminal(self):
        with self.page('<form><input name="\x1b[31m&#27;x" value="&#7;"></form>') as server:
            result = self.form(server.url())
        self.assert_status(result, case.DONE)
        self.assertNotRegex(result.out, rb'[\x00-\x09\x0b-\x1f]')


class UploadTest(FormTest):
    """A file is streamed: 2 GiB of it (less where every byte is checked) cost no memory."""
    SIZE = GIB // 4 if case.SANITIZED else 2 * GIB

    def upload(self, handler, wait):
        with open(self.folder / 'big', 'wb') as file:
            file.truncate(self.SIZE)
        page = '<form method=post enctype=multipart/form-data><input type=file name=f></form>'
        with raw.RawServer(raw.answer(raw.ok(page, 'Content-Type: text/html',
                                             'Connection: close')), handler) as server:
            process = subprocess.Popen(
                [case.PROGRAM, 'form', server.url(), '--file', 'f=big', '--send'],
                cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=subprocess.PIPE)
            try:
                wait(process)
                out, err = process.communicate(timeout=case.DEADLINE)
            finally:
                self.end(process)
        return case.Result(process.returncode, out, err)

    @staticmethod
    def peak(process):
        status = pathlib.Path(f'/proc/{process.pid}/status').read_text()
        return int(status.split('VmHWM:')[1].split()[0])

    def test_memory_is_flat(self):
        peaks, measured, total = [], threading.Event(), []

        def take(connection):
            """Counts the body; a picture of the memory is taken when nearly all of it came."""
            count, announced, head = 0, None, b''
            while announced is None:
                head += connection.stream.recv(65536)
                found = re.search(rb'(?i)content-length: (\d+)(?s:.*?)\r\n\r\n', head)
                if found:
                    announced, count = int(found[1]), len(head) - found.end()
            buffer = bytearray(1 << 20)
            while count < announced:
                if count > announced - (1 << 22) and not measured.is_set():
                    measured.set()
                    checked.wait(case.DEADLINE)
                n = connection.stream.recv_into(buffer)
                if n == 0:
                    return
                count += n
            total.append((count, announced))
            connection.send(raw.ok('done'))

        checked = threading.Event()

        def wait(process):
            self.assertTrue(measured.wait(4 * case.DEADLINE))  # a busy machine, and 2 GiB
            peaks.append(self.peak(process))
            checked.set()

        result = self.upload(take, wait)
        self.assert_status(result, case.DONE)
        self.assertEqual(result.out, b'done')
        self.assertEqual(total[0][0], total[0][1])
        self.assertGreater(total[0][0], self.SIZE)
        if not case.SANITIZED:
            self.assertLess(peaks[0], 64 * 1024, 'KiB')

    def test_can_be_stopped_in_the_middle(self):
        begun = threading.Event()

        def take(connection):
            connection.stream.recv(65536)
            begun.set()
            connection.wait_closed()

        def wait(process):
            self.assertTrue(begun.wait(case.DEADLINE))
            process.send_signal(2)

        self.assert_status(self.upload(take, wait), case.INTERRUPTED)


@case.need('python3')
class HttpbinTest(FormTest):
    """A server that is not ours."""

    def setUp(self):
        super().setUp()
        probe = subprocess.run(['/usr/bin/python3', '-c', 'import httpbin'], capture_output=True,
                               check=False)
        if probe.returncode != 0:
            self.skipTest('python3-httpbin is not here')

    def test_round_trip(self):
        code = 'import httpbin, socket, wsgiref.simple_server as w\n' \
            's = w.make_server("127.0.0.1", 0, httpbin.app)\n' \
            'print(s.server_port, flush=True)\ns.serve_forever()'
        process = subprocess.Popen(['/usr/bin/python3', '-c', code], stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.addCleanup(self.end, process)
        port = int(process.stdout.readline())
        result = self.form(f'http://127.0.0.1:{port}/forms/post', '--set', 'firstname=Ännchen',
                           '--set', 'lastname=a&b=c+d', '--send')
        self.assert_status(result, case.DONE)
        self.assertEqual(json.loads(result.out)['form'],
                         {'firstname': 'Ännchen', 'lastname': 'a&b=c+d'})


if __name__ == '__main__':
    os.environ['LC_ALL'] = 'C.UTF-8'
    case.main()
