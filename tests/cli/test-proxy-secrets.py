#!/usr/bin/env python3
# Requests go through proxies that ask who asks. No secret crosses.
# SPDX-License-Identifier: GPL-3.0-or-later

import os
import pty
import re

import rt_cli_case as case
from rt_proxy_case import PAIR, PASSWORD, ProxyCase
from rt_raw_server import RawServer, answer, ok
from rt_recording_proxy import Basic, Digest, RecordingProxy, refusal


class Secrets(ProxyCase):
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


class Passwords(ProxyCase):
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


case.main()
