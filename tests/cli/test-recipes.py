#!/usr/bin/env python3
# The recipes that other programs try things with, over the wire.
# SPDX-License-Identifier: GPL-3.0-or-later

import hashlib
import http.client
import http.cookiejar
import json
import os
import re
import socket
import subprocess
import time
import urllib.parse
import urllib.request

import rt_cli_case as case
from rt_cli_server import Server
from rt_serve_peer import Peer, curl, exchange

JSON = 'Accept: application/json'
# curl knows less than the standard: no SameSite, no Partitioned, no cookie without a name.  It takes
# no tab, looks at each of two domains, and counts this machine as safe.  Since 8.14 at the latest a
# prefix in another case is none to it.
CURL_DIFFERS = {'same-site-none-plain', 'partitioned-plain', 'prefix-without-name', 'without-name',
                'nothing', 'tab', 'domain-twice', 'secure', 'same-site-none', 'partitioned',
                'host-prefix', 'host-prefix-case', 'secure-prefix'}


class Cookies(case.CliCase):
    def test_login(self):
        with Server('--recipe', 'cookies') as server:
            peer = Peer(server.port)
            form = {'Content-Type': 'application/x-www-form-urlencoded'}
            wire = http.client.HTTPConnection('localhost', server.port, timeout=case.DEADLINE)
            wire.request('POST', '/login', 'id_username=me&id_password=sesame', form)
            answer = wire.getresponse()
            answer.read()
            self.assertEqual((answer.status, answer.headers['Location']), (303, '/account'))
            session, visits = answer.headers.get_all('Set-Cookie')
            cookies = f'b=2; a=1; {session.split(";")[0]}; b=3'
            seen = json.loads(peer.ask('/account', f'Cookie: {cookies}', JSON).body)
            self.assertEqual(seen['user'], 'me')
            self.assertEqual([f'{pair["name"]}={pair["value"]}' for pair in seen['cookies']],
                             cookies.split('; '))
            self.assertEqual(peer.ask('/account', 'Cookie: session=me').status, 403)
            self.assertEqual(peer.ask('/account')['Cache-Control'], 'no-store')
            self.assertEqual(peer.ask('/login', method='HEAD').status, 200)
            self.assertEqual(peer.ask('/login', method='PUT')['Allow'], 'GET, HEAD, POST, OPTIONS')
            self.assertEqual(peer.ask('/logout')['Allow'], 'POST, OPTIONS')
            self.assertEqual(peer.ask('/', method='POST').status, 405)
        self.assertTrue(server.lines)
        self.assertNotIn('sesame', ''.join(server.lines))
        self.assertNotIn(session.split(';')[0].split('=')[1], ''.join(server.lines))

    def test_bytes_go_out_as_they_are(self):
        with Server('--recipe', 'cookies') as server:
            for name, expected in (('utf-8', b'utf-8=gr\xc3\xbcn; Path=/'),
                                   ('control', b'control=a\x01b; Path=/'),
                                   ('tab', b'tab=a\tb; Path=/'),
                                   ('spaces', b'spaces   =  in the middle  ; Path=/')):
                raw = exchange(server.port, f'GET /set/{name} HTTP/1.1\r\nHost: localhost\r\n'
                               'Connection: close\r\n\r\n'.encode())
                self.assertIn(b'\r\nSet-Cookie: ' + expected + b'\r\n', raw)

    def test_the_recipe_as_it_was(self):
        jar = http.cookiejar.CookieJar()
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}),
                                             urllib.request.HTTPCookieProcessor(jar))
        opener.addheaders = [('Accept', 'application/json')]
        fields = urllib.parse.urlencode({'id_username': 'me', 'id_password': 'sesame'}).encode()
        with Server('--recipe', 'cookies') as server:
            first = json.load(opener.open(f'{server.url}/login', fields))
            self.assertEqual(sorted(cookie.name for cookie in jar), ['session', 'visits'])
            second = json.load(opener.open(f'{server.url}/account'))
            self.assertEqual((first['visits'], second['visits']), (1, 2))
            opener.open(f'{server.url}/logout', b'').close()
            self.assertEqual(list(jar), [])

    @case.need('curl')
    def test_verdicts_against_curl(self):
        jar = self.folder / 'jar'
        with Server('--recipe', 'cookies') as server:
            rows = json.loads(Peer(server.port).ask('/', JSON).body)
            self.assertGreater(len(rows), 50)
            wrong = []
            for row in rows:
                jar.unlink(missing_ok=True)
                curl('--cookie-jar', jar, '--output', os.devnull, f'{server.url}{row["path"]}')
                lines = jar.read_text().splitlines()
                kept = [line for line in lines if line.startswith('#HttpOnly_')
                        or (line and line[0] != '#')]
                if bool(kept) != (row['verdict'] == 'stored'):
                    wrong.append(row['path'].removeprefix('/set/'))
            print('# curl differs in:', *wrong)
            self.assertEqual(set(wrong) - CURL_DIFFERS, set())

    def test_secure_ones_over_tls(self):
        environment = {**os.environ, 'XDG_DATA_HOME': str(self.folder / 'data')}
        with Server('--recipe', 'cookies') as plain, \
                Server('--recipe', 'cookies', '--tls', env=environment) as safe:
            rows = json.loads(Peer(plain.port).ask('/', JSON).body)
            authority, = (self.folder / 'data').rglob('authority*.pem')
            run = curl('--cacert', authority, '--header', JSON, safe.url)
            verdicts = {row['path']: row['verdict'] for row in json.loads(run.stdout)}
        changed = [row['path'] for row in rows if verdicts[row['path']] != row['verdict']]
        self.assertEqual(changed, ['/set/secure', '/set/same-site-none', '/set/partitioned',
                                   '/set/host-prefix', '/set/secure-prefix'])


class Forms(case.CliCase):
    @case.need('curl')
    def test_what_curl_sends(self):
        data = os.urandom(300000)
        (self.folder / 'a "b".bin').write_bytes(data)
        with Server('--recipe', 'form') as server:
            def send(*arguments):
                return json.loads(curl('--header', JSON, f'{server.url}/show', *arguments,
                                       cwd=self.folder).stdout)
            plain = send('--data-urlencode', 'a=1 + 1', '--data-urlencode', 'b=é', '--data', 'a=&c')
            self.assertEqual([(field['name'], field['value']) for field in plain['fields']],
                             [('a', '1 + 1'), ('b', 'é'), ('a', ''), ('c', '')])
            files = send('--form', 'text=one\ntwo', '--form', 'file=@"a \\"b\\".bin";type=image/x',
                         '--form', 'file=@/dev/null')
            self.assertNotIn('flaw', files)
            text, full, empty = files['fields']
            self.assertEqual(text['value'], 'one\ntwo')
            self.assertEqual((full['file_name'], full['type'], full['bytes'], full['sha256']),
                             ('a %22b%22.bin', 'image/x', len(data), hashlib.sha256(data).hexdigest()))
            self.assertEqual((empty['name'], empty['bytes']), ('file', 0))
            chunked = send('--header', 'Transfer-Encoding: chunked', '--data', 'a=1')
            self.assertEqual(chunked['fields'][0]['value'], '1')

    @case.need('curl')
    def test_too_much(self):
        (self.folder / 'big').write_bytes(b'x' * (2 << 20))
        with Server('--recipe', 'form') as server:
            run = curl('--form', 'file=@big', '--output', os.devnull, '--write-out', '%{http_code}',
                       f'{server.url}/show', cwd=self.folder, check=False)
            self.assertEqual(run.stdout, b'413')

    def test_token(self):
        with Server('--recipe', 'form') as server:
            peer = Peer(server.port)
            page = peer.ask('/token-and-cookie')
            token = re.search(rb'name="csrf-token" value="([^"]+)"', page.body)[1].decode()
            cookie = page['Set-Cookie'].split(';')[0]
            wire = http.client.HTTPConnection('localhost', server.port, timeout=case.DEADLINE)
            for sent, status in ((cookie, 200), ('other=1', 403)):
                wire.request('POST', '/token-and-cookie', f'csrf-token={token}', {
                    'Content-Type': 'application/x-www-form-urlencoded', 'Cookie': sent})
                answer = wire.getresponse()
                answer.read()
                self.assertEqual(answer.status, status)
        self.assertNotIn(token, ''.join(server.lines))

    def test_our_own_client(self):
        with Server('--recipe', 'form') as server:
            def send(page, *arguments):
                run = subprocess.run([case.PROGRAM, 'form', '--header', JSON, '--send', *arguments,
                                      f'{server.url}{page}'], check=True, capture_output=True)
                shown = json.loads(run.stdout)
                return shown, {field['name']: field.get('value') for field in shown['fields']}
            for page in ('/token', '/token-and-cookie'):
                shown, fields = send(page, '--set', 'signup-user-name=me')
                self.assertEqual((shown['token'], fields['signup-user-name']), ('good', 'me'))
            for page, charset, name, value in (('/gbk', 'gbk', '名字', '你好'),
                                               ('/latin-1', 'windows-1252', 'größe', '10 €'),
                                               ('/accept-charset', 'gbk', 'a', '你好')):
                shown, fields = send(page)
                self.assertEqual((shown['charset'], fields[name]), (charset, value))
            shown, fields = send('/owners')
            self.assertEqual((shown['target'], list(fields)), ('/show/one', ['a', 'd']))
            shown, fields = send('/base')
            self.assertEqual(shown['target'], '/show/base/here')

    def test_page_in_gbk(self):
        with Server('--recipe', 'form') as server:
            page = Peer(server.port).ask('/gbk')
            self.assertEqual(page['Content-Type'], 'text/html; charset=gbk')
            self.assertIn('提交'.encode('gbk'), page.body)


class Status(case.CliCase):
    def test_head_may_lie(self):
        with Server('--recipe', 'status') as server:
            peer = Peer(server.port)
            for path, head, get in (('/no-head', 405, 200), ('/head/404', 404, 200),
                                    ('/head/500', 500, 200), ('/head/301', 301, 200),
                                    ('/404', 404, 404), ('/soft-404/none', 200, 200)):
                with self.subTest(path):
                    self.assertEqual(peer.ask(path, method='HEAD').status, head)
                    self.assertEqual(peer.ask(path).status, get)
            lie, truth = peer.ask('/head/length', method='HEAD'), peer.ask('/head/length')
            self.assertNotEqual(lie['Content-Length'], truth['Content-Length'])
            self.assertEqual(truth['Content-Length'], str(len(truth.body)))
            self.assertEqual(lie.body, b'')

    def test_every_link_of_the_guide(self):
        with Server('--recipe', 'status') as server:
            peer = Peer(server.port)
            links = re.findall(r'<a href="([^"]+)"', peer.ask('/').body.decode())
            self.assertGreater(len(links), 20)
            for link in links:
                wanted = re.fullmatch(r'/(\d{3})(\?.*)?', link)
                status = peer.ask(link, method='HEAD').status
                self.assertTrue(status == int(wanted[1]) if wanted else status in (
                    200, 301, 302, 307, 404, 405), (link, status))

    def test_late_answers(self):
        with Server('--recipe', 'status') as server:
            start = time.monotonic()
            self.assertEqual(Peer(server.port).ask('/slow/1').status, 200)
            self.assertGreaterEqual(time.monotonic() - start, 1)
            # Whoever waits keeps nobody else waiting, and may leave at any time.
            with socket.create_connection(('127.0.0.1', server.port), case.DEADLINE) as waiting:
                waiting.sendall(b'GET /slow/30 HTTP/1.1\r\nHost: localhost\r\n\r\n')
                self.assertEqual(Peer(server.port).ask('/200').status, 200)

    @case.need('curl')
    def test_tour(self):
        with Server('--recipe', 'status', '--workers', '1') as server:
            start = time.monotonic()
            run = curl('--location', '--write-out', '\n%{num_redirects} %{size_download}',
                       '--compressed', f'{server.url}/tour')
            page, _, facts = run.stdout.rpartition(b'\n')
            redirects, size = map(int, facts.split())
            self.assertGreaterEqual(time.monotonic() - start, 1.7)
            self.assertEqual(redirects, 2)
            self.assertLess(size, len(page) / 4)
            self.assertEqual(page, curl(f'{server.url}/slow-body').stdout)
            self.assertIn(b'Line 400 of', page)
            # The connection is of use afterwards.
            twice = curl('--write-out', '%{num_connects}', '--output', os.devnull,
                         '--output', os.devnull, f'{server.url}/slow-body', f'{server.url}/200')
            self.assertEqual(twice.stdout, b'10')

    def test_leaving_a_slow_body(self):
        with Server('--recipe', 'status') as server:
            with socket.create_connection(('127.0.0.1', server.port), case.DEADLINE) as peer:
                peer.sendall(b'GET /slow-body HTTP/1.1\r\nHost: localhost\r\n\r\n')
                self.assertIn(b'200', peer.recv(100))
            self.assertEqual(Peer(server.port).ask('/200').status, 200)


case.main()
