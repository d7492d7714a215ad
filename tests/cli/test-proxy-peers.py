#!/usr/bin/env python3
# Requests go through the proxies of Debian.
# SPDX-License-Identifier: GPL-3.0-or-later

import contextlib
import os
import pathlib
import socket
import subprocess

import rt_cli_case as case
from rt_proxy_case import PASSWORD, ProxyCase


class Theirs(ProxyCase):
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


case.main()
