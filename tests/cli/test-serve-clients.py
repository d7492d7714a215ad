#!/usr/bin/env python3
# Every recipe of “serve”, plain and over TLS, byte for byte with the clients there are.
# SPDX-License-Identifier: GPL-3.0-or-later

import base64
import contextlib
import hashlib
import json
import os
import pathlib
import re
import shutil
import ssl
import subprocess
import tempfile
import unittest
import urllib.request

import rt_cli_case as case
from rt_cli_server import Server

DATA = os.urandom(8 << 20)
ECHO = '/a%20b?c=d'
# What is fetched from each recipe, and what has to come; None: what Python gets.
RECIPES = {
    'hello': ('/', b'Hello from server!'),
    'gzip': ('/', b'<html><body><h1>Compressed Hello World!</h1></body></html>'),
    'files': ('/random.bin', DATA),
    'echo': (ECHO, None),
    'cookies': ('/', None),
    'form': ('/', None),
    'status': ('/200', None),
}
# What carries others' requests: every address is fetched through it, too.
RELAYS = {'proxy': 'http', 'socks': 'socks5'}
CHROMIUM = ['chromium', '--headless', '--no-sandbox', '--disable-gpu', '--no-first-run',
            '--disable-background-networking', '--disable-component-update', '--disable-sync',
            '--disable-web-security', '--ignore-certificate-errors',
            '--virtual-time-budget=60000', '--dump-dom']
# Fetches all addresses and writes down what came, in base64 unless it is long.
PAGE = '''<body><script>
const digits = (bytes) => [...new Uint8Array(bytes)].map(b => b.toString(16).padStart(2, '0')).join('');
async function run() {
  const got = [];
  for (const url of %s) {
    const bytes = await (await fetch(url)).arrayBuffer();
    got.push(bytes.byteLength > 65536 ? digits(await crypto.subtle.digest('SHA-256', bytes))
      : btoa(String.fromCharCode(...new Uint8Array(bytes))));
  }
  document.body.textContent = JSON.stringify(got);
}
run().catch(error => document.body.textContent = String(error));
</script></body>'''


def run(*command, **options):
    return subprocess.run(list(map(str, command)), check=True, capture_output=True,
                          timeout=case.DEADLINE, **options)


def listed():
    """The recipes that the program says it has."""
    lines = run(case.PROGRAM, 'serve', '--list').stdout.decode().split('\n\n')[0].splitlines()
    return [line.split()[0] for line in lines]


class EveryRecipe(case.CliCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = contextlib.ExitStack()
        cls.home = pathlib.Path(tempfile.mkdtemp(prefix='roundtrip-clients-'))
        cls.stack.callback(shutil.rmtree, cls.home)
        root = cls.home / 'root'
        root.mkdir()
        (root / 'random.bin').write_bytes(DATA)
        environment = {**os.environ, 'XDG_DATA_HOME': str(cls.home / 'data')}
        cls.servers = []
        for recipe in RECIPES:
            for options in ([], ['--tls']):
                arguments = [root] if recipe == 'files' else []
                cls.servers.append((recipe, cls.stack.enter_context(
                    Server('--recipe', recipe, '--workers', '1', *options, *arguments,
                           env=environment))))
        cls.relays = [
            f'{scheme}://localhost:' + str(cls.stack.enter_context(
                Server('--recipe', recipe, '--workers', '1')).port)
            for recipe, scheme in RELAYS.items()]
        cls.authority, = (cls.home / 'data').rglob('authority.crt')
        cls.addresses = [f'{server.url}{RECIPES[recipe][0]}' for recipe, server in cls.servers]
        cls.wanted = [RECIPES[recipe][1] or cls.fetch_bare(address)
                      for (recipe, _), address in zip(cls.servers, cls.addresses)]

    @classmethod
    def tearDownClass(cls):
        cls.stack.close()

    @classmethod
    def fetch_bare(cls, address):
        context = ssl.create_default_context(cafile=cls.authority)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}),
                                             urllib.request.HTTPSHandler(context=context))
        with opener.open(address, timeout=case.DEADLINE) as answer:
            return answer.read()

    def check(self, index, body):
        recipe, _ = self.servers[index]
        if recipe != 'echo':
            self.assertTrue(body == self.wanted[index], (recipe, len(body), body[:80]))
            return
        # Each client sends other fields; what it sent is what has to come back.
        got = json.loads(body)
        self.assertEqual((got['method'], got['target']), ('GET', ECHO))
        self.assertRegex(dict((name.lower(), value) for name, value in got['fields'])['host'],
                         r'^localhost:\d+$')

    def fetch_all(self, fetch):
        for index, address in enumerate(self.addresses):
            with self.subTest(address, recipe=self.servers[index][0]):
                self.check(index, fetch(address))

    def test_all_recipes_are_here(self):
        self.assertEqual(set(listed()), {*RECIPES, *RELAYS})

    @case.need('curl')
    def test_curl(self):
        ways = [['--noproxy', '*', *options] for options in ([], ['--compressed'], ['--http1.0'])]
        # The names are looked up at the other end, as with socks5h.
        ways += [['--noproxy', '', '--proxy', relay.replace('socks5:', 'socks5h:')]
                 for relay in self.relays]
        for way in ways:
            self.fetch_all(lambda url: run('curl', '--silent', '--show-error', '--cacert',
                                           self.authority, *way, url).stdout)

    @case.need('wget')
    def test_wget(self):
        self.fetch_all(lambda url: run('wget', '--quiet', '--no-proxy', '--no-hsts',
                                       f'--ca-certificate={self.authority}', '-O', '-', url).stdout)

    @case.need('aria2c')
    def test_aria2(self):
        def fetch(url):
            run('aria2c', '--no-conf', '--quiet', '--allow-overwrite', '--all-proxy=', '-x8', '-s8',
                '-k1M', f'--ca-certificate={self.authority}', '-d', self.folder, '-o', 'got', url)
            return self.read('got')
        self.fetch_all(fetch)

    def test_our_own(self):
        self.fetch_all(lambda url: run(case.PROGRAM, 'get', '--cacert', self.authority, url).stdout)

    @case.need('chromium')
    def test_chromium(self):
        page = self.folder / 'page.html'
        page.write_text(PAGE % json.dumps(self.addresses))
        for number, way in enumerate([['--no-proxy-server']] + [
                [f'--proxy-server={relay}', '--proxy-bypass-list=<-loopback>']
                for relay in self.relays]):
            dom = run(*CHROMIUM, *way, f'--user-data-dir={self.folder / f"profile-{number}"}',
                      page.as_uri(), env={**os.environ, 'HOME': str(self.folder)}).stdout.decode()
            got = json.loads(re.search('<body>(.*)</body>', dom, re.S)[1])
            self.assertEqual(len(got), len(self.servers))
            for index, text in enumerate(got):
                with self.subTest(self.addresses[index], way=way):
                    if len(self.wanted[index]) > 65536:
                        self.assertEqual(text, hashlib.sha256(self.wanted[index]).hexdigest())
                    else:
                        self.check(index, base64.b64decode(text))

    @case.need('curl', 'openssl')
    def test_curl_accepts_every_name(self):
        server = next(server for recipe, server in self.servers
                      if recipe == 'hello' and server.url.startswith('https:'))
        pem = run('openssl', 's_client', '-connect', f'127.0.0.1:{server.port}', input=b'').stdout
        text = run('openssl', 'x509', '-noout', '-ext', 'subjectAltName', input=pem).stdout.decode()
        names = re.findall(r'(?:DNS|IP Address):([^,\s]+)', text)
        self.assertLessEqual({'localhost', '127.0.0.1', '0:0:0:0:0:0:0:1'}, set(names))
        for name in names:
            host = f'[{name}]' if ':' in name else name
            with self.subTest(name):
                self.assertEqual(
                    run('curl', '--silent', '--show-error', '--noproxy', '*', '--cacert',
                        self.authority, '--connect-to', f'::127.0.0.1:{server.port}', '--header',
                        'Host: localhost', f'https://{host}:{server.port}/').stdout,
                    RECIPES['hello'][1])

    @case.need('testssl')
    @unittest.skipIf(case.SANITIZED, 'the server says the same')
    def test_testssl(self):
        server = next(server for _, server in self.servers if server.url.startswith('https:'))
        report = self.folder / 'report.json'
        subprocess.run(['testssl', '--protocols', '--quiet', '--color', '0', '--warnings', 'off',
                        '--jsonfile', report, f'127.0.0.1:{server.port}'],
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=case.DEADLINE)
        found = {entry['id']: entry['finding'] for entry in json.loads(report.read_text())}
        for protocol in ('SSLv2', 'SSLv3', 'TLS1', 'TLS1_1'):
            self.assertEqual(found[protocol], 'not offered', protocol)
        for protocol in ('TLS1_2', 'TLS1_3'):
            self.assertTrue(found[protocol].startswith('offered'), protocol)


case.main()
