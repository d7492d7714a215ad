#!/usr/bin/env python3
# “roundtrip-cli cookies”, and --jar: against scripted servers, our own recipe, httpbin, and
# with curl and Python's cookie jar as judges of the files.
# SPDX-License-Identifier: GPL-3.0-or-later

import hashlib
import http.cookiejar
import json
import os
import sqlite3
import stat
import subprocess
import sys
import urllib.request

import rt_cli_case as case
from rt_cli_server import Server
from rt_raw_server import RawServer, answer, ok

CLOSE = 'Connection: close'
HEADER = '# Netscape HTTP Cookie File\n'
LATER = 2000000000


def page(*cookies, status='200 OK', fields=()):
    return answer(ok('', *(f'Set-Cookie: {cookie}' for cookie in cookies), *fields, CLOSE,
                     status=status))


def moved(location, *cookies):
    return page(*cookies, status='302 Found', fields=(f'Location: {location}',))


def cookie_of(request):
    """The Cookie field of a request as it was on the wire; None: it had none."""
    lines = [line[8:] for line in request.decode().split('\r\n') if line.startswith('Cookie: ')]
    assert len(lines) <= 1, lines
    return lines[0] if lines else None


def python_with(module):
    """A Python that has the module, or None."""
    for python in (sys.executable, '/usr/bin/python3'):
        if os.path.exists(python) and subprocess.run(
                [python, '-c', f'import {module}'], capture_output=True).returncode == 0:
            return python
    return None


class CookiesCase(case.CliCase):
    def cookies(self, *arguments, command='cookies', **options):
        run = subprocess.run([case.PROGRAM, command, *map(str, arguments)], cwd=self.folder,
                             stdin=subprocess.DEVNULL, capture_output=True,
                             timeout=case.DEADLINE, **options)
        return case.Result(run.returncode, run.stdout, run.stderr)

    def visits(self, *arguments, status=case.DONE):
        """The JSON of every visit."""
        result = self.cookies('--json', *arguments)
        self.assert_status(result, status)
        return [json.loads(line) for line in result.out.decode().splitlines()]

    def write(self, name, text):
        path = self.folder / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def assert_private(self, name):
        self.assertEqual(stat.S_IMODE((self.folder / name).stat().st_mode), 0o600)


class Visits(CookiesCase):
    def test_second_visit_sends_what_the_first_set(self):
        with RawServer(page('a=1; Path=/', 'b=2; Path=/x', 'c=3; Secure'), page('a=4')) as server:
            first, second = self.visits(server.url(), server.url())
        self.assertEqual(cookie_of(server.requests[0]), None)
        self.assertEqual(cookie_of(server.requests[1]), 'a=1')
        self.assertEqual((first['sent'], first['withheld']), ([], []))
        self.assertEqual([(s['raw'], s['verdict']) for s in first['set']],
                         [('a=1; Path=/', 'stored'), ('b=2; Path=/x', 'stored'),
                          ('c=3; Secure', 'refused')])
        self.assertEqual(first['set'][2]['rule'], 'RFC 6265bis §5.7 (13)')
        self.assertTrue(first['set'][2]['why'])
        self.assertIn('this computer', first['set'][2]['remarks'][1]['what'])
        self.assertEqual(second['sent'], [{'name': 'a', 'value': '1', 'domain': '127.0.0.1',
                                           'path': '/'}])
        [withheld] = second['withheld']
        self.assertEqual((withheld['name'], withheld['rule']), ('b', 'RFC 6265bis §5.8.3 (3)'))
        self.assertEqual(second['set'][0]['verdict'], 'replaced')
        self.assertEqual([(c['name'], c['value']) for c in second['jar']],
                         [('b', '2'), ('a', '4')])

    def test_json_has_every_attribute(self):
        field = 'a=1; Domain=127.0.0.1; Max-Age=60; HttpOnly; SameSite=Strict'
        with RawServer(page(field, 'b=; Max-Age=0')) as server:
            [visit] = self.visits(server.url('/dir/page'))
        kept, expired = visit['set']
        self.assertEqual(expired['verdict'], 'expired')
        self.assertRegex(kept['cookie'].pop('expires'), r'^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$')
        self.assertEqual(kept['cookie'], {
            'name': 'a', 'value': '1', 'domain': '127.0.0.1', 'host_only': True, 'path': '/dir',
            'secure': False, 'http_only': True, 'same_site': 'Strict', 'partitioned': False})
        self.assertEqual(visit['status'], 200)
        self.assertEqual(visit['url'], server.url('/dir/page'))

    def test_redirects_belong_to_their_hosts(self):
        with RawServer(page('mine=b')) as other:
            with RawServer(moved(other.url(host='localhost'), 'mine=a')) as server:
                [visit] = self.visits(server.url())
        self.assertIsNone(cookie_of(other.requests[0]))
        self.assertEqual([hop['status'] for hop in visit['hops']], [302, 200])
        self.assertEqual([hop['withheld'] for hop in visit['hops']][0], [])
        self.assertEqual(visit['hops'][1]['withheld'][0]['why'],
                         'The host does not belong to its domain.')
        self.assertEqual([s['cookie']['domain'] for s in visit['set']], ['127.0.0.1', 'localhost'])

    def test_login_posts_the_fields(self):
        with RawServer(moved('/home', 'sid=1; Path=/'), page(), page()) as server:
            login, second = self.visits('--login', server.url('/login'), '--field', 'user=ann b',
                                        '--field', 'pass=ö&=*', server.url('/again'))
        head, body = server.requests[0].decode().split('\r\n\r\n')
        self.assertTrue(head.startswith('POST /login '))
        self.assertIn('\r\nContent-Type: application/x-www-form-urlencoded', head)
        self.assertEqual(body, 'user=ann+b&pass=%C3%B6%26%3D*')
        self.assertTrue(server.requests[1].startswith(b'GET /home '))
        self.assertEqual([cookie_of(request) for request in server.requests],
                         [None, 'sid=1', 'sid=1'])
        self.assertEqual((login['method'], login['status']), ('POST', 200))
        self.assertEqual(second['sent'][0]['name'], 'sid')

    def test_words_for_people(self):
        with RawServer(page('a=1\x1b[31m', 'b=\N{LATIN SMALL LETTER E WITH ACUTE}'),
                       page()) as server:
            result = self.cookies(server.url(), server.url('/x'))
        self.assert_status(result, case.DONE)
        text = result.out.decode()
        self.assertIn('Refused: a=1 [31m\n    It holds a control character. '
                      '[RFC 6265bis §5.6 (1)]', text)
        self.assertIn('Stored: b=é\n', text)
        self.assertIn('Sent: b=é\n', text)
        self.assertIn('The jar holds 1 cookie:\n  127.0.0.1/ b=é\n', text)
        self.assertNotIn('\x1b', text)

    def test_values_can_be_hidden(self):
        for form in ('--json', '--http1'):
            with RawServer(page('sid=hush; Path=/'), page()) as server:
                result = self.cookies('--hide-values', form, '-v', server.url(), server.url())
            self.assert_status(result, case.DONE)
            self.assertEqual(cookie_of(server.requests[1]), 'sid=hush')
            self.assertNotIn('hush', result.out.decode() + result.err)
            self.assertIn('sid=***', result.out.decode())

    def test_as_if_another_site_led_here(self):
        cookies = ('strict=1; SameSite=Strict', 'lax=1; SameSite=Lax', 'none=1')
        for context, sent in [('navigation', ['lax', 'none', 'strict']), ('link', ['lax', 'none']),
                              ('post', []), ('part', [])]:
            jar = self.folder / context
            with RawServer(page(*cookies), page('new=1')) as server:
                self.visits('--jar', jar, server.url())
                [visit] = self.visits('--jar', jar, '--as', context, server.url())
            with self.subTest(context):
                self.assertEqual(sorted(cookie['name'] for cookie in visit['sent']), sent)
                self.assertEqual(visit['set'][0]['verdict'],
                                 'refused' if context == 'part' else 'stored')

    def test_a_failure_ends_it(self):
        with RawServer(page('a=1')) as server:
            gone = server.port
            first = server.url()
            with RawServer(page()) as other:
                pass
            result = self.cookies('--json', first, other.url(), first)
        self.assert_status(result, case.REFUSED)
        done, failed = map(json.loads, result.out.decode().splitlines())
        self.assertEqual(done['status'], 200)
        self.assertNotIn('status', failed)
        self.assertEqual(failed['error']['code'], 'refused')
        self.assertEqual(failed['jar'][0]['name'], 'a')
        self.assertEqual(len(server.requests), 1, gone)

    def test_wrong_usage(self):
        text = self.write('cookies.txt', HEADER)
        for arguments in [(), ('--login', 'http://localhost/'), ('--field', 'a=b', 'localhost'),
                          ('--login', 'localhost', '--field', 'a'), ('--as', 'x', 'localhost'),
                          ('http://',), ('--jar', text, 'localhost'),
                          ('--jar', '/no/such/folder/jar', 'localhost')]:
            with self.subTest(arguments):
                result = self.cookies(*arguments)
                self.assert_status(result, case.USAGE)
                self.assertTrue(result.err)
        self.assertEqual(self.read('cookies.txt').decode(), HEADER)


class Jars(CookiesCase):
    def test_jar_is_kept_between_commands(self):
        with RawServer(page('a=1; Max-Age=60', 'b=1'), page(), page()) as server:
            self.assert_status(self.cookies('--jar', 'jar', server.url()), case.DONE)
            self.assert_status(self.get('--jar', 'jar', server.url()), case.DONE)
            form = self.cookies('--jar', 'jar', server.url(), command='form')
        self.assertNotEqual(form.status, case.USAGE)
        self.assertEqual([cookie_of(request) for request in server.requests],
                         [None, 'a=1; b=1', 'a=1; b=1'])
        self.assert_private('jar')
        self.assertEqual(self.names(), ['jar'])
        with sqlite3.connect(self.folder / 'jar') as db:
            self.assertEqual(db.execute('PRAGMA journal_mode').fetchone(), ('wal',))
            self.assertEqual(db.execute('PRAGMA user_version').fetchone(), (1,))

    def test_get_shows_no_cookie_of_the_jar(self):
        with RawServer(page('sid=hush'), page('new=hush')) as server:
            self.cookies('--jar', 'jar', server.url())
            result = self.get('--jar', 'jar', '-v', '--json', '--har', 'har', server.url())
        self.assert_status(result, case.DONE)
        self.assertEqual(cookie_of(server.requests[1]), 'sid=hush')
        self.assertNotIn('hush', result.err + result.out.decode() + self.read('har').decode())

    def test_get_says_why_not(self):
        with RawServer(page('sid=hush; Path=/x', 'other=1'),
                       page('safe=hush; Secure')) as server:
            self.cookies('--jar', 'jar', server.url())
            result = self.get('--jar', 'jar', '-v', server.url())
        self.assert_status(result, case.DONE)
        lines = [line for line in result.err.splitlines() if 'cookie' in line]
        self.assertEqual(lines, [
            '* The cookie “sid” is not sent: The address lies outside its path.',
            '* The cookie “safe” is refused: It is Secure, but came over plain http.'])

    def test_cookie_by_hand_goes_before_the_jar(self):
        with RawServer(page('a=1'), page('b=1')) as server:
            self.visits('--jar', 'jar', server.url())
            [visit] = self.visits('--jar', 'jar', '-H', 'Cookie: a=mine', server.url())
        self.assertEqual(cookie_of(server.requests[1]), 'a=mine')
        self.assertEqual((visit['sent'], visit['withheld'][0]['name']), ([], 'a'))
        self.assertNotIn('rule', visit['withheld'][0])
        self.assertEqual(visit['set'][0]['verdict'], 'stored')

    def test_without_a_jar_nothing_is_kept(self):
        with RawServer(moved('/', 'a=1'), page()) as server:
            self.assert_status(self.get(server.url('/first')), case.DONE)
        self.assertEqual([cookie_of(request) for request in server.requests], [None, None])
        self.assertEqual(self.names(), [])


class Files(CookiesCase):
    LINES = (f'127.0.0.1\tFALSE\t/\tFALSE\t{LATER}\tplain\t1\n'
             f'#HttpOnly_127.0.0.1\tFALSE\t/\tFALSE\t0\tsession\tb c\n'
             f'.site.example\tTRUE\t/p\tTRUE\t{LATER}\twide\t\n')

    def test_import_and_export_are_the_same(self):
        self.write('in', HEADER + self.LINES)
        self.write('out', 'somebody else had this file').chmod(0o644)
        result = self.cookies('--import', 'in', '--export', 'out')
        self.assert_status(result, case.DONE)
        self.assertIn('3 cookies were put into the jar.', result.err)
        self.assertEqual(sorted(self.read('out').decode().splitlines()[2:]),
                         sorted(self.LINES.splitlines()))
        self.assert_private('out')

    def test_says_what_is_odd(self):
        self.write('in', '<html>\r\nh.example FALSE / FALSE 2000000000000 a b\r\n'
                         'h.example\tFALSE\t/\tFALSE\t1\told\t1\r\n'
                         '.co.uk\tTRUE\t/\tFALSE\t0\tshared\t1\r\n')
        result = self.cookies('--import', 'in', '--export', 'out')
        self.assert_status(result, case.DONE)
        for text in ('Line 1: The file does not begin with', 'Line 1: This is no cookie',
                     'Line 2: There are spaces', 'Line 2: The date is in milliseconds',
                     '“shared” of co.uk is refused: Its Domain is a public suffix',
                     '1 cookie was put into the jar.', '1 cookie has expired.'):
            self.assertIn(text, result.err)
        self.assertIn(b'h.example\tFALSE\t/\tFALSE\t2000000000\ta\tb\n', self.read('out'))

    def test_python_reads_and_writes_the_same(self):
        self.write('in', HEADER + self.LINES)
        self.cookies('--import', 'in', '--export', 'ours')
        jar = http.cookiejar.MozillaCookieJar(self.folder / 'ours')
        jar.load(ignore_discard=True, ignore_expires=True)
        self.assertEqual({(c.domain, c.path, c.name, c.value, c.secure) for c in jar},
                         {('127.0.0.1', '/', 'plain', '1', False),
                          ('127.0.0.1', '/', 'session', 'b c', False),
                          ('.site.example', '/p', 'wide', '', True)})
        self.assertTrue(all(c.has_nonstandard_attr('HTTPOnly') == (c.name == 'session')
                            for c in jar))
        jar.save(self.folder / 'theirs', ignore_discard=True, ignore_expires=True)
        result = self.cookies('--import', 'theirs', '--export', 'again')
        self.assertEqual(sorted(self.read('again').splitlines()),
                         sorted(self.read('ours').splitlines()), result.err)

    @case.need('curl')
    def test_curl_sends_and_writes_the_same(self):
        with RawServer(page('new=1; HttpOnly', 'gone=1; Max-Age=0'), page()) as server:
            self.write('in', HEADER + self.LINES)
            self.cookies('--import', 'in', '--export', 'ours')
            subprocess.run(['curl', '-s', '-b', 'ours', '-c', 'theirs', server.url()], check=True,
                           cwd=self.folder)
            [visit] = self.visits('--import', 'theirs', '--export', 'again', server.url())
        self.assertEqual(sorted(cookie_of(server.requests[0]).split('; ')),
                         ['plain=1', 'session=b c'])
        self.assertEqual(sorted(cookie_of(server.requests[1]).split('; ')),
                         ['new=1', 'plain=1', 'session=b c'])
        self.assertEqual(len(visit['jar']), 4)
        theirs = [line for line in self.read('theirs').splitlines()
                  if b'\t' in line]
        self.assertEqual(sorted(self.read('again').splitlines()[2:]), sorted(theirs))


class Firefox(CookiesCase):
    def make_profile(self):
        """One as of Firefox 140, which runs: the newest is in the log only."""
        profile = self.folder / 'profile'
        profile.mkdir()
        db = sqlite3.connect(profile / 'cookies.sqlite', isolation_level=None)
        self.addCleanup(db.close)
        db.executescript(
            'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL;'
            'PRAGMA wal_autocheckpoint = 0;'
            'CREATE TABLE moz_cookies (id INTEGER PRIMARY KEY, originAttributes TEXT NOT NULL '
            'DEFAULT "", name TEXT, value TEXT, host TEXT, path TEXT, expiry INTEGER, '
            'lastAccessed INTEGER, creationTime INTEGER, isSecure INTEGER, isHttpOnly INTEGER, '
            'sameSite INTEGER);')
        row = 'INSERT INTO moz_cookies VALUES (NULL, ?, ?, ?, ?, "/", ?, 1, 1, 0, 0, 256)'
        db.execute(row, ('', 'old', '1', '127.0.0.1', LATER))
        db.execute('PRAGMA wal_checkpoint (TRUNCATE)')
        db.execute(row, ('', 'fresh', '2', '127.0.0.1', LATER * 1000))
        db.execute(row, ('^userContextId=2', 'old', '3', '127.0.0.1', LATER))
        db.execute(row, ('^partitionKey=%28https%2Csite.example%29', 'old', '4', '127.0.0.1',
                         LATER))
        (profile / 'containers.json').write_text(json.dumps(
            {'identities': [{'userContextId': 2, 'name': 'Work'}]}))
        self.assertGreater((profile / 'cookies.sqlite-wal').stat().st_size, 0)
        return profile

    def test_reads_a_running_profile(self):
        profile = self.make_profile()

        def state():
            return {path.name: (hashlib.sha256(path.read_bytes()).digest(),
                                path.stat().st_mtime_ns) for path in profile.iterdir()}
        before = state()
        with RawServer(page()) as server:
            result = self.cookies('--import-firefox', profile, server.url())
        self.assert_status(result, case.DONE)
        self.assertEqual(cookie_of(server.requests[0]), 'old=1; fresh=2')
        self.assertIn('2 cookies were put into the jar.', result.err)
        self.assertIn('left out: “Work”', result.err)
        self.assertIn('left out: “(https,site.example)”', result.err)
        self.assertEqual(state(), before)

    def test_says_when_there_is_none(self):
        result = self.cookies('--import-firefox', 'nobody', '--export', 'out')
        self.assert_status(result, case.REFUSED)
        self.assertIn('nobody', result.err)
        self.assertEqual(self.names(), [])


class Recipe(CookiesCase):
    """What our own server says of its cookies, and what our client does with them."""

    def check_examples(self, *options):
        with Server('--recipe', 'cookies', *options) as server:
            pin = ()
            if '--tls' in options:
                refused = self.get(server.url)
                pin = ('--pin', refused.err.split('--pin ')[1].split()[0])
            listed = self.get('-H', 'Accept: application/json', *pin, f'{server.url}/')
            self.assert_status(listed, case.DONE)
            examples = json.loads(listed.out)
            self.assertGreater(len(examples), 30)
            for example in examples:
                [visit] = self.visits(*pin, server.url + example['path'])
                last = visit['set'][-1]
                with self.subTest(example['path']):
                    self.assertEqual(len(visit['set']), len(example['set_cookie']))
                    # For the server, a cookie that takes another's place is stored.
                    self.assertEqual(last['verdict'].replace('replaced', 'stored'),
                                     example['verdict'], last['why'])

    def test_examples(self):
        self.check_examples()

    def test_examples_over_tls(self):
        self.check_examples('--tls')

    def test_login(self):
        with Server('--recipe', 'cookies') as server:
            login, second = self.visits(
                '--login', f'{server.url}/login', '--field', 'id_username=ann', '--field',
                'id_password=sesame', f'{server.url}/account')
            [wrong] = self.visits('--login', f'{server.url}/login', '--field', 'id_username=ann',
                                  '--field', 'id_password=open')
        self.assertEqual((login['status'], second['status'], wrong['status']), (200, 200, 403))
        self.assertEqual([s['verdict'] for s in login['set']],
                         ['stored', 'stored', 'replaced', 'replaced'])
        self.assertEqual({cookie['name'] for cookie in second['sent']}, {'session', 'visits'})


class Httpbin(CookiesCase):
    PYTHON = python_with('httpbin')

    @staticmethod
    def serve(python):
        script = ('import logging, wsgiref.simple_server as w\n'
                  'from httpbin import app\n'
                  'class Quiet (w.WSGIRequestHandler):\n'
                  '    def log_message (self, *unused): pass\n'
                  's = w.make_server ("127.0.0.1", 0, app, handler_class=Quiet)\n'
                  'print (s.server_port, flush=True)\n'
                  's.serve_forever ()\n')
        return subprocess.Popen([python, '-c', script], stdout=subprocess.PIPE,
                                stderr=subprocess.DEVNULL)

    @case.unittest.skipIf(PYTHON is None, 'python3-httpbin is not here')
    def test_cookies_come_and_go(self):
        process = self.serve(self.PYTHON)
        self.addCleanup(self.end, process)
        url = f'http://127.0.0.1:{int(process.stdout.readline())}'
        there, gone = self.visits(f'{url}/cookies/set?a=1&b=two', f'{url}/cookies/delete?a')
        self.assertEqual([(s['cookie']['name'], s['verdict']) for s in there['set']],
                         [('a', 'stored'), ('b', 'stored')])
        self.assertEqual(sorted(c['name'] for c in there['hops'][1]['sent']), ['a', 'b'])
        self.assertEqual([s['verdict'] for s in gone['set']], ['expired'])
        self.assertEqual([c['name'] for c in gone['jar']], ['b'])
        answered = self.cookies('--jar', 'jar', f'{url}/cookies/set?a=1')
        self.assert_status(answered, case.DONE)
        echoed = self.get('--jar', 'jar', f'{url}/cookies')
        self.assertEqual(json.loads(echoed.out), {'cookies': {'a': '1'}})


if __name__ == '__main__':
    case.main()
