#!/usr/bin/env python3
# “roundtrip-cli get”: which redirects it follows, with what, and how it reaches a host.
# SPDX-License-Identifier: GPL-3.0-or-later

import socket
import unittest

import rt_cli_case as case
from rt_cli_case import DONE, REFUSED
from rt_raw_server import RawServer, answer, ok

END = ok('end')
SECRETS = ['-H', 'Authorization: Bearer top', '-H', 'Cookie: id=top', '-H', 'X-Api-Key: top',
           '-H', 'X-Plain: kept']


def moved(location, status=302, body='moved'):
    return ok(body, f'Location: {location}', status=f'{status} Moved')


class Followed(case.CliCase):
    # Status, what is asked for, the method of the second request, whether the body goes along.
    ROWS = [
        (301, [], 'GET', False), (302, [], 'GET', False), (303, [], 'GET', False),
        (307, [], 'GET', False), (308, [], 'GET', False),
        (301, ['-d', 'x=1'], 'GET', False), (302, ['-d', 'x=1'], 'GET', False),
        (303, ['-d', 'x=1'], 'GET', False), (307, ['-d', 'x=1'], 'POST', True),
        (308, ['-d', 'x=1'], 'POST', True),
        (301, ['-X', 'PUT', '-d', 'x=1'], 'PUT', True),
        (302, ['-X', 'DELETE'], 'DELETE', False), (303, ['-X', 'DELETE'], 'GET', False),
        (303, ['-X', 'PUT', '-d', 'x=1'], 'GET', False),
    ]

    def test_methods(self):
        for status, options, method, with_body in self.ROWS:
            with self.subTest(status=status, options=options), \
                    RawServer(answer(moved('/two', status), END), answer(END)) as server:
                result = self.get(*options, server.url('/one'))
                self.assert_status(result, DONE)
                self.assertEqual(result.out, b'end')
                self.assertEqual(len(server.requests), 2)
                self.assertTrue(server.requests[1].startswith(f'{method} /two '.encode()),
                                server.requests[1])
                self.assertEqual(server.requests[1].endswith(b'\r\n\r\nx=1'), with_body)
                self.assertEqual(b'Content-Type' in server.requests[1], with_body)

    def test_the_connection_is_kept(self):
        with RawServer(answer(moved('two'), moved('three'), END)) as server:
            result = self.get('-v', server.url('/one'))
            self.assert_status(result, DONE)
            self.assertEqual(server.connections, 1)
        self.assertIn('Goes on with the connection', result.err)

    def test_relative_addresses(self):
        for location, target in [('two', '/a/two'), ('../two', '/two'), ('?q', '/a/one?q'),
                                 ('/x/./y/../z', '/x/z'), ('two#part', '/a/two')]:
            with self.subTest(location), RawServer(answer(moved(location), END)) as server:
                self.assert_status(self.get(server.url('/a/one')), DONE)
                self.assertEqual(server.requests[1].split()[1].decode(), target)

    def test_secrets_stay_at_home(self):
        with RawServer(answer(END)) as other, \
                RawServer(answer(moved('/next'), moved(other.url('/end')))) as server:
            result = self.get('-v', *SECRETS, server.url('/one'))
        self.assert_status(result, DONE)
        for request in server.requests:
            self.assertEqual(request.count(b'top'), 3)
        self.assertNotIn(b'top', other.requests[0])
        self.assertIn(b'X-Plain: kept', other.requests[0])
        for name in 'Authorization', 'Cookie', 'X-Api-Key':
            self.assertIn(f'“{name}” is not sent', result.err)
        self.assertNotIn('top', result.err)

    def test_password_of_the_address_stays_at_home(self):
        with RawServer(answer(END)) as other, RawServer(answer(moved(other.url()))) as server:
            self.assert_status(self.get(server.url().replace('//', '//me:pass@')), DONE)
        self.assertIn(b'Authorization: Basic', server.requests[0])
        self.assertNotIn(b'Authorization', other.requests[0])


class NotFollowed(case.CliCase):
    def check(self, result, status, code=None):
        self.assert_status(result, status)
        if code is not None:
            self.assertEqual(result.json()['error']['code'], code)

    def test_on_demand(self):
        with RawServer(answer(moved('/two'))) as server:
            result = self.get('--no-redirects', server.url())
            self.assert_status(result, DONE)
            self.assertEqual(result.out, b'moved')
            self.assertEqual(len(server.requests), 1)

    def test_loop(self):
        with RawServer(answer(*[moved('/')] * 30)) as server:
            self.check(self.get('--json', server.url()), REFUSED, 'redirect-loop')
            self.assertLess(len(server.requests), 3)

    def test_limit(self):
        chain = [moved(f'/{i}') for i in range(30)]
        for options, sent in [([], 21), (['--max-redirects', '2'], 3)]:
            with self.subTest(options), RawServer(answer(*chain)) as server:
                self.check(self.get('--json', *options, server.url()), REFUSED, 'redirect-limit')
                self.assertEqual(len(server.requests), sent)

    def test_other_schemes(self):
        for location in 'ftp://localhost/', 'file:///etc/passwd', 'javascript:1':
            with self.subTest(location), RawServer(answer(moved(location))) as server:
                result = self.get('-o', 'file', server.url())
                self.assert_status(result, REFUSED)
                self.assertIn('not http', result.err)
                self.assertEqual(self.names(), [])

    def test_no_address(self):
        with RawServer(answer(ok('page', status='302 Found'))) as server:
            result = self.get(server.url())
            self.assert_status(result, DONE)
            self.assertEqual(result.out, b'page')
            self.assertIn('where', result.err)

    def test_data_to_another_site(self):
        with RawServer(answer(END)) as other, \
                RawServer(answer(moved(other.url('/in'), 307))) as server:
            result = self.get('-d', 'secret', server.url())
            self.assert_status(result, REFUSED)
            self.assertEqual(other.connections, 0)
            self.assertIn(other.url('/in'), result.err)

    @case.need('openssl')
    def test_from_https_to_http(self):
        tls = case.tls_context(*case.make_certificate(self.folder, 'site'))
        with RawServer(answer(END)) as other, \
                RawServer(answer(moved(other.url('/in'))), tls=tls) as server:
            result = self.get('--cacert', 'site.pem', server.url())
            self.assert_status(result, REFUSED)
            self.assertEqual(other.connections, 0)
            self.assertIn(other.url('/in'), result.err)


class Hosts(case.CliCase):
    def test_resolve(self):
        for host, rule, sent in [('site.example', 'site.example', 'site.example'),
                                 ('SITE.example', 'site.EXAMPLE', 'site.example'),
                                 ('any.example', '*', 'any.example'),
                                 ('bücher.example', 'bücher.example', 'xn--bcher-kva.example'),
                                 ('bücher.example', 'xn--bcher-kva.example',
                                  'xn--bcher-kva.example'),
                                 ('[::2]', '[::2]', '[::2]')]:
            with self.subTest(host=host, rule=rule), RawServer(answer(END)) as server:
                result = self.get('--resolve', f'{rule}:{server.port}:127.0.0.1',
                                  server.url(host=host))
                self.assert_status(result, DONE)
                self.assertIn(f'Host: {sent}:{server.port}\r\n'.encode(), server.requests[0])

    def test_resolve_is_for_its_host_and_port_only(self):
        with RawServer(answer(END)) as server:
            for rule in f'other.example:{server.port}', f'localhost:{server.port % 60000 + 1}':
                result = self.get('--resolve', f'{rule}:127.0.0.9', server.url(host='localhost'))
                self.assert_status(result, DONE)

    def test_localhost_names_need_no_lookup(self):
        with RawServer(answer(END)) as server:
            result = self.get(server.url(host='some.localhost'))
        self.assert_status(result, DONE)
        self.assertIn(b'Host: some.localhost:', server.requests[0])

    def test_name_that_is_none(self):
        result = self.get('--json', 'http://no-such-name.invalid/')
        self.check_code(result, 'name-not-found', 'name-lookup')

    def check_code(self, result, *codes):
        self.assert_status(result, REFUSED)
        self.assertIn(result.json()['error']['code'], codes)

    def test_mixed_scripts_are_told(self):
        with RawServer(answer(END)) as server:
            result = self.get('--resolve', f'*:{server.port}:127.0.0.1',
                              server.url(host='pаypal.example'))  # the first “a” is Cyrillic
        self.assertIn('imitate', result.err)

    def test_address_without_scheme(self):
        with RawServer(answer(END)) as server:
            self.assert_status(self.get(f'localhost:{server.port}/x'), DONE)
            self.assertTrue(server.requests[0].startswith(b'GET /x HTTP/1.1\r\n'))

    def test_family(self):
        if not socket.has_ipv6:
            raise unittest.SkipTest('there is no IPv6 here')
        try:
            server = RawServer(answer(END), host='::1')
        except OSError:
            raise unittest.SkipTest('there is no IPv6 here') from None
        with server:
            self.assert_status(self.get('-6', server.url(host='localhost')), DONE)
            self.assert_status(self.get(server.url(host='[::1]')), DONE)
            self.check_code(self.get('--json', '-4', server.url(host='localhost')), 'refused')


if __name__ == '__main__':
    case.main()
