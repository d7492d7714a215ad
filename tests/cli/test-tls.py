#!/usr/bin/env python3
# “roundtrip-cli get” over TLS: what it trusts, what it refuses, and in which words.
# SPDX-License-Identifier: GPL-3.0-or-later

import hashlib
import ssl
import warnings

import rt_cli_case as case
from rt_cli_case import DONE, REFUSED
from rt_raw_server import RawServer, answer, ok

BODY = ok('secret page')


def fingerprint(certificate):
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(certificate.read_text())).hexdigest()


@case.need('openssl')
class Trust(case.CliCase):
    def setUp(self):
        super().setUp()
        self.certificate, key = case.make_certificate(self.folder, 'site')
        self.tls = case.tls_context(self.certificate, key)

    def test_cacert(self):
        for path in 'site.pem', self.certificate:
            with self.subTest(path), RawServer(answer(BODY), tls=self.tls) as server:
                result = self.get('--cacert', path, server.url(host='localhost'))
                self.assert_status(result, DONE)
                self.assertEqual(result.out, b'secret page')

    def test_unknown_authority(self):
        with RawServer(answer(BODY), tls=self.tls) as server:
            result = self.get('--json', server.url(host='localhost'))
            self.assertEqual(server.requests, [])
        self.assert_status(result, REFUSED)
        record = result.json()
        self.assertEqual(record['error']['code'], 'certificate')
        tls = record['hops'][0]['tls']
        self.assertIn(tls['errors'][0], ('self-signed', 'unknown-ca'))
        self.assertEqual(tls['certificates'][0]['sha256'], fingerprint(self.certificate))
        self.assertIn('authority', result.err)
        self.assertIn('CN=site', result.err)
        self.assertIn(f'--pin {fingerprint(self.certificate)}', result.err)

    def test_pin(self):
        digits = fingerprint(self.certificate)
        pairs = ':'.join(digits[i:i + 2] for i in range(0, 64, 2)).upper()
        for pin, status in [(digits, DONE), (pairs, DONE), ('0' * 64, REFUSED)]:
            with self.subTest(pin), RawServer(answer(BODY), tls=self.tls) as server:
                result = self.get('-v', '--pin', pin, server.url(host='localhost'))
                self.assert_status(result, status)
                self.assertEqual(len(server.requests), status == DONE)

    def test_pin_is_enough_for_another_name(self):
        with RawServer(answer(BODY), tls=self.tls) as server:
            self.assert_status(self.get('--pin', fingerprint(self.certificate), '--resolve',
                                        f'other.example:{server.port}:127.0.0.1',
                                        server.url(host='other.example')), DONE)

    def test_other_name(self):
        with RawServer(answer(BODY), tls=self.tls) as server:
            result = self.get('--json', '--cacert', 'site.pem', '--resolve',
                              f'other.example:{server.port}:127.0.0.1',
                              server.url(host='other.example'))
            self.assertEqual(server.requests, [])
        self.assert_status(result, REFUSED)
        self.assertEqual(result.json()['hops'][0]['tls']['errors'], ['bad-identity'])
        self.assertIn('another name', result.err)

    def test_name_is_sent_for_the_certificate(self):
        names = []
        self.tls.sni_callback = lambda socket, name, context: names.append(name)
        with RawServer(answer(BODY), tls=self.tls) as server:
            self.get('--cacert', 'site.pem', server.url(host='localhost'))
        self.assertEqual(names, ['localhost'])

    def test_protocol_that_is_offered(self):
        self.tls.set_alpn_protocols(['h2', 'http/1.1'])
        chosen = []

        def handle(connection):
            chosen.append(connection.stream.selected_alpn_protocol())
            answer(BODY)(connection)

        with RawServer(handle, tls=self.tls) as server:
            self.assert_status(self.get('--cacert', 'site.pem', server.url(host='localhost')),
                               DONE)
        self.assertEqual(chosen, ['http/1.1'])

    def test_cut_without_a_goodbye(self):
        """A connection that ends without close_notify is no end of a body."""
        def handle(connection):
            connection.read_request()
            connection.send(b'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf')

        with RawServer(handle, tls=self.tls) as server:
            result = self.get('--json', '--cacert', 'site.pem', server.url(host='localhost'))
        self.assert_status(result, REFUSED)
        self.assertEqual(result.json()['error']['code'], 'body-cut')

    def test_what_is_shown(self):
        with RawServer(answer(BODY), tls=self.tls) as server:
            result = self.get('-v', '--cacert', 'site.pem', server.url(host='localhost'))
        self.assertIn('TLS 1.3', result.err)
        self.assertIn(fingerprint(self.certificate), result.err)


@case.need('openssl')
class Refused(case.CliCase):
    def setUp(self):
        super().setUp()
        # Old versions of TLS are what this is about.
        warnings.simplefilter('ignore', DeprecationWarning)

    def test_expired(self):
        certificate, key = case.make_expired_certificate(self.folder, 'old')
        with RawServer(answer(BODY), tls=case.tls_context(certificate, key)) as server:
            result = self.get('--json', '--cacert', 'old.pem', server.url(host='localhost'))
            self.assertEqual(server.requests, [])
        self.assert_status(result, REFUSED)
        self.assertIn('expired', result.json()['hops'][0]['tls']['errors'])
        self.assertIn('expired', result.err)

    def test_old_versions(self):
        certificate, key = case.make_certificate(self.folder, 'site')
        for version in ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1:
            with self.subTest(version.name):
                context = case.tls_context(certificate, key)
                context.set_ciphers('DEFAULT@SECLEVEL=0')
                context.minimum_version = version
                context.maximum_version = version
                with RawServer(answer(BODY), tls=context) as server:
                    result = self.get('--json', '--cacert', 'site.pem',
                                      server.url(host='localhost'))
                self.assert_status(result, REFUSED)
                self.assertEqual(result.json()['error']['code'], 'tls-too-old')
                self.assertIn('1.2', result.err)

    def test_plain_on_a_tls_port(self):
        tls = case.tls_context(*case.make_certificate(self.folder, 'site'))
        with RawServer(answer(BODY), tls=tls) as server:
            result = self.get('--json', server.url(host='localhost').replace('https', 'http'))
        self.assert_status(result, REFUSED)
        self.assertIn(result.json()['error']['code'], ('no-answer', 'reset', 'not-http'))

    def test_tls_on_a_plain_port(self):
        def handle(connection):
            connection.stream.recv(65536)
            connection.send(b'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')

        with RawServer(handle) as server:
            result = self.get('--json', server.url(host='localhost').replace('http', 'https'))
        self.assert_status(result, REFUSED)
        self.assertEqual(result.json()['error']['code'], 'not-tls')
        self.assertIn('http://', result.err)


if __name__ == '__main__':
    case.main()
