#!/usr/bin/env python3
# “roundtrip-cli get” over TLS: what it trusts, what it refuses, and in which words.
# SPDX-License-Identifier: GPL-3.0-or-later

import hashlib
import os
import ssl
import subprocess
import warnings

import rt_cli_case as case
from rt_cli_case import DONE, REFUSED
from rt_cli_server import Server
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

    def test_only_http2(self):
        """One refuses the protocol that is offered, by an alert; one does not care."""
        tls = case.tls_context(*case.make_certificate(self.folder, 'site'))
        tls.set_alpn_protocols(['h2'])

        def refuse(connection):
            connection.stream.recv(65536)
            connection.send(b'\x15\3\3\0\2\2\x78')

        def ignore(connection):
            connection.send(b'\0\0\0\4\0\0\0\0\0')
            connection.wait_closed()  # a reset could overtake what was sent
        for handle, context in (refuse, None), (ignore, tls):
            with self.subTest(handle.__name__), RawServer(handle, tls=context) as server:
                address = server.url(host='localhost')
                if context is None:
                    address = address.replace('http', 'https')
                result = self.get('--json', '--cacert', 'site.pem', address)
                self.assert_status(result, REFUSED)
                self.assertEqual(result.json()['error']['code'], 'only-http2')

    def test_client_certificate(self):
        """TLS 1.2 says in the handshake that it needs one, TLS 1.3 when it is over."""
        for version in ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3:
            with self.subTest(version.name):
                tls = case.tls_context(*case.make_certificate(self.folder, 'site'))
                tls.maximum_version = version
                tls.verify_mode = ssl.CERT_REQUIRED
                tls.load_verify_locations(self.folder / 'site.pem')
                with RawServer(answer(BODY), tls=tls) as server:
                    result = self.get('--json', '--cacert', 'site.pem',
                                      server.url(host='localhost'))
                self.assert_status(result, REFUSED)
                self.assertEqual(result.json()['error']['code'], 'client-certificate')
                self.assertIn('asks for a certificate', result.err)

    def test_broken_after_the_request(self):
        """Then it was sent, and nobody may say that it was not."""
        tls = case.tls_context(*case.make_certificate(self.folder, 'site'))

        def handle(connection):
            connection.read_request()
            os.write(connection.stream.fileno(), b'\x15\3\3\0\2\2\x28')

        with RawServer(handle, tls=tls) as server:
            result = self.get('--json', '--cacert', 'site.pem', server.url(host='localhost'))
        self.assert_status(result, REFUSED)
        self.assertEqual(result.json()['error']['code'], 'reset')
        self.assertNotIn('Nothing was sent', result.err)

    def test_tls_on_a_plain_port(self):
        def handle(connection):
            connection.stream.recv(65536)
            connection.send(b'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')

        with RawServer(handle) as server:
            result = self.get('--json', server.url(host='localhost').replace('http', 'https'))
        self.assert_status(result, REFUSED)
        self.assertEqual(result.json()['error']['code'], 'not-tls')
        self.assertIn('http://', result.err)


class OwnServers(case.CliCase):
    """--trust-local: this computer's own authority, for this computer's own servers."""

    def home(self, name):
        return {**os.environ, 'XDG_DATA_HOME': str(self.folder / name)}

    def authority(self, name='home'):
        return self.folder / name / 'roundtrip' / 'authority'

    def serve(self, *arguments, home='home'):
        return Server('--recipe', 'hello', *arguments, env=self.home(home))

    def fetch(self, url, *options, home='home'):
        return self.get('--trust-local', *options, url, env=self.home(home))

    def make_leaf(self, name):
        """A certificate for any name, with the authority's own key."""
        key, request, certificate = (self.folder / f'{name}{end}' for end in ('.key', '.csr', '.pem'))
        names = self.folder / f'{name}.ext'
        names.write_text(f'subjectAltName=DNS:{name}\nextendedKeyUsage=serverAuth\n')
        both = self.authority() / 'authority-key.pem'
        subprocess.run(['openssl', 'req', '-new', '-newkey', 'ec', '-pkeyopt',
                        'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key, '-out', request,
                        '-subj', f'/CN={name}'], check=True, capture_output=True)
        subprocess.run(['openssl', 'x509', '-req', '-in', request, '-CA', both, '-CAkey', both,
                        '-set_serial', '7', '-days', '2', '-extfile', names, '-out', certificate],
                       check=True, capture_output=True)
        pem = self.folder / f'{name}-server.pem'
        pem.write_bytes(key.read_bytes() + certificate.read_bytes())
        pem.chmod(0o600)
        return pem

    def assert_refused(self, result):
        self.assert_status(result, REFUSED)
        self.assertEqual(result.json()['error']['code'], 'certificate')

    def test_own_server(self):
        with self.serve('--tls') as server:
            for host in ('localhost', '127.0.0.1', '[::1]'):
                with self.subTest(host):
                    url = f'https://{host}:{server.port}/'
                    result = self.fetch(url, '--json')
                    self.assert_status(result, DONE)
                    tls = result.json()['hops'][0]['tls']
                    self.assertEqual((tls['errors'], tls['accepted_by']),
                                     (['unknown-ca'], 'own-authority'))
                    self.assertIn('--trust-local', self.fetch(url, '-v').err)
                    self.assert_refused(self.get('--json', url, env=self.home('home')))

    @case.need('openssl')
    def test_name_of_another(self):
        with self.serve('--tls'):
            pass  # makes the authority
        for name, status in [('localhost', DONE), ('other.local', REFUSED)]:
            with self.subTest(name), self.serve('--cert', self.make_leaf(name)) as server:
                url = f'https://{name}:{server.port}/'
                route = ('--resolve', f'{name}:{server.port}:127.0.0.1')
                self.assert_status(self.fetch(url, *route), status)
                # The certificate itself is good: whoever names the authority has it accepted.
                self.assert_status(self.get('--cacert', self.authority() / 'authority.crt', *route,
                                            url), DONE)
                self.assert_refused(self.fetch(f'https://strange.example:{server.port}/', '--json',
                                               '--resolve',
                                               f'strange.example:{server.port}:127.0.0.1'))

    @case.need('openssl')
    def test_other_authority_of_the_same_name(self):
        with self.serve('--tls'), self.serve('--tls', home='other') as other:
            subjects = {home: subprocess.run(
                ['openssl', 'x509', '-noout', '-subject', '-in',
                 self.authority(home) / 'authority.crt'], capture_output=True, check=True).stdout
                for home in ('home', 'other')}
            self.assertEqual(subjects['home'], subjects['other'])
            self.assert_refused(self.fetch(f'https://localhost:{other.port}/', '--json'))
            self.assert_status(self.fetch(f'https://localhost:{other.port}/', home='other'), DONE)

    def test_bad_certificates_stay_bad(self):
        for fault, errors in [('expired-certificate', ['expired']), ('wrong-host', ['bad-identity']),
                              ('self-signed', ['self-signed']),
                              ('incomplete-chain', ['unknown-ca'])]:
            with self.subTest(fault), self.serve('--tls', '--fault', fault) as server:
                result = self.fetch(f'https://localhost:{server.port}/', '--json')
                self.assert_refused(result)
                self.assertEqual(result.json()['hops'][0]['tls']['errors'], errors)
                self.assertNotIn('In detail', result.err)

    def test_no_authority(self):
        with self.serve('--tls', home='other') as server:
            result = self.fetch(f'https://localhost:{server.port}/', '--json')
            self.assert_refused(result)
            self.assertIn('serve --tls', result.err)

    def test_authority_that_others_may_write(self):
        with self.serve('--tls') as server:
            (self.authority() / 'authority.crt').chmod(0o664)
            self.assert_refused(self.fetch(f'https://localhost:{server.port}/', '--json'))


if __name__ == '__main__':
    case.main()
