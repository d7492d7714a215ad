#!/usr/bin/env python3
# Requests go to proxies that are dead, silent, hostile or talk rubbish.
# SPDX-License-Identifier: GPL-3.0-or-later

import socket

import rt_cli_case as case
from rt_proxy_case import PAIR, PASSWORD, ProxyCase
from rt_raw_server import RawServer, answer
from rt_recording_proxy import Basic, RecordingProxy, refusal


class Hostile(ProxyCase):
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


case.main()
