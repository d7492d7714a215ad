#!/usr/bin/env python3
# “roundtrip-cli get”: the record of an exchange, as JSON and as it is shown.
# SPDX-License-Identifier: GPL-3.0-or-later

import json
import os
import stat

import rt_cli_case as case
from rt_cli_case import DONE, REFUSED
from rt_raw_server import RawServer, answer, ok

FULL = (b'HTTP/1.1 103 Early Hints\r\nLink: </s.css>\r\n\r\n'
        b'HTTP/1.1 200 Fine\r\nX-zZ: one\r\nx-Zz: two\r\nSet-Cookie: id=top\r\n'
        b'Content-Type: text/plain; charset=utf-8\r\nWWW-Authenticate: Basic realm="x"\r\n'
        b'Transfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n5\r\nhello\r\n0\r\nX-Sum: 9\r\n\r\n')
MOVED = ok('', 'Location: /two', status='302 Found')

# Member: its type, or a dictionary of members, or a list with what its items are like.
SCHEMA = {
    'state': str,
    'error': {'code': str, 'message': str},
    'hops': [{
        'request': {'method': str, 'target': str, 'version': str, 'fields': [[str]]},
        'response': {'status': int, 'reason': str, 'version': str, 'fields': [[str]],
                     'trailers': [[str]], 'informational': [{'status': int, 'fields': [[str]]}]},
        'proxy': {'why': str},
        'remote_address': str,
        'reused': bool,
        'timings': {phase: [int] for phase in ('resolve', 'connect', 'proxy', 'tls', 'send', 'wait',
                                               'receive')},
        'tls': {'version': str, 'cipher': str, 'errors': [str],
                'certificates': [{'subject': str, 'issuer': str, 'not_before': str,
                                  'not_after': str, 'sans': [str], 'sha256': str}]},
        'dropped': [{'name': str, 'why': str}],
    }],
    'body': {'wire_bytes': int, 'decoded_bytes': int, 'complete': (bool, str), 'codings': [str],
             'type': str, 'charset': str, 'charset_from': str},
}


class Json(case.CliCase):
    def check(self, value, schema, place='record'):
        if isinstance(schema, dict):
            self.assertIsInstance(value, dict, place)
            for name, inner in value.items():
                self.assertIn(name, schema, place)
                self.check(inner, schema[name], f'{place}.{name}')
        elif isinstance(schema, list):
            self.assertIsInstance(value, list, place)
            for inner in value:
                self.check(inner, schema[0], f'{place}[]')
        else:
            self.assertIsInstance(value, schema, place)
            self.assertNotEqual(value, '', f'{place}: what is not known is absent')

    def record(self, *arguments, status=DONE):
        result = self.get('--json', *arguments)
        self.assert_status(result, status)
        record = result.json()
        self.check(record, SCHEMA)
        return record

    def test_a_full_one(self):
        with RawServer(answer(MOVED, FULL)) as server:
            record = self.record(server.url('/one?q'))
        self.assertEqual(record['state'], 'done')
        self.assertNotIn('error', record)
        first, second = record['hops']
        self.assertEqual(first['request']['target'], '/one?q')
        self.assertEqual(first['response']['status'], 302)
        self.assertEqual(first['remote_address'], f'127.0.0.1:{server.port}')
        self.assertEqual([first['reused'], second['reused']], [False, True])
        self.assertEqual(second['request']['fields'][0], ['Host', f'127.0.0.1:{server.port}'])
        response = second['response']
        self.assertEqual(response['reason'], 'Fine')
        self.assertEqual(response['fields'][:2], [['X-zZ', 'one'], ['x-Zz', 'two']])
        self.assertIn(['WWW-Authenticate', 'Basic realm="x"'], response['fields'])
        self.assertEqual(response['trailers'], [['X-Sum', '9']])
        self.assertEqual(response['informational'],
                         [{'status': 103, 'fields': [['Link', '</s.css>']]}])
        self.assertEqual(record['body']['wire_bytes'], 5)
        self.assertEqual(record['body']['decoded_bytes'], 5)
        self.assertIs(record['body']['complete'], True)

    def test_fields_are_those_that_the_server_got(self):
        with RawServer(answer(ok('x'))) as server:
            record = self.record('-H', 'X-Odd:  Ünï', '-H', 'B: 1', '-X', 'PATCH', '-d', 'x',
                                 server.url())
        lines = server.requests[0].split(b'\r\n\r\n')[0].decode().split('\r\n')
        self.assertEqual([': '.join(field) for field in record['hops'][0]['request']['fields']],
                         lines[1:])
        self.assertEqual(lines[0], 'PATCH / HTTP/1.1')

    def test_timings(self):
        with RawServer(answer(MOVED, ok('x'))) as server:
            first, second = self.record(server.url(host='localhost'))['hops']
        for hop in first, second:
            for span in hop['timings'].values():
                self.assertEqual(len(span), 2)
                self.assertLessEqual(0, span[0])
                self.assertLessEqual(span[0], span[1])
        self.assertIn('connect', first['timings'])
        self.assertNotIn('tls', first['timings'])
        self.assertNotIn('connect', second['timings'])
        self.assertLessEqual(first['timings']['receive'][1], second['timings']['send'][0])

    def test_what_did_not_happen_is_absent(self):
        with RawServer(answer(ok('x'))) as server:
            url = server.url()
        record = self.record(url, status=REFUSED)
        self.assertEqual(record['state'], 'failed')
        self.assertEqual(record['error']['code'], 'refused')
        hop, = record['hops']
        for name in 'request', 'response', 'tls', 'dropped', 'reused':
            self.assertNotIn(name, hop)
        self.assertNotIn('body', record)

    def test_length_that_is_not_known(self):
        with RawServer(answer(b'HTTP/1.1 200 OK\r\n\r\nbody')) as server:
            record = self.record(server.url())
        self.assertEqual(record['body']['complete'], 'unknown')

    def test_secrets(self):
        with RawServer(answer(FULL)) as server:
            for options, seen in [([], False), (['--show-secrets'], True)]:
                with self.subTest(options):
                    record = self.record('-H', 'Authorization: Bearer top', *options, server.url())
                    self.assertEqual('top' in str(record), seen)

    def test_secrets_in_addresses(self):
        """What the server says of them is masked as well."""
        moved = MOVED.replace(b'Location: ', b'Location: /?token=top&Location=')
        with RawServer(answer(moved, FULL)) as server:
            for options, seen in [([], False), (['--show-secrets'], True)]:
                with self.subTest(options):
                    record = self.record(*options, server.url('/a?b=c&api_key=top'))
                    self.assertEqual('top' in str(record), seen)
                    self.assertIn('/a?b=c&api_key=', record['hops'][0]['request']['target'])

    def test_fields_that_say_how_long_the_body_is(self):
        with RawServer(answer(FULL)) as server:
            record = self.record('-H', 'Content-Length: 99', server.url())
        self.assertNotIn(b'content-length', server.requests[0].lower())
        self.assertEqual(record['hops'][0]['dropped'],
                         [{'name': 'Content-Length', 'why': 'framing'}])


class Har(case.CliCase):
    def test_file(self):
        for options, seen in [([], False), (['--show-secrets'], True)]:
            with self.subTest(options), RawServer(answer(MOVED, FULL)) as server:
                result = self.get('--har', 'log.har', '-H', 'Cookie: id=top', *options,
                                  server.url())
                self.assert_status(result, DONE)
                self.assertEqual(result.out, b'hello')
                text = self.read('log.har').decode()
                self.assertEqual('top' in text, seen)
                log = json.loads(text)['log']
                self.assertEqual(log['version'], '1.2')
                self.assertEqual([entry['response']['status'] for entry in log['entries']],
                                 [302, 200])

    def test_file_is_for_its_owner_alone(self):
        with RawServer(answer(FULL)) as server:
            self.assert_status(self.get('--har', 'log.har', server.url()), DONE)
        self.assertEqual(stat.S_IMODE((self.folder / 'log.har').stat().st_mode), 0o600)

    def test_into_what_is_no_file(self):
        """A device is written to, not replaced."""
        os.mkfifo(self.folder / 'pipe')
        reader = os.open(self.folder / 'pipe', os.O_RDONLY | os.O_NONBLOCK)
        self.addCleanup(os.close, reader)
        with RawServer(answer(FULL)) as server:
            self.assert_status(self.get('--har', 'pipe', server.url()), DONE)
        self.assertTrue((self.folder / 'pipe').is_fifo())
        self.assertEqual(json.loads(os.read(reader, 65536))['log']['version'], '1.2')

    def test_file_that_cannot_be_written(self):
        with RawServer(answer(FULL)) as server:
            result = self.get('--har', 'missing/log.har', server.url())
        self.assert_status(result, REFUSED)
        self.assertEqual(result.out, b'hello')
        self.assertIn('missing/log.har', result.err)


class Shown(case.CliCase):
    def lines(self, *arguments):
        result = self.get('-v', *arguments)
        self.assert_status(result, DONE)
        return result.err.splitlines()

    def test_what_was_sent_and_received(self):
        with RawServer(answer(FULL)) as server:
            lines = self.lines('--show-secrets', '-H', 'Authorization: Bearer top', server.url())
        sent = [line[2:] for line in lines if line.startswith('>')]
        self.assertEqual(sent, server.requests[0].decode().split('\r\n')[:-1])
        received = [line[2:] for line in lines if line.startswith('<')]
        heads = FULL.decode().split('5\r\nhello')[0].split('\r\n')[:-1]
        self.assertEqual(received, heads + ['X-Sum: 9'])
        self.assertIn(f'* Connected to 127.0.0.1:{server.port}', lines)

    def test_secrets_are_hidden(self):
        folded = (b'HTTP/1.1 200 OK\r\nSet-Cookie: a=top;\r\n more=top\r\nX-After: seen\r\n'
                  b'Content-Length: 0\r\n\r\n')
        with RawServer(answer(folded)) as server:
            text = '\n'.join(self.lines('-H', 'Cookie: id=top', '-H', 'X-Api-Key: top', '-H',
                                        'Proxy-Authorization: top',
                                        server.url().replace('//', '//me:top@')))
        self.assertNotIn('top', text)
        self.assertNotIn('bWU6dG9w', text)
        for name in 'Cookie', 'X-Api-Key', 'Authorization', 'Set-Cookie':
            self.assertIn(f'{name}: (hidden', text)
        self.assertIn('< X-After: seen', text)

    def test_secrets_in_addresses_are_hidden(self):
        moved = MOVED.replace(b'Location: ', b'Location: /?token=top&next=')
        for options, seen in [([], False), (['--show-secrets'], True)]:
            with self.subTest(options), RawServer(answer(moved, FULL)) as server:
                text = '\n'.join(self.lines(*options, server.url('/a?b=c&token=top')))
                self.assertEqual('top' in text, seen)
                shown = 'top' if seen else '***'
                self.assertIn(f'> GET /a?b=c&token={shown} HTTP/1.1', text)
                self.assertIn(f'< Location: /?token={shown}&next=', text)

    def test_what_is_not_sent_as_given_is_said(self):
        with RawServer(answer(FULL)) as server:
            text = '\n'.join(self.lines('-H', 'Transfer-Encoding: chunked', server.url()))
        self.assertNotIn(b'chunked', server.requests[0])
        self.assertIn('“Transfer-Encoding” is not sent as given', text)

    def test_no_escape_sequence_reaches_the_terminal(self):
        nasty = b'HTTP/1.1 200 \x1b[2Jgone\r\nX: \x1b]0;title\x07\xff\r\nContent-Length: 0\r\n\r\n'
        with RawServer(answer(nasty)) as server:
            lines = self.lines(server.url())
        self.assertFalse([c for line in lines for c in line if ord(c) < 32])
        self.assertIn('< X: \\x1b]0;title\\x07\\xff', lines)

    def test_failure_shows_how_far_it_came(self):
        with RawServer(answer(b'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf')) as server:
            result = self.get('-v', server.url())
        self.assert_status(result, REFUSED)
        self.assertIn('< Content-Length: 9', result.err.splitlines())
        self.assertIn('cut off', result.err)


if __name__ == '__main__':
    case.main()
