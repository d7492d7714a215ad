#!/usr/bin/env python3
# Requests go through proxies: ours, those of others, hostile ones. No secret crosses.
# SPDX-License-Identifier: GPL-3.0-or-later

import contextlib
import hashlib
import os
import pathlib
import pty
import re
import socket
import subprocess

import rt_cli_case as case
from rt_cli_server import Server
from rt_raw_server import RawServer, answer, ok
from rt_recording_proxy import Basic, Digest, RecordingProxy, refusal

PAIR = 'ann:open sesame'
PASSWORD = {**os.environ, 'ROUNDTRIP_PROXY_PASSWORD': 'open sesame'}
PAC_ENGINE = list(pathlib.Path('/usr/lib').glob('*/libproxy/*/modules/pacrunner_*.so'))


class Case(case.CliCase):
    def setUp(self):
        super().setUp()
        self.certificate, key = case.make_certificate(self.folder, 'site')
        self.context = case.tls_context(self.certificate, key)
        self.trust = ('--cacert', self.certificate)

    def sites(self, body='the site'):
        """A plain site and a secure one."""
        stack = contextlib.ExitStack()
        self.addCleanup(stack.close)
        page = ok(body, 'Set-Cookie: a=site; Path=/')
        handler = answer(*[page] * 20)
        return (stack.enter_context(RawServer(handler)),
                stack.enter_context(RawServer(handler, tls=self.context)))

    def check_both(self, proxy, *arguments, env=None, count=1):
        """The plain and the secure site are reached, and both only through the proxy."""
        plain, secure = self.sites()
        for site in (plain, secure):
            for _ in range(count):
                result = self.get('--proxy', proxy, *self.trust, *arguments,
                                  site.url(host='localhost'), env=env)
                self.assert_status(result, case.DONE)
                self.assertEqual(result.out, b'the site')
        return plain, secure


class Ours(Case):
    def test_http(self):
        with Server('--recipe', 'proxy') as proxy:
            self.check_both(f'127.0.0.1:{proxy.port}')
            case.wait_until(lambda: len(proxy.lines) >= 2)
            self.assertIn('"GET http://localhost:', proxy.lines[0])
            self.assertIn('"CONNECT localhost:', proxy.lines[1])

    def test_password(self):
        auth = self.folder / 'auth'
        auth.write_text(PAIR + '\n')
        auth.chmod(0o600)
        with Server('--recipe', 'proxy', '--auth', auth) as proxy:
            self.check_both(f'ann@127.0.0.1:{proxy.port}', env=PASSWORD)
        with Server('--recipe', 'socks', '--auth', auth) as socks:
            self.check_both(f'socks5://ann@127.0.0.1:{socks.port}', env=PASSWORD)
            plain, _ = self.sites()
            result = self.get('--proxy', f'socks5://ann@127.0.0.1:{socks.port}', plain.url(),
                              env={**os.environ, 'ROUNDTRIP_PROXY_PASSWORD': 'wrong'})
            self.assert_status(result, case.REFUSED)
            self.assertIn('asks for a user name', result.err)

    def test_socks(self):
        with Server('--recipe', 'socks') as socks:
            for scheme in ('socks4', 'socks4a', 'socks5', 'socks5h'):
                with self.subTest(scheme):
                    self.check_both(f'{scheme}://127.0.0.1:{socks.port}', '-4')

    def test_dead_sites(self):
        with socket.create_server(('127.0.0.1', 0)) as taken:
            port = taken.getsockname()[1]
        with Server('--recipe', 'proxy') as proxy, Server('--recipe', 'socks') as socks:
            for address in (f'127.0.0.1:{proxy.port}', f'socks5://127.0.0.1:{socks.port}',
                            f'socks4a://127.0.0.1:{socks.port}'):
                result = self.get('--json', '--proxy', address, f'https://localhost:{port}/')
                self.assert_status(result, case.REFUSED)
                self.assertEqual(result.json()['error']['code'], 'proxy-no-site', result.err)

    def test_curl_comes_through_ours(self):
        plain, secure = self.sites()
        environment = {name: value for name, value in os.environ.items()
                       if 'proxy' not in name.lower()}
        with Server('--recipe', 'proxy') as proxy:
            for site in (plain, secure):
                run = subprocess.run(['curl', '-sS', '--max-time', '50', '--cacert', self.certificate,
                                      '--proxy', f'http://127.0.0.1:{proxy.port}',
                                      site.url(host='localhost')], capture_output=True, env=environment)
                self.assertEqual(run.stdout, b'the site', run.stderr)


class Theirs(Case):
    @contextlib.contextmanager
    def run_peer(self, port, *command, env=None):
        log = open(self.folder / 'peer.log', 'wb')
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                   cwd=self.folder, env=env)
        try:
            case.wait_until(lambda: process.poll() is not None or self.listens(port))
            self.assertIsNone(process.poll(), self.read('peer.log').decode(errors='replace'))
            yield
        finally:
            process.terminate()
            process.wait(case.DEADLINE)
            log.close()

    @staticmethod
    def listens(port):
        with socket.socket() as probe:
            return probe.connect_ex(('127.0.0.1', port)) == 0

    @staticmethod
    def free_port():
        with socket.create_server(('127.0.0.1', 0)) as listener:
            return listener.getsockname()[1]

    @case.need('tinyproxy')
    def test_tinyproxy(self):
        port = self.free_port()
        (self.folder / 'tiny.conf').write_text(
            f'Port {port}\nListen 127.0.0.1\nTimeout 60\nMaxClients 20\nAllow 127.0.0.1\n'
            'BasicAuth ann open-sesame\n')
        with self.run_peer(port, 'tinyproxy', '-d', '-c', 'tiny.conf'):
            self.check_both(f'ann@127.0.0.1:{port}',
                            env={**os.environ, 'ROUNDTRIP_PROXY_PASSWORD': 'open-sesame'})
            result = self.get('--json', '--proxy', f'127.0.0.1:{port}', 'https://localhost:1/')
            self.assertEqual(result.json()['error']['code'], 'proxy-login', result.err)

    def squid(self, port, *lines):
        """Squid as whoever runs the test, with nothing on disk but in the test's folder."""
        folder = self.folder
        (folder / 'squid.conf').write_text('\n'.join([
            f'http_port 127.0.0.1:{port}', f'pid_filename {folder}/squid.pid', 'cache deny all',
            'access_log none', f'cache_log {folder}/cache.log', f'coredump_dir {folder}',
            'shutdown_lifetime 0 seconds', 'pinger_enable off', 'netdb_filename none',
            *lines,
            'acl known proxy_auth REQUIRED', 'http_access allow known', 'http_access deny all', '']))
        return self.run_peer(port, 'squid', '-N', '-f', folder / 'squid.conf')

    @case.need('squid', 'openssl')
    def test_squid(self):
        helpers = pathlib.Path('/usr/lib/squid')
        os.chmod(self.folder, 0o777)
        basic = subprocess.run(['openssl', 'passwd', '-apr1', 'open sesame'], check=True,
                               capture_output=True, text=True).stdout.strip()
        (self.folder / 'basic').write_text(f'ann:{basic}\n')
        (self.folder / 'digest').write_text('ann:open sesame\n')
        for scheme, lines in (
                ('Basic', [f'auth_param basic program {helpers}/basic_ncsa_auth {self.folder}/basic',
                           'auth_param basic realm squid']),
                ('Digest', [f'auth_param digest program {helpers}/digest_file_auth {self.folder}/digest',
                            'auth_param digest realm squid'])):
            port = self.free_port()
            with self.subTest(scheme), self.squid(port, *lines):
                self.check_both(f'ann@127.0.0.1:{port}', env=PASSWORD)
                result = self.get('-v', '--proxy', f'ann@127.0.0.1:{port}', 'https://localhost:1/',
                                  env={**os.environ, 'ROUNDTRIP_PROXY_PASSWORD': 'wrong'})
                self.assert_status(result, case.REFUSED)
                self.assertIn(f'Proxy-Authenticate: {scheme}', result.err)
                self.assertIn('asks for a user name', result.err)

    @case.need('microsocks')
    def test_microsocks(self):
        port = self.free_port()
        with self.run_peer(port, 'microsocks', '-i', '127.0.0.1', '-p', str(port), '-u', 'ann',
                           '-P', 'open sesame'):
            self.check_both(f'socks5h://ann@127.0.0.1:{port}', env=PASSWORD)
            result = self.get('--json', '--proxy', f'socks5://127.0.0.1:{port}', 'https://localhost:1/')
            self.assertEqual(result.json()['error']['code'], 'proxy-login', result.err)

    @case.need('danted')
    def test_dante(self):
        port = self.free_port()
        (self.folder / 'danted.conf').write_text(
            f'logoutput: stderr\ninternal: 127.0.0.1 port = {port}\nexternal: lo\n'
            'socksmethod: none\nclientmethod: none\n'
            'client pass {\n from: 127.0.0.0/8 to: 0.0.0.0/0\n}\n'
            'socks pass {\n from: 127.0.0.0/8 to: 0.0.0.0/0\n}\n')
        with self.run_peer(port, 'danted', '-f', 'danted.conf'):
            for scheme in ('socks4', 'socks5'):
                plain, secure = self.sites()
                for site in (plain, secure):
                    result = self.get('--proxy', f'{scheme}://127.0.0.1:{port}', *self.trust,
                                      site.url())
                    self.assert_status(result, case.DONE)


class Secrets(Case):
    """Looked at from both ends."""

    def test_nothing_of_the_site_in_the_tunnel_head(self):
        plain, secure = self.sites()
        jar = self.folder / 'jar'
        with RecordingProxy(Basic(PAIR)) as proxy:
            for site in (plain, secure, plain, secure):
                result = self.get('--proxy', f'ann@127.0.0.1:{proxy.port}', *self.trust, '--jar', jar,
                                  '-H', 'Authorization: Bearer site-secret', '-H', 'X-Api-Key: key-secret',
                                  '-A', 'agent of the site', site.url(host='localhost'), env=PASSWORD)
                self.assert_status(result, case.DONE)
        heads = [head for head in proxy.requests if head.startswith(b'CONNECT ')]
        self.assertEqual(len(heads), 4)
        for head in heads:
            self.assertEqual({line.split(b':')[0] for line in head.split(b'\r\n')[1:] if line}
                             - {b'Proxy-Authorization'}, {b'Host'})
        self.assertNotIn(b'site-secret', bytes(proxy.tunnelled))
        self.assertTrue(any(b'Cookie: a=site' in request for request in secure.requests))
        self.assertTrue(all(b'site-secret' in request for request in secure.requests))
        for request in plain.requests + secure.requests:
            self.assertNotIn(b'proxy-auth', request.lower())
            self.assertNotIn(Basic(PAIR).value, request)

    def test_password_set_by_hand_stays_here(self):
        plain, secure = self.sites()
        with RecordingProxy() as proxy:
            for site in (plain, secure):
                result = self.get('-v', '--proxy', f'127.0.0.1:{proxy.port}', *self.trust,
                                  '-H', 'Proxy-Authorization: Basic aGFuZA==', site.url(host='localhost'))
                self.assert_status(result, case.DONE)
                self.assertIn('“Proxy-Authorization” is not sent', result.err)
        for request in plain.requests + secure.requests + proxy.requests:
            self.assertNotIn(b'aGFuZA==', request)

    def test_redirect_to_another_proxy_gets_no_password(self):
        """What is bypassed gets none, and neither does a site that is a proxy itself."""
        with RecordingProxy(Basic(PAIR)) as proxy, RawServer(answer(ok('end'))) as end:
            hop = ok('', f'Location: {end.url()}', status='302 Found')
            with RawServer(answer(hop)) as start:
                result = self.get('--json', '-o', 'body', '--proxy', f'ann@127.0.0.1:{proxy.port}',
                                  '--no-proxy', '127.0.0.1', start.url(host='localhost'), env=PASSWORD)
        self.assert_status(result, case.DONE)
        hops = result.json()['hops']
        self.assertEqual([hop['proxy']['why'] for hop in hops], ['set', 'set', 'bypass'])
        self.assertEqual([hop['response']['status'] for hop in hops], [407, 302, 200])
        self.assertEqual(hops[2]['proxy'], {'why': 'bypass', 'detail': '127.0.0.1'})
        self.assertEqual(self.read('body'), b'end')
        self.assertNotIn(b'proxy-auth', end.requests[0].lower())

    def test_masked_everywhere(self):
        plain, secure = self.sites()
        with RecordingProxy(Basic(PAIR)) as proxy:
            for site in (plain, secure):
                address = f'http://ann:open%20sesame@127.0.0.1:{proxy.port}'
                result = self.get('-v', '--json', '-o', 'body', '--har', 'har', '--proxy', address,
                                  *self.trust, site.url(host='localhost'))
                self.assert_status(result, case.DONE)
                self.assertIn('Other users of this computer can read', result.err)
                for text in (result.err, result.out.decode(), self.read('har').decode()):
                    for secret in ('open sesame', 'open%20sesame', Basic(PAIR).value.decode()[6:]):
                        self.assertNotIn(secret, text)
        for bad in ('http://ann:sesame@127.0.0.1:0', 'ftp://ann:sesame@a:1'):
            result = self.get('--proxy', bad, 'http://localhost:1/')
            self.assert_status(result, case.USAGE)
            self.assertNotIn('sesame', result.err)

    def test_asks_at_the_terminal(self):
        plain, _ = self.sites()
        with RecordingProxy(Basic(PAIR)) as proxy:
            leader, follower = pty.openpty()
            process = self.start('--proxy', f'ann@127.0.0.1:{proxy.port}', plain.url(), stdin=follower)
            os.close(follower)
            prompt = b''
            while b'Password' not in prompt:
                prompt += process.stderr.read1(100)
            os.write(leader, b'open sesame\n')
            result = self.finish(process)
            os.close(leader)
        self.assert_status(result, case.DONE)
        self.assertEqual(result.out, b'the site')

    def test_cookies_of_a_proxy_are_not_kept(self):
        plain, _ = self.sites()
        page = refusal('407 No', 'Proxy-Authenticate: Basic', 'Set-Cookie: evil=1',
                       'Location: http://evil.example/')
        with RawServer(answer(page)) as proxy:
            result = self.get('--proxy', f'127.0.0.1:{proxy.port}', '--jar', 'jar', plain.url())
            self.assert_status(result, case.REFUSED)
            self.assertEqual(result.out, b'')
        result = self.get('--jar', 'jar', plain.url())
        self.assertNotIn(b'evil', plain.requests[-1])


class Passwords(Case):
    def test_digest(self):
        for algorithm in ('MD5', 'SHA-256'):
            for close in (False, True):
                with self.subTest((algorithm, close)), \
                        RecordingProxy(Digest(PAIR, algorithm, close=close)) as proxy:
                    self.check_both(f'ann@127.0.0.1:{proxy.port}', env=PASSWORD)
                    self.assertEqual(proxy.auth.counts, [1, 1])
                    self.assertFalse([head for head in proxy.requests if b': Basic ' in head])

    def test_nonce_is_used_again_and_goes_stale(self):
        """A chain of redirects, each over a connection of its own."""
        with RawServer(lambda connection: self.chain(connection), tls=self.context) as site, \
                RecordingProxy(Digest(PAIR, uses=2)) as proxy:
            result = self.get('--proxy', f'ann@127.0.0.1:{proxy.port}', *self.trust,
                              site.url('/4', host='localhost'), env=PASSWORD)
            self.assert_status(result, case.DONE)
            self.assertEqual(result.out, b'end')
        self.assertEqual(proxy.auth.counts, [1, 2, 1, 2, 1])

    @staticmethod
    def chain(connection):
        number = int(re.search(rb'GET /(\d+)', connection.read_request())[1])
        connection.send(ok('end', 'Connection: close') if number == 0 else
                        ok('', f'Location: /{number - 1}', 'Connection: close', status='302 Found'))

    def test_wrong_password(self):
        plain, secure = self.sites()
        wrong = {**os.environ, 'ROUNDTRIP_PROXY_PASSWORD': 'wrong'}
        for auth in (Basic(PAIR), Basic(PAIR, close=False), Digest(PAIR)):
            for site in (plain, secure):
                with self.subTest((auth, site)), RecordingProxy(auth) as proxy:
                    result = self.get('--json', '--proxy', f'ann@127.0.0.1:{proxy.port}', *self.trust,
                                      site.url(host='localhost'), env=wrong)
                    self.assert_status(result, case.REFUSED)
                    self.assertEqual(result.json()['error']['code'], 'proxy-login')
                    self.assertEqual(len(proxy.requests), 2)
        self.assertEqual(plain.requests + secure.requests, [])

    def test_a_body_is_sent_once_more(self):
        (self.folder / 'data').write_bytes(bytes(range(256)) * 1000)
        with RawServer(answer(ok('taken'))) as site, RecordingProxy(Basic(PAIR, close=False)) as proxy:
            result = self.get('--proxy', f'ann@127.0.0.1:{proxy.port}', '--data-file', 'data',
                              site.url(), env=PASSWORD)
            self.assert_status(result, case.DONE)
        self.assertEqual(len(site.requests), 1)
        self.assertTrue(site.requests[0].endswith(self.read('data')))


class Hostile(Case):
    def check(self, handler, code, *arguments, plain_code=None):
        plain, secure = self.sites()
        with RawServer(handler) as proxy:
            result = self.get('--json', '--proxy', f'127.0.0.1:{proxy.port}', *arguments,
                              secure.url(host='localhost'))
            self.assert_status(result, case.REFUSED)
            self.assertEqual(result.json()['error']['code'], code, result.err)
        self.assertEqual(secure.connections, 0)
        return result

    def test_refusals(self):
        for status, code in (('403 Forbidden', 'proxy-refused'), ('301 Moved', 'proxy-refused'),
                             ('404 Not Found', 'proxy-refused'), ('407 No', 'proxy-login'),
                             ('500 Unable', 'proxy-no-site'), ('502 Bad Gateway', 'proxy-no-site'),
                             ('503 Later', 'proxy-no-site'), ('504 Slow', 'proxy-no-site')):
            with self.subTest(status):
                page = refusal(status, 'Location: https://evil.example/', 'Set-Cookie: evil=1')
                result = self.check(answer(page), code)
                hop, = result.json()['hops']
                self.assertEqual(hop['proxy']['status'], int(status[:3]))
                self.assertEqual(hop['proxy']['connect'][0]['request']['method'], 'CONNECT')
                self.assertNotIn('response', hop)
                self.assertIn('proxy', hop['timings'])
                self.assertNotIn('tls', hop['timings'])

    def test_rubbish(self):
        for text in (b'', b'\0' * 100, b'220 mail.example ready\r\n', b'HTTP/1.1 200',
                     b'HTTP/1.1 200 OK\r\nX: ' + b'y' * (1 << 20), b'\x16\x03\x01\x02\0' * 50,
                     b'HTTP/1.1 100 Continue\r\n\r\n' * 1000,
                     b'HTTP/1.1 200 OK\r\n\r\n\x16\x03\x03\0\5early'):
            with self.subTest(text[:40]):
                self.check(answer(text), 'proxy-answer')

    def test_endless(self):
        def feed(connection):
            connection.read_request()
            connection.send(b'HTTP/1.1 200 OK\r\n')
            while True:
                connection.send(b'X: y\r\n' * 1000)
        self.check(feed, 'proxy-answer')

        def feed_page(connection):
            connection.read_request()
            connection.send(b'HTTP/1.1 403 No\r\n\r\n')
            while True:
                connection.send(b'no ' * 1000)
        self.check(feed_page, 'proxy-refused')

        def ask_for_ever(connection):
            while connection.read_request():
                connection.send(refusal('407 No', 'Proxy-Authenticate: Digest realm="a", nonce="b", '
                                        'stale=true', close=False))
        plain, secure = self.sites()
        for site in (plain, secure):
            with RawServer(ask_for_ever) as proxy:
                result = self.get('--json', '--proxy', f'ann@127.0.0.1:{proxy.port}',
                                  site.url(host='localhost'), env=PASSWORD)
                self.assertEqual(result.json()['error']['code'], 'proxy-login', result.err)
                self.assertLess(len(proxy.requests), 8)

    def test_silent(self):
        self.check(lambda connection: connection.wait_closed(), 'proxy-answer', '--connect-timeout', '1')
        with RawServer(lambda connection: connection.wait_closed()) as proxy:
            for scheme in ('socks4a', 'socks5', 'https'):
                result = self.get('--json', '--proxy', f'{scheme}://127.0.0.1:{proxy.port}',
                                  '--connect-timeout', '1', 'http://localhost:1/')
                self.assertEqual(result.json()['error']['code'], 'proxy-answer', result.err)

    def test_socks_rubbish(self):
        plain, _ = self.sites()
        for scheme, code, *texts in (
                ('socks5', 'proxy-answer', b'HTTP/1.1 400 No\r\n\r\n'), ('socks5', 'proxy-answer', b''),
                ('socks5', 'proxy-answer', b'\5'), ('socks5', 'proxy-login', b'\5\xff'),
                ('socks5', 'proxy-answer', b'\5\2'), ('socks5', 'proxy-answer', b'\5\0', b'\5\0\0\7'),
                ('socks5', 'proxy-answer', b'\5\0', b'\5\0\0\3\xff'),
                ('socks5', 'proxy-refused', b'\5\0', b'\5\2\0\1'),
                ('socks5', 'proxy-no-site', b'\5\0', b'\5\4\0\1'),
                ('socks5', 'proxy-answer', b'\5\0', b'\5\x77\0\1'),
                ('socks4a', 'proxy-answer', b'\5\0aaaaaaaa'), ('socks4a', 'proxy-no-site', b'\0\x5b' + b'\0' * 6),
                ('socks4a', 'proxy-login', b'\0\x5d' + b'\0' * 6), ('socks4a', 'proxy-answer', b'\0\x5a\0'),
                ('socks4', 'proxy-answer', b'')):
            def handle(connection, said=texts):
                for text in said:
                    connection.stream.recv(65536)
                    connection.send(text)
            with self.subTest((scheme, texts)), RawServer(handle) as proxy:
                result = self.get('--json', '-4', '--proxy', f'{scheme}://127.0.0.1:{proxy.port}',
                                  plain.url(host='localhost'))
                self.assertEqual(result.json()['error']['code'], code, result.err)
        self.assertEqual(plain.connections, 0)

    def test_dead(self):
        with socket.create_server(('127.0.0.1', 0)) as taken:
            port = taken.getsockname()[1]
        for address in (f'127.0.0.1:{port}', f'socks5://127.0.0.1:{port}', 'no-such.invalid:80'):
            result = self.get('--json', '--proxy', address, 'https://localhost/')
            self.assert_status(result, case.REFUSED)
            self.assertEqual(result.json()['error']['code'], 'proxy-unreachable', result.err)

    def test_proxy_over_tls(self):
        with RecordingProxy(Basic(PAIR), tls=self.context) as proxy:
            self.check_both(f'https://ann@localhost:{proxy.port}', env=PASSWORD)
            _, secure = self.sites()
            result = self.get('--json', '--proxy', f'https://localhost:{proxy.port}',
                              secure.url(host='localhost'))
            self.assertEqual(result.json()['error']['code'], 'proxy-certificate', result.err)
            hop, = result.json()['hops']
            self.assertEqual(hop['proxy']['tls']['errors'], ['self-signed'])
            self.assertNotIn('tls', hop)

    def test_site_behind_a_proxy_is_judged_as_ever(self):
        _, secure = self.sites()
        with RecordingProxy() as proxy:
            result = self.get('--json', '--proxy', f'127.0.0.1:{proxy.port}', '--trust-local',
                              secure.url(host='localhost'))
            self.assertEqual(result.json()['error']['code'], 'certificate', result.err)
            self.assertEqual(result.json()['hops'][0]['proxy']['status'], 200)


class Ways(Case):
    def test_exceptions(self):
        plain, _ = self.sites()
        for entry in ('localhost', '<local>', f'*:{plain.port}', '.localhost'):
            with self.subTest(entry):
                result = self.get('--json', '-o', 'body', '--proxy', '127.0.0.1:1', '--no-proxy', entry,
                                  plain.url(host='localhost'))
                self.assert_status(result, case.DONE)
                self.assertEqual(result.json()['hops'][0]['proxy'], {'why': 'bypass', 'detail': entry})

    def test_resolve_leads_the_tunnel(self):
        plain, secure = self.sites()
        with RecordingProxy() as proxy:
            for site in (plain, secure):
                result = self.get('--proxy', f'127.0.0.1:{proxy.port}', *self.trust, '--resolve',
                                  f'*:{site.port}:127.0.0.1', site.url(host='localhost'))
                self.assert_status(result, case.DONE)
                self.assertTrue(proxy.requests[-1].startswith(
                    f'CONNECT 127.0.0.1:{site.port} '.encode()))

    def test_usage(self):
        for arguments in (('--no-proxy', 'a'), ('--proxy', ''), ('--proxy', 'a:1', '--no-proxy', 'a/b'),
                          ('--proxy', 'pac+'), ('--proxy', 'pac+ftp://a/b')):
            with self.subTest(arguments):
                self.assert_status(self.get(*arguments, 'http://localhost:1/'), case.USAGE)

    def test_none(self):
        plain, _ = self.sites()
        result = self.get('--json', '-o', 'body', '--proxy', 'none', plain.url())
        self.assert_status(result, case.DONE)
        self.assertNotIn('proxy', result.json()['hops'][0])

    def test_system(self):
        plain, _ = self.sites()
        with RecordingProxy() as proxy:
            environment = {**os.environ, 'http_proxy': f'http://127.0.0.1:{proxy.port}',
                           'no_proxy': '', 'GIO_USE_PROXY_RESOLVER': 'libproxy'}
            result = self.get('--json', '-o', 'body', '--proxy', 'system', plain.url(host='localhost'),
                              env=environment)
        self.assert_status(result, case.DONE)
        self.assertEqual(result.json()['hops'][0]['proxy']['why'], 'system')
        self.assertEqual(self.read('body'), b'the site')

    def test_every_command(self):
        plain, _ = self.sites('<form><input name=a></form>')
        with RecordingProxy() as proxy:
            for command in (['form'], ['cookies'], ['head'], ['resume', '-o', 'file']):
                with self.subTest(command):
                    before = len(proxy.requests)
                    result = self.run_command(*command, '--proxy', f'127.0.0.1:{proxy.port}',
                                              plain.url(host='localhost'))
                    self.assert_status(result, case.DONE)
                    self.assertGreater(len(proxy.requests), before)

    def test_resume(self):
        data = bytes(range(256)) * 20000
        (self.folder / 'www').mkdir()
        (self.folder / 'www' / 'file').write_bytes(data)
        for scheme in ('http', 'https'):
            tls = ('--tls', '--cert', self.folder / 'both.pem') if scheme == 'https' else ()
            (self.folder / 'both.pem').write_bytes(
                self.certificate.read_bytes() + (self.folder / 'site.key').read_bytes())
            (self.folder / 'both.pem').chmod(0o600)
            with Server('--recipe', 'files', *tls, self.folder / 'www') as site, \
                    RecordingProxy(Digest(PAIR, uses=3)) as proxy:
                result = self.run_command('resume', '-o', scheme, '--segments', '4', *self.trust, '--proxy',
                                          f'ann@127.0.0.1:{proxy.port}',
                                          f'{scheme}://localhost:{site.port}/file', env=PASSWORD)
                self.assert_status(result, case.DONE)
                self.assertEqual(hashlib.sha256(self.read(scheme)).digest(), hashlib.sha256(data).digest())
                self.assertTrue(proxy.auth.counts)


class Scripts(Case):
    def run_script(self, text, *arguments):
        (self.folder / 'proxy.pac').write_text(text)
        process = subprocess.Popen(
            ['dbus-run-session', '--', case.PROGRAM, 'get', '--json', '-o', 'body', '--proxy',
             f'pac+{self.folder}/proxy.pac', *map(str, arguments)], cwd=self.folder,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.addCleanup(self.end, process)
        return self.finish(process)

    @case.need('dbus-run-session')
    @case.unittest.skipUnless(PAC_ENGINE, 'nothing here runs proxy scripts')
    def test_falls_through(self):
        plain, _ = self.sites()
        with RecordingProxy() as proxy:
            result = self.run_script(
                'function FindProxyForURL (url, host) {\n'
                f'  return "PROXY 127.0.0.1:1; PROXY 127.0.0.1:{proxy.port}; DIRECT";\n}}\n',
                plain.url(host='localhost'))
            self.assert_status(result, case.DONE)
            self.assertEqual(len(proxy.requests), 1)
        way = result.json()['hops'][0]['proxy']
        self.assertEqual(way, {'why': 'fallback', 'uri': f'http://127.0.0.1:{proxy.port}',
                               'detail': f'http://127.0.0.1:1, http://127.0.0.1:{proxy.port}, direct'})

    @case.need('dbus-run-session')
    def test_scripts_that_fail_do_not_mean_direct(self):
        plain, _ = self.sites()
        for text in ('', 'no script', 'function FindProxyForURL (u, h) { return nonsense; }',
                     'function FindProxyForURL (u, h) { return "DIRECT"', 'FindProxyForURL = 1 +;'):
            with self.subTest(text):
                result = self.run_script(text, plain.url())
                self.assert_status(result, case.REFUSED)
                self.assertEqual(result.json()['error']['code'], 'proxy-script', result.err)
        self.assertEqual(plain.connections, 0)

    def test_no_bus(self):
        plain, _ = self.sites()
        (self.folder / 'proxy.pac').write_text('function FindProxyForURL (u, h) { return "DIRECT"; }')
        result = self.get('--json', '--proxy', f'pac+{self.folder}/proxy.pac', plain.url(),
                          env={**os.environ, 'DBUS_SESSION_BUS_ADDRESS': 'unix:path=/nowhere'})
        self.assertEqual(result.json()['error']['code'], 'proxy-script', result.err)
        result = self.get('--json', '--proxy', 'pac+/no/such/file', plain.url())
        self.assertEqual(result.json()['error']['code'], 'proxy-script', result.err)


case.main()
