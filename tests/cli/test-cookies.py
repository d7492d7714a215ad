#!/usr/bin/env python3
# “roundtrip-cli cookies”, and --jar: against scripted servers, our own recipe and httpbin.
# SPDX-License-Identifier: GPL-3.0-or-later

import json
import os
import sqlite3
import subprocess
import sys

import rt_cli_case as case
from rt_cli_server import Server
from rt_cookies_case import HEADER, CookiesCase, cookie_of, moved, page
from rt_raw_server import RawServer


def python_with(module):
    """A Python that has the module, or None."""
    for python in (sys.executable, '/usr/bin/python3'):
        if os.path.exists(python) and subprocess.run(
                [python, '-c', f'import {module}'], capture_output=True).returncode == 0:
            return python
    return None


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
