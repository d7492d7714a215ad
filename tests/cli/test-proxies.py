#!/usr/bin/env python3
# The recipes “proxy” and “socks”: real clients go through them, and no secret crosses.
# SPDX-License-Identifier: GPL-3.0-or-later

import base64
import json
import os
import socket
import subprocess

import rt_cli_case as case
from rt_cli_server import Server
from rt_proxy_recipes import PROXY, SOCKS, Origin, ask
from rt_serve_peer import exchange

SECRET = 'me:open sesame'


def curl(*arguments, check=True):
    environment = {name: value for name, value in os.environ.items() if 'proxy' not in name.lower()}
    return subprocess.run(['curl', '--silent', '--show-error', '--max-time', '300',
                           *map(str, arguments)], capture_output=True, check=check, env=environment)


class Case(case.CliCase):
    def auth_file(self):
        path = self.folder / 'auth'
        path.write_text(f'{SECRET}\n')
        return path

    def tls(self, *arguments):
        environment = {**os.environ, 'XDG_DATA_HOME': str(self.folder / 'data')}
        return Server(*arguments, '--tls', env=environment)

    def authority(self):
        found, = (self.folder / 'data').rglob('authority*.pem')
        return found


@case.need('curl')
class Clients(Case):
    def test_curl_through_each(self):
        body = os.urandom(700000)
        (self.folder / 'body').write_bytes(body)
        with Server('--recipe', 'echo') as plain, self.tls('--recipe', 'echo') as safe, \
                Server(*PROXY) as proxy, Server(*SOCKS) as socks:
            through = [proxy.url, *(f'{scheme}://localhost:{socks.port}'
                                    for scheme in ('socks4', 'socks4a', 'socks5', 'socks5h'))]
            for way in through:
                for target in (plain.url, safe.url):
                    with self.subTest(way=way, target=target):
                        run = curl('--proxy', way, '--cacert', self.authority(), '--data-binary',
                                   f'@{self.folder / "body"}', f'{target}/a?b')
                        seen = json.loads(run.stdout)
                        self.assertEqual((seen['target'], base64.b64decode(seen['body']['base64'])),
                                         ('/a?b', body))
            run = curl('--proxy', proxy.url, '--header', 'Transfer-Encoding: chunked',
                       '--data-binary', f'@{self.folder / "body"}', plain.url)
            self.assertEqual(json.loads(run.stdout)['body']['bytes'], len(body))
        self.assertIn(f'"POST {plain.url}/a?b HTTP/1.1" 200 ', proxy.lines[0])
        self.assertIn(f'"CONNECT localhost:{safe.port} HTTP/1.1" 200 ', proxy.lines[1])
        self.assertIn(f'"CONNECT localhost:{safe.port} SOCKS/5" 200 ', '\n'.join(socks.lines))

    def test_proxy_over_tls(self):
        with Server('--recipe', 'hello') as plain, self.tls('--recipe', 'hello') as safe, \
                self.tls(*PROXY) as proxy:
            for target in (plain.url, safe.url):
                run = curl('--proxy', proxy.url, '--proxy-cacert', self.authority(), '--cacert',
                           self.authority(), target)
                self.assertEqual(run.stdout, b'Hello from server!')

    def test_names_and_passwords(self):
        with Server('--recipe', 'echo') as echo, self.tls('--recipe', 'echo') as safe, \
                Server(*PROXY, '--auth', self.auth_file()) as proxy, \
                Server(*SOCKS, '--auth', self.auth_file()) as socks:
            for target in (echo.url, safe.url):
                for way in (proxy.url, f'socks5h://localhost:{socks.port}'):
                    run = curl('--proxy', way, '--proxy-user', SECRET, '--cacert', self.authority(),
                               '--user', 'site:secret', target)
                    fields = dict(json.loads(run.stdout)['fields'])
                    self.assertNotIn('Proxy-Authorization', fields)
                    self.assertNotIn(base64.b64encode(SECRET.encode()).decode(), str(fields))
                    # The site's own are the site's.
                    self.assertTrue(fields['Authorization'].startswith('Basic '))
            for wrong in ('me:open', 'me:open sesam', ':', 'ME:open sesame', 'me:open sesame:'):
                run = curl('--proxy', proxy.url, '--proxy-user', wrong, '--include', echo.url)
                self.assertIn(b'407 Proxy Authentication Required', run.stdout)
                self.assertIn(b'\r\nProxy-Authenticate: Basic realm="', run.stdout)
                run = curl('--proxy', f'socks5h://localhost:{socks.port}', '--proxy-user', wrong,
                           echo.url, check=False)
                self.assertEqual(run.returncode, 97)
            run = curl('--proxy', f'socks4a://localhost:{socks.port}', echo.url, check=False)
            self.assertEqual(run.returncode, 97)
            run = curl('--proxy', proxy.url, safe.url, '--cacert', self.authority(), check=False)
            self.assertEqual(run.returncode, 56)
            self.assertIn(b'407', run.stderr)
        for line in proxy.lines + socks.lines:
            self.assertNotIn('sesame', line)

    def test_no_server(self):
        with socket.create_server(('127.0.0.1', 0)) as taken:
            free = taken.getsockname()[1]
        with Server(*PROXY) as proxy, Server(*SOCKS) as socks:
            run = curl('--proxy', proxy.url, '--include', f'http://127.0.0.1:{free}/')
            self.assertIn(b'HTTP/1.1 502 ', run.stdout)
            self.assertIn(f'Proxy-Status: roundtrip-{proxy.port}; error=connection_refused'.encode(),
                          run.stdout)
            run = curl('--proxy', proxy.url, '--include', 'http://no-such-name.invalid/')
            self.assertIn(b'error=dns_error', run.stdout)
            run = curl('--proxy', f'socks5h://localhost:{socks.port}', f'http://127.0.0.1:{free}/',
                       check=False)
            self.assertIn(b'(5)', run.stderr)
            # Neither connects to itself.
            for host in ('127.0.0.1', 'localhost', '[::1]'):
                run = curl('--proxy', proxy.url, '--include', f'http://{host}:{proxy.port}/')
                self.assertIn(b'HTTP/1.1 508 Loop Detected', run.stdout)
            run = curl('--proxy', f'socks5h://localhost:{socks.port}',
                       f'http://127.0.0.1:{socks.port}/', check=False)
            self.assertIn(b'(2)', run.stderr)
            # Two in a row are no loop.
            with Server('--recipe', 'hello') as hello:
                run = curl('--proxy', f'socks5h://localhost:{socks.port}', '--include',
                           f'http://127.0.0.1:{proxy.port}/')
                self.assertIn(b'This is a proxy.', run.stdout)
                run = curl('--preproxy', f'socks5h://localhost:{socks.port}', '--proxy', proxy.url,
                           hello.url)
                self.assertEqual(run.stdout, b'Hello from server!')

    def test_large_bodies_need_little_memory(self):
        with open(self.folder / 'large', 'wb') as file:
            file.truncate(512 << 20)
        with Server(self.folder) as files, Server(*PROXY) as proxy, Server(*SOCKS) as socks:
            for server, way in ((proxy, proxy.url), (socks, f'socks5h://localhost:{socks.port}')):
                curl('--proxy', way, '--output', os.devnull, f'{files.url}/')
                before = server.peak_memory()
                run = curl('--proxy', way, '--output', os.devnull, '--write-out', '%{size_download}',
                           f'{files.url}/large')
                self.assertEqual(run.stdout, str(512 << 20).encode())
                self.assertLess(server.peak_memory() - before, 8 * 1024)
                self.upload(way, server)

    def upload(self, way, server):
        count = 0
        before = server.peak_memory()
        with socket.create_server(('127.0.0.1', 0)) as listener:
            listener.settimeout(case.DEADLINE)
            run = subprocess.Popen(['curl', '--silent', '--proxy', way, '--noproxy', '', '--upload-file',
                                    self.folder / 'large', '--header', 'Expect:', '--max-time', '300',
                                    f'http://127.0.0.1:{listener.getsockname()[1]}/'],
                                   stdout=subprocess.PIPE)
            peer, _ = listener.accept()
            with peer:
                while count < 512 << 20 and (piece := peer.recv(1 << 20)):
                    count += len(piece)
                peer.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone')
            self.assertEqual(run.communicate(timeout=case.DEADLINE)[0], b'done')
        self.assertLess(server.peak_memory() - before, 8 * 1024)


class AccessLog(Case):
    def test_own_pages(self):
        with Server(*PROXY) as proxy:
            asked = [exchange(proxy.port, f'{request} HTTP/1.1\r\nHost: a\r\n\r\n'.encode())
                     for request in ('GET /', f'GET {proxy.url}/', f'HEAD {proxy.url}/', 'GET http://u@a/')]
        sizes = [len(raw.partition(b'\r\n\r\n')[2]) for raw in asked]
        self.assertEqual([int(line.split('" ')[1].split()[1]) for line in proxy.lines], sizes)
        self.assertEqual([size > 0 for size in sizes], [True, True, False, True])


class Fields(Case):
    def test_hop_by_hop_fields_stay_behind(self):
        answer = (b'HTTP/1.1 200 Fine\r\nConnection: close, X-Hop\r\nX-Hop: 1\r\nKeep-Alive: a\r\n'
                  b'X-Kept: 1\r\nx-Kept: 2\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok')
        with Server(*PROXY) as proxy, Origin(answer) as origin:
            raw = ask(proxy, origin, 'Connection: X-Mine, keep-alive, Content-Length', 'X-Mine: 1',
                      'Proxy-Connection: keep-alive', 'Keep-Alive: 1', 'TE: trailers',
                      'Upgrade: websocket', 'Proxy-Authorization: Basic c2VjcmV0',
                      'Via: 1.0 other', 'Content-Length: 0', 'X-Zz: kept', path='/a%20b?c=%zz')
        self.assertEqual(raw, f'HTTP/1.1 200 Fine\r\nX-Kept: 1\r\nx-Kept: 2\r\nContent-Length: 2\r\n'
                         f'Via: 1.1 roundtrip-{proxy.port}\r\nConnection: close\r\n\r\nok'.encode())
        self.assertEqual(origin.received.decode().split('\r\n'), [
            'GET /a%20b?c=%zz HTTP/1.1', f'Host: 127.0.0.1:{origin.port}', 'Via: 1.0 other',
            'Content-Length: 0', 'X-Zz: kept', f'Via: 1.1 roundtrip-{proxy.port}',
            'Connection: close', '', ''])

    def test_host_is_the_one_of_the_target(self):
        with Server(*PROXY) as proxy, Origin(b'HTTP/1.1 204 No\r\n\r\n') as origin:
            head = (f'GET http://127.0.0.1:{origin.port} HTTP/1.1\r\nHost: other.example\r\n\r\n')
            raw = exchange(proxy.port, head.encode())
        self.assertIn(f'GET / HTTP/1.1\r\nHost: 127.0.0.1:{origin.port}\r\n'.encode(), origin.received)
        self.assertTrue(raw.startswith(b'HTTP/1.1 204 No\r\nVia: '), raw)

    def test_informational_answers(self):
        with Server(*PROXY) as proxy, Origin(
                b'HTTP/1.1 100 Continue\r\n\r\n', b'HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n',
                b'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n') as origin:
            raw = ask(proxy, origin, 'Expect: 100-continue', 'Content-Length: 2', method='POST',
                      body=b'ok')
        self.assertTrue(raw.startswith(b'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n'
                                       b'Link: x\r\n\r\nHTTP/1.1 200 OK\r\n'), raw)
        self.assertIn(b'\r\n\r\nok', origin.received)

    def test_chunks_pass_as_they_are(self):
        chunks = b'2;x=y\r\nok\r\n0\r\nX-Trailer: 1\r\n\r\n'
        with Server(*PROXY) as proxy, Origin(
                b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n' + chunks) as origin:
            raw = ask(proxy, origin)
        self.assertTrue(raw.endswith(b'\r\n\r\n' + chunks))
        self.assertEqual(raw.count(b'chunked'), 1)

    def test_nothing_after_the_request(self):
        with Server(*PROXY) as proxy, Origin(b'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n') as origin:
            ask(proxy, origin, 'Content-Length: 2', method='POST', body=b'okGET /second HTTP/1.1\r\n\r\n')
        self.assertTrue(origin.received.endswith(b'\r\n\r\nok'), origin.received)


case.main()
