#!/usr/bin/env python3
# What is sent with “--agent” is what “agents” says, and what the real program sends.
# SPDX-License-Identifier: GPL-3.0-or-later

import json
import os
import re
import shutil
import subprocess
import tempfile
import threading

import rt_cli_case as case
from rt_cli_case import DONE, REFUSED, USAGE
from rt_cli_server import Server
from rt_raw_server import RawServer, ok
from rt_recording_proxy import RecordingProxy

PLAIN = 'plain.example'  # a name that is not this machine's, for those who only see the name
LANGUAGES = 'zh-CN,en'
FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
         f'--accept-lang={LANGUAGES}',
         '--disable-background-networking', '--disable-component-update', '--disable-sync',
         '--no-proxy-server', '--remote-debugging-port=0',
         f'--host-resolver-rules=MAP {PLAIN} 127.0.0.1']

PREFERENCES = {'network.dns.localDomains': PLAIN, 'network.proxy.type': 0,
               'app.normandy.enabled': False, 'browser.aboutwelcome.enabled': False,
               'browser.shell.checkDefaultBrowser': False, 'termsofuse.bypassNotification': True,
               'datareporting.policy.dataSubmissionEnabled': False, 'intl.locale.requested': 'en-US',
               'intl.accept_languages': LANGUAGES,
               'network.captive-portal-service.enabled': False,
               'network.connectivity-service.enabled': False}


def fields_of(request):
    """The fields of a request as it came, without Host."""
    lines = request.decode().split('\r\n\r\n')[0].split('\r\n')[1:]
    fields = [line.split(': ', 1) for line in lines]
    assert fields[0][0] == 'Host', fields
    return fields[1:]


def names(fields):
    return [name for name, _ in fields]


def chain(connection):
    """Leads from this machine to a plain name and back, then says the end."""
    port = connection.server.port
    target = connection.read_request().split(b' ')[1].decode()
    following = {'/start': '/same', '/same': f'http://{PLAIN}:{port}/plain',
                 '/plain': f'http://localhost:{port}/end'}.get(target)
    if following:
        connection.send(ok('', f'Location: {following}', 'Connection: close', status='302 Found'))
    else:
        connection.send(ok('end', 'Connection: close'))
    if target == '/end':
        connection.server.is_done.set()


class Chain(RawServer):
    def __init__(self):
        super().__init__(chain)
        self.is_done = threading.Event()

    def heard(self):
        """The fields of the four requests of the chain, by their paths."""
        heard = {request.split(b' ')[1].decode(): fields_of(request) for request in self.requests}
        return {path: heard[path] for path in ('/start', '/same', '/plain', '/end')}


class Agents(case.CliCase):
    def ask(self, *arguments):
        result = self.run_command('agents', *arguments)
        self.assert_status(result, DONE)
        return result

    def agents(self):
        lines = self.ask('--json').out.decode().splitlines()
        agents = {agent['id']: agent for agent in map(json.loads, lines)}
        self.assertGreaterEqual(len(agents), 15)
        return agents

    def test_list(self):
        lines = self.ask().out.decode().splitlines()
        self.assertEqual([line.split()[0] for line in lines], list(self.agents()))
        self.assertRegex(lines[2], r'^firefox-linux +\d+ +2\d\d\d-\d\d +Firefox on Linux$')

    def test_show(self):
        for name, agent in self.agents().items():
            with self.subTest(name):
                self.assertEqual(self.ask('--show', name, '--json').json(), agent)
                text = self.ask('--show', name).out.decode()
                for field, value in agent['fields'] + agent['plain_fields']:
                    self.assertIn(f'\n  {field}: {value}\n', text)
                for sentence in agent['giveaways']:
                    self.assertIn(f'\n  • {sentence}\n', text)
                self.assertEqual('gives you away' in text, name not in ('roundtrip', 'none'))

    def test_languages(self):
        said = self.ask('--show', 'firefox-linux', '--languages', 'de', '--json').json()
        self.assertEqual(dict(said['fields'])['Accept-Language'], 'de,en-US;q=0.9,en;q=0.8')
        listed = json.loads(self.ask('--json', '--languages', 'de').out.decode().splitlines()[2])
        self.assertEqual(listed, said)
        with Server('--recipe', 'echo') as server:
            result = self.get('--agent', 'chrome-linux', '--languages', 'pt_br en', server.url)
            self.assert_status(result, DONE)
            seen = dict(json.loads(result.out)['fields'])
            self.assertEqual(seen['Accept-Language'], 'pt-BR,pt;q=0.9,en;q=0.8')
            for wrong in (['--agent', 'curl', '--languages', 'de;q=1'], ['--languages', 'de']):
                self.assert_status(self.get(*wrong, server.url), USAGE)
        self.assert_status(self.run_command('agents', '--languages', '?'), USAGE)

    def test_wrong_usage(self):
        for arguments in (['--show', 'netscape'], ['--show', 'curl/'], ['--show', 'firefox-20/21'],
                          ['curl']):
            result = self.run_command('agents', *arguments)
            self.assert_status(result, USAGE)
            self.assertEqual(result.out, b'')
        for name in ('netscape', '', '/', 'curl/x', 'chrome-linux/1.2'):
            with RawServer(lambda connection: None) as server:
                self.assert_status(self.get('--agent', name, server.url()), USAGE)
                self.assertEqual(server.connections, 0)

    def test_own_identities(self):
        home = {**os.environ, 'XDG_DATA_HOME': str(self.folder / 'data')}
        fields = [{'name': 'x-FIRST', 'value': '1'},
                  {'name': 'sec-ch-ua', 'value': 'Mine', 'is': 'brand'},
                  {'name': 'user-agent', 'value': 'Mine/@'}]
        identities = [{'name': 'My browser', 'version': '156', 'fields': fields},
                      {'name': 'Odd', 'fields': [{'name': 'User-Agent', 'value': 'Grüße'}]},
                      {'name': 'Bad', 'fields': [{'name': 'A', 'value': 'x\r\nB: 1'}]}]
        given = self.folder / 'given.json'
        given.write_text(json.dumps({'identities': identities}))
        result = self.run_command('agents', '--import', str(given), env=home)
        self.assert_status(result, REFUSED)
        self.assertIn('Identity 3 is left out', result.err)
        self.assertIn('“Odd”: the value of User-Agent is not ASCII', result.err)
        self.assertIn('2 identities were added', result.err)

        shown = self.run_command('agents', '--show', 'my-browser', '--json', env=home).json()
        self.assertTrue(shown['own'])
        self.assertEqual(names(shown['plain_fields']), ['x-FIRST', 'user-agent'])
        with Server('--recipe', 'echo') as server:
            result = self.get('--agent', 'my-browser/160', server.url, env=home)
            self.assert_status(result, DONE)
            seen = json.loads(result.out)['fields'][1:]
        self.assertEqual(names(seen), ['x-FIRST', 'sec-ch-ua', 'user-agent'])
        self.assertEqual(seen[2], ['user-agent', 'Mine/160'])
        self.assertIn('"Mine";v="160"', seen[1][1])

        again = self.folder / 'again.json'
        self.assert_status(self.run_command('agents', '--export', str(again), env=home), DONE)
        self.assertEqual([one['id'] for one in json.loads(again.read_text())['identities']],
                         ['my-browser', 'odd'])
        self.assert_status(self.run_command('agents', '--import', str(again), env=home), DONE)
        ids = [line.split()[0] for line in
               self.run_command('agents', env=home).out.decode().splitlines()]
        self.assertEqual(ids[-4:], ['my-browser', 'odd', 'my-browser-2', 'odd-2'])
        self.assert_status(self.run_command('agents', '--import', '/nowhere', env=home), REFUSED)

    def compare(self, address, *agents):
        arguments = [part for agent in agents for part in ('--agent', agent)]
        result = self.run_command('agents', '--compare', address, *arguments, '--json')
        self.assert_status(result, DONE)
        return {one['id']: one for one in map(json.loads, result.out.decode().splitlines())}

    def test_side_by_side(self):
        agents = 'firefox-linux', 'chrome-windows', 'chrome-android', 'googlebot'
        expected = {'agent': ['same', 'differs-unannounced', 'differs-unannounced'],
                    'agent/vary': ['same', 'differs', 'differs'],
                    'agent/moved': ['same', 'differs', 'differs'],
                    'agent/no-robots': ['same', 'same', 'blocked'],
                    'agent/token': ['same-but-noise'] * 3,
                    '404': ['same'] * 3}
        with Server('--recipe', 'status') as server:
            for path, verdicts in expected.items():
                with self.subTest(path):
                    seen = self.compare(f'{server.url}/{path}', *agents)
                    self.assertEqual([seen[agent]['verdict'] for agent in agents[1:]], verdicts)
            seen = self.compare(f'{server.url}/agent', *agents)
            self.assertEqual(seen['googlebot']['title'], 'A page for robots')
            title = [one for one in seen['googlebot']['differences'] if one['fact'] == 'title'][0]
            self.assertEqual((title['old'], title['new']),
                             ('A page for browsers', 'A page for robots'))
            text = self.run_command('agents', '--compare', f'{server.url}/agent/no-robots',
                                    '--agent', 'firefox-linux', '--agent', 'curl')
            self.assert_status(text, DONE)
            self.assertIn('Blocked', text.out.decode())

    def test_side_by_side_is_polite(self):
        with RawServer(answer_one) as server:
            self.compare(server.url('/x'), *['curl', 'none', 'roundtrip'])
            self.assertEqual(len(server.requests), 6)
        turned_away = ok('', 'Connection: close', status='429 Too Many Requests')
        with RawServer(lambda peer: peer.read_request() and peer.send(turned_away)) as server:
            self.compare(server.url('/x'), *['curl', 'none', 'roundtrip'])
            self.assertEqual(len(server.requests), 3)

    def test_side_by_side_fetches_no_more_than_it_compares(self):
        def answer(peer):
            if peer.read_request():
                peer.send(ok('', 'Content-Type: text/plain').replace(b'Content-Length: 0',
                                                                     b'Content-Length: 9999999999'))
                try:
                    while True:
                        peer.send(b'All work and no play makes Jack a dull boy.\n' * 1000)
                except OSError:
                    pass
        with RawServer(answer) as server:
            seen = self.compare(server.url('/x'), 'curl', 'none')
            self.assertEqual(seen['none']['verdict'], 'same')

    def test_side_by_side_asks_as_other_commands_do(self):
        def ask(address, *options):
            result = self.run_command('agents', '--compare', address, '--agent', 'curl', '--agent',
                                      'firefox-linux', '--json', *options)
            self.assert_status(result, DONE)
            return [json.loads(line)['status'] for line in result.out.splitlines()]

        with RawServer(answer_one) as site:
            host = f'site.example:{site.port}'
            ask(f'http://{host}/x', '--resolve', f'{host}:127.0.0.1', '-H', 'X-Mine: kept')
            self.assertEqual(len(site.requests), 4)
            for request in site.requests:
                self.assertIn(f'Host: {host}\r\n'.encode(), request)
                self.assertIn(b'X-Mine: kept\r\n', request)
            self.assertEqual(sum(b'Firefox/' in request for request in site.requests), 2)
        with Server('--recipe', 'status') as server:
            self.assertEqual(ask(f'{server.url}/301', '--no-redirects'), [301, 301])
            with RecordingProxy() as proxy:
                jar = self.folder / 'jar.sqlite'
                ask(f'{server.url}/agent', '--proxy', proxy.url(''), '--jar', jar)
                self.assertEqual(len(proxy.requests), 4)
                self.assertTrue(jar.exists())
        self.assert_status(self.run_command('agents', 'localhost'), USAGE)
        self.assert_status(self.get('--agent', 'curl', '--agent', 'none', 'localhost:1'), USAGE)

    def test_side_by_side_wants_two(self):
        for arguments in (['--compare', 'localhost:1'], ['--agent', 'curl'],
                          ['--compare', 'localhost:1', '--agent', 'curl'],
                          ['--compare', 'localhost:1', '--agent', 'curl', '--agent', 'netscape']):
            self.assert_status(self.run_command('agents', *arguments), USAGE)
        result = self.run_command('agents', '--compare', 'localhost:1', '--agent', 'curl',
                                  '--agent', 'none')
        self.assert_status(result, REFUSED)

    def test_no_answer_has_no_status(self):
        arguments = '--compare', 'localhost:1', '--agent', 'curl', '--agent', 'none'
        text = self.run_command('agents', *arguments).out.decode()
        self.assertNotIn(' 0 ', text)
        for line in self.run_command('agents', *arguments, '--json').out.decode().splitlines():
            record = json.loads(line)
            self.assertEqual(record['verdict'], 'no-answer')
            self.assertNotIn('status', record)

    def test_the_echo_server_sees_the_identity(self):
        with Server('--recipe', 'echo') as server:
            for name, agent in self.agents().items():
                with self.subTest(name):
                    result = self.get('--agent', name, server.url)
                    self.assert_status(result, DONE)
                    seen = json.loads(result.out)['fields']
                    self.assertEqual(seen[0][0], 'Host')
                    self.assertEqual(seen[1:], agent['fields'])

    def test_over_tls(self):
        home = {**os.environ, 'HOME': str(self.folder), 'XDG_DATA_HOME': str(self.folder / 'data'),
                'XDG_CONFIG_HOME': str(self.folder / 'config')}
        with Server('--recipe', 'echo', '--tls', env=home) as server:
            for name in ('chrome-windows', 'safari-ios'):
                result = self.get('--agent', name, '--trust-local', server.url, env=home)
                self.assert_status(result, DONE)
                self.assertEqual(json.loads(result.out)['fields'][1:],
                                 self.agents()[name]['fields'])

    def test_no_hint_over_plain_http_to_others(self):
        for name, agent in self.agents().items():
            with self.subTest(name), RawServer(answer_one) as server:
                result = self.get('--agent', name, '--resolve', f'{PLAIN}:{server.port}:127.0.0.1',
                                  server.url(host=PLAIN))
                self.assert_status(result, DONE)
                seen = fields_of(server.requests[0])
                self.assertEqual(seen, agent['plain_fields'])
                self.assertFalse([field for field in names(seen) if field.lower().startswith('sec-')])

    def follow(self, *arguments):
        with Chain() as server:
            result = self.get('--resolve', f'{PLAIN}:{server.port}:127.0.0.1', *arguments,
                              server.url('/start'))
            self.assert_status(result, DONE)
            return server.heard()

    def test_each_hop_gets_its_own(self):
        for name in ('chrome-android', 'firefox-linux', 'safari-macos', 'curl', 'roundtrip'):
            with self.subTest(name):
                agent = self.agents()[name]
                heard = self.follow('--agent', name)
                self.assertEqual(heard['/start'], agent['fields'])
                self.assertEqual(sorted(heard['/same']), sorted(agent['fields']))
                self.assertEqual(heard['/plain'], agent['plain_fields'])
                self.assertEqual(heard['/end'], heard['/same'])

    def test_own_fields_win(self):
        heard = self.follow('--agent', 'chrome-linux', '-A', 'Mine/1', '-H', 'accept: text/plain',
                            '-H', 'X-Mark: 1', '-H', 'Sec-Fetch-User:')
        for path, fields in heard.items():
            with self.subTest(path):
                self.assertIn(['User-Agent', 'Mine/1'], fields)
                self.assertEqual([value for name, value in fields if name.lower() == 'accept'],
                                 ['text/plain'])
                self.assertEqual(fields[-1], ['X-Mark', '1'])
                self.assertNotIn('Sec-Fetch-User', names(fields))
        self.assertIn('Sec-Fetch-Mode', names(heard['/end']))

    def test_what_is_taken_out_stays_out(self):
        with RawServer(answer_one) as end:
            start = ok('', f'Location: {end.url("/end")}', 'Connection: close', status='302 Found')
            with RawServer(lambda peer: peer.read_request() and peer.send(start)) as server:
                result = self.get('--agent', 'firefox-linux', '-H', 'Sec-Fetch-Dest:', '-A', '',
                                  '--resolve', f'{PLAIN}:{server.port}:127.0.0.1',
                                  server.url(host=PLAIN))
                self.assert_status(result, DONE)
            seen = names(fields_of(end.requests[0]))
            self.assertIn('Sec-Fetch-Mode', seen)
            self.assertNotIn('Sec-Fetch-Dest', seen)
            self.assertNotIn('User-Agent', seen)

    def test_other_commands(self):
        with RawServer(answer_one) as server:
            for command in ('cookies', 'form', 'resume'):
                with self.subTest(command):
                    self.run_command(command, '--agent', 'firefox-windows/160', server.url('/file'))
                    self.assertIn(['User-Agent', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:160.0) '
                                   'Gecko/20100101 Firefox/160.0'], fields_of(server.requests[-1]))

    def test_the_recipe(self):
        with Server('--recipe', 'echo') as server:
            seen = json.loads(self.get('--agent', 'firefox-20', server.url).out)['fields']
        self.assertIn(['User-Agent',
                       'Mozilla/5.0 (Windows NT 5.1; rv:20.0) Gecko/20100101 Firefox/20.0'], seen)


class RealPrograms(case.CliCase):
    maxDiff = None

    @case.need('curl')
    def test_curl(self):
        version = subprocess.run(['curl', '--version'], capture_output=True, check=True).stdout
        version = version.decode().split()[1]
        with RawServer(answer_one) as server:
            subprocess.run(['curl', '--silent', '--noproxy', '*', server.url()], check=True,
                           capture_output=True, timeout=case.DEADLINE)
            self.assert_status(self.get('--agent', f'curl/{version}', server.url()), DONE)
            theirs, ours = map(fields_of, server.requests)
            self.assertEqual(ours, theirs)

    def make_folder(self):
        folder = tempfile.mkdtemp(prefix='roundtrip-browser-')
        self.addCleanup(shutil.rmtree, folder, True)
        return folder

    def browse(self, folder, *command):
        """What a browser sends from hop to hop, and its major version."""
        with Chain() as server:
            browser = subprocess.Popen([*command, server.url('/start')], stdin=subprocess.DEVNULL,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                       env={**os.environ, 'HOME': folder, 'LC_ALL': 'C.UTF-8',
                                            'LANGUAGE': 'en_US'})
            try:
                self.assertTrue(server.is_done.wait(case.DEADLINE), server.requests)
            finally:
                browser.kill()
                browser.wait()
            heard = server.heard()
        agent = dict(heard['/start'])['User-Agent']
        return heard, re.search(r'(Chrome|Firefox)/(\d+)\.', agent)[2]

    def follow(self, agent):
        """What we send as that agent."""
        with Chain() as server:
            result = self.get('--agent', agent, '--languages', LANGUAGES, '--resolve', f'{PLAIN}:{server.port}:127.0.0.1',
                              server.url('/start'))
            self.assert_status(result, DONE)
            return server.heard()

    def unbranded(self, field):
        """Chromium has no brand of its own, and one without a window says so."""
        name, value = field
        if name == 'sec-ch-ua':
            return [name, sorted(brand for brand in value.split(', ')
                                 if not brand.startswith('"Google Chrome"'))]
        return [name, value.replace('HeadlessChrome/', 'Chrome/')]

    @case.need('chromium')
    def test_chromium(self):
        folder = self.make_folder()
        theirs, major = self.browse(folder, 'chromium', *FLAGS,
                                    f'--user-data-dir={folder}/profile')
        ours = self.follow(f'chrome-linux/{major}')
        for path, fields in theirs.items():
            with self.subTest(path):
                self.assertEqual(list(map(self.unbranded, ours[path])),
                                 list(map(self.unbranded, fields)))

    @case.need('firefox-esr')
    def test_firefox(self):
        folder = self.make_folder()
        os.mkdir(f'{folder}/profile')
        with open(f'{folder}/profile/user.js', 'w') as settings:
            settings.write(''.join(f'user_pref({json.dumps(name)}, {json.dumps(value)});\n'
                                   for name, value in PREFERENCES.items()))
        theirs, major = self.browse(folder, 'firefox-esr', '--headless', '--no-remote', '--profile',
                                    f'{folder}/profile')
        self.assertEqual(self.follow(f'firefox-linux/{major}'), theirs)


def answer_one(connection):
    if connection.read_request():
        connection.send(ok('<p>', 'Content-Type: text/html', 'Connection: close'))


case.main()
