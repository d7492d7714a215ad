#!/usr/bin/env python3
# Requests go through our own proxies, on the way that is asked for.
# SPDX-License-Identifier: GPL-3.0-or-later

import hashlib
import os
import pathlib
import socket
import subprocess

import rt_cli_case as case
from rt_cli_server import Server
from rt_proxy_case import PAIR, PASSWORD, ProxyCase
from rt_recording_proxy import Digest, RecordingProxy

PAC_ENGINE = list(pathlib.Path('/usr/lib').glob('*/libproxy/*/modules/pacrunner_*.so'))
GNOME_SETTINGS = (list(pathlib.Path('/usr/lib').glob('*/gio/modules/libgiognomeproxy.so'))
                  and pathlib.Path('/usr/share/glib-2.0/schemas/org.gnome.system.proxy.gschema.xml').exists())

class Ours(ProxyCase):
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
                run = subprocess.run(['curl', '-sS', '--max-time', '300', '--cacert', self.certificate,
                                      '--proxy', f'http://127.0.0.1:{proxy.port}',
                                      site.url(host='localhost')], capture_output=True, env=environment)
                self.assertEqual(run.stdout, b'the site', run.stderr)


class Ways(ProxyCase):
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
        for arguments in (('--no-proxy', 'a/b'), ('--proxy', ''), ('--proxy', 'a:1', '--no-proxy', 'a/b'),
                          ('--proxy', 'pac+'), ('--proxy', 'pac+ftp://a/b')):
            with self.subTest(arguments):
                self.assert_status(self.get(*arguments, 'http://localhost:1/'), case.USAGE)

    def test_none(self):
        plain, _ = self.sites()
        result = self.get('--json', '-o', 'body', '--proxy', 'none', plain.url())
        self.assert_status(result, case.DONE)
        self.assertNotIn('proxy', result.json()['hops'][0])

    def ask_system(self, site, *arguments, host='site.example', **environment):
        """What the record says of the way to a site that is somewhere else, as its name has it."""
        result = self.get('--json', '-o', 'body', '--resolve', f'{host}:{site.port}:127.0.0.1', *arguments,
                          site.url(host=host), env={**os.environ, **environment})
        self.assert_status(result, case.DONE)
        self.assertEqual(self.read('body'), b'the site')
        return result.json()['hops'][0]['proxy']

    def test_environment(self):
        """It is what is asked where nothing else is said, and it says why."""
        plain, _ = self.sites()
        with RecordingProxy() as proxy:
            address = f'http://127.0.0.1:{proxy.port}'
            for option in ((), ('--proxy', 'system')):
                way = self.ask_system(plain, *option, http_proxy=address)
                self.assertEqual(way.pop('connect')[0]['request']['method'], 'CONNECT')
                self.assertEqual(way, {'why': 'environment', 'uri': address, 'status': 200,
                                       'detail': f'http_proxy={address}'})
            before = len(proxy.requests)
            self.assertEqual(self.ask_system(plain, http_proxy=address, no_proxy='a, example'),
                             {'why': 'environment', 'detail': 'no_proxy=example'})
            self.assertEqual(self.ask_system(plain, '--no-proxy', '*.example', http_proxy=address),
                             {'why': 'bypass', 'detail': '*.example'})
            self.assertEqual(self.ask_system(plain, host='localhost', http_proxy=address), {'why': 'local'})
            self.assertEqual(self.ask_system(plain, HTTP_PROXY=address)['why'], 'system')
            self.assertEqual(len(proxy.requests), before)
        for value in ('ftp://a:1', 'http://ann:sesame@a:0'):
            result = self.get('--json', 'http://site.example/', env={**os.environ, 'http_proxy': value})
            self.assert_status(result, case.REFUSED)
            self.assertEqual(result.json()['error']['code'], 'bad-proxy')
            self.assertNotIn('sesame', result.err + result.out.decode())

    @case.unittest.skipUnless(GNOME_SETTINGS, 'the settings of GNOME are not here')
    def test_settings(self):
        """Those of the desktop, with their exceptions."""
        plain, _ = self.sites()
        folder = self.folder / 'glib-2.0' / 'settings'
        folder.mkdir(parents=True)
        gnome = {'XDG_CURRENT_DESKTOP': 'GNOME', 'GIO_USE_PROXY_RESOLVER': 'gnome',
                 'GSETTINGS_BACKEND': 'keyfile', 'XDG_CONFIG_HOME': str(self.folder)}
        with RecordingProxy() as proxy:
            (folder / 'keyfile').write_text(
                "[system/proxy]\nmode='manual'\nignore-hosts=['10.0.0.0/8', 'near.example']\n"
                f"[system/proxy/http]\nhost='127.0.0.1'\nport={proxy.port}\n")
            way = self.ask_system(plain, **gnome)
            self.assertEqual((way['why'], way['uri'], way['detail']),
                             ('system', f'http://127.0.0.1:{proxy.port}', f'http://127.0.0.1:{proxy.port}'))
            self.assertEqual(self.ask_system(plain, host='b.near.example', **gnome),
                             {'why': 'system', 'detail': 'ignore-hosts=near.example'})
            (folder / 'keyfile').write_text("[system/proxy]\nmode='none'\n")
            self.assertEqual(self.ask_system(plain, **gnome), {'why': 'system', 'detail': 'direct'})
            self.assertEqual(len(proxy.requests), 1)

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


class Scripts(ProxyCase):
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
