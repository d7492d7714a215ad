#!/usr/bin/env python3
# Checks addresses against servers that answer HEAD in every way, and compares with others.
# SPDX-License-Identifier: GPL-3.0-or-later

import csv
import gzip
import io
import json
import signal
import subprocess
import threading
import time

import rt_cli_case as case
from rt_cli_server import Server
from rt_raw_server import RawServer, answer, ok

QUICK = ('--delay', '0', '--per-host', '8', '--jobs', '8')


class Head(case.CliCase):
    def head(self, *arguments, **options):
        return self.run_command('head', *arguments, **options)

    def check(self, *arguments, **options):
        """The objects, by address."""
        result = self.head('--json', *arguments, **options)
        rows = [json.loads(line) for line in result.out.decode().splitlines()]
        self.assertEqual(result.status, case.DONE if all(row['ok'] for row in rows)
                         else case.REFUSED, result.err)
        return {row['url']: row for row in rows}

    # What the recipe says on each path, and what is to be made of it: verdict, OK or not, chain,
    # who had the last word, and why.
    TABLE = {
        '/200': ('exists', True, [200], 'HEAD', None),
        '/204': ('exists', False, [204], 'HEAD', None),
        '/404': ('missing', False, [404], 'GET', 'head-doubted'),
        '/410': ('missing', False, [410], 'HEAD', None),
        '/401': ('forbidden', False, [401], 'HEAD', None),
        '/403': ('forbidden', False, [403], 'GET', 'head-doubted'),
        '/400': ('not-checkable', False, [400], 'GET', 'head-doubted'),
        '/500': ('not-checkable', False, [500], 'GET', 'head-doubted'),
        '/501': ('not-checkable', False, [501], 'GET', 'head-refused'),
        '/301': ('moved', True, [301, 200], 'HEAD', None),
        '/308': ('moved', False, [308, 200], 'HEAD', None),
        '/302': ('moved-for-now', True, [302, 200], 'HEAD', None),
        '/307': ('moved-for-now', False, [307, 200], 'HEAD', None),
        '/redirect/3': ('moved-for-now', True, [302, 302, 302, 200], 'HEAD', None),
        '/redirect/2?status=301': ('moved', True, [301, 301, 200], 'HEAD', None),
        '/redirect/25': ('not-checkable', False, [302] * 21, 'HEAD', 'redirect-limit'),
        '/loop': ('not-checkable', False, [302], 'HEAD', 'redirect-loop'),
        '/no-head': ('exists', True, [200], 'GET', 'head-refused'),
        '/head/404': ('exists', True, [200], 'GET', 'head-doubted'),
        '/head/500': ('exists', True, [200], 'GET', 'head-doubted'),
        '/head/length': ('exists', True, [200], 'HEAD', None),
        '/soft-404/missing': ('not-checkable', False, [200], 'HEAD', 'soft-404'),
        '/429?retry-after=3600': ('not-checkable', False, [429], 'HEAD', 'later'),
        '/slow/1': ('exists', True, [200], 'HEAD', None),
    }

    def test_scenarios(self):
        for path, expected in self.TABLE.items():
            with self.subTest(path), Server('--recipe', 'status') as server:
                rows = self.check('--soft-404', *QUICK, server.url + path)
                row = rows[server.url + path]
                self.assertEqual((row['verdict'], row['ok'], row['chain'], row['method'],
                                  row.get('why')), expected)

    def test_curl_agrees(self):
        paths = [path for path, row in self.TABLE.items()
                 if row[3] == 'HEAD' and 'loop' not in path and '25' not in path]
        with Server('--recipe', 'status') as server:
            rows = self.check(*QUICK, '--tries', '1', *(server.url + path for path in paths))
            for path in paths:
                run = subprocess.run(['curl', '-q', '-sIL', '--noproxy', '*', '-o', '/dev/null', '-w',
                                      '%{http_code} %{num_redirects} %header{content-length}',
                                      server.url + path], capture_output=True, check=True)
                status, hops, length = (int(word or -1) for word in
                                        (run.stdout.decode() + ' ').split(' ')[:3])
                row = rows.get(server.url + path)
                if path.startswith('/429'):
                    continue  # it closed the door for those behind it
                with self.subTest(path):
                    if row.get('why') != 'later':
                        self.assertEqual((row['status'], len(row['chain']) - 1,
                                          row.get('length', -1)), (status, hops, length))

    @case.need('linkchecker')
    def test_linkchecker_agrees(self):
        paths = ('/200', '/404', '/410', '/301', '/302', '/redirect/3', '/no-head', '/500')
        with Server('--recipe', 'status') as server:
            rows = self.check(*QUICK, *(server.url + path for path in paths))
            page = ''.join(f'<a href="{server.url}{path}">x</a>' for path in paths)
            with RawServer(answer(*[ok(page, 'Content-Type: text/html')] * 4)) as other:
                run = subprocess.run(['linkchecker', '-v', '-r1', '-ocsv', '--no-status',
                                      '--check-extern', other.url()], capture_output=True,
                                     timeout=case.DEADLINE, cwd='/',
                                     env={'HOME': str(self.folder), 'PATH': '/usr/bin:/bin'})
            lines = [line for line in run.stdout.decode().splitlines() if not line.startswith('#')]
            theirs = {row['urlname']: row['valid'] == 'True'
                      for row in csv.DictReader(lines, delimiter=';')}
            for path in paths:
                with self.subTest(path):
                    self.assertEqual(rows[server.url + path]['verdict'] in
                                     ('exists', 'moved', 'moved-for-now'),
                                     theirs[server.url + path], run.stdout.decode())

    def test_retry_after(self):
        busy = ok('', 'Retry-After: 1', status='429 Too Many Requests')
        fine = ok('')
        with RawServer(answer(busy, fine)) as server:
            begin = time.monotonic()
            rows = self.check(*QUICK, server.url('/a'))
            self.assertGreaterEqual(time.monotonic() - begin, 1)
            self.assertEqual(rows[server.url('/a')]['attempts'], 2)
            self.assertEqual(rows[server.url('/a')]['verdict'], 'exists')

    def test_retry_at(self):
        date = 'Wed, 25 Nov 2026 10:00:00 GMT', 'Wed, 25 Nov 2026 10:00:01 GMT'
        busy = ok('', f'Date: {date[0]}', f'Retry-After: {date[1]}', status='503 Busy')
        with RawServer(answer(busy, ok(''))) as server:
            begin = time.monotonic()
            rows = self.check(*QUICK, server.url('/a'))
            self.assertGreaterEqual(time.monotonic() - begin, 1)
            self.assertEqual(rows[server.url('/a')]['method'], 'HEAD')

    def test_a_server_that_wants_to_be_left_alone(self):
        busy = ok('', 'Retry-After: 121', status='503 Busy')
        with RawServer(answer(busy)) as server:
            urls = [server.url(f'/{number}') for number in range(5)]
            rows = self.check('--jobs', '1', '--delay', '0', *urls)
            self.assertEqual({row['why'] for row in rows.values()}, {'later'})
            self.assertEqual([row['attempts'] for row in rows.values()], [1, 0, 0, 0, 0])
            self.assertEqual(len(server.requests), 1)
        for seconds, words in ((121, '121 s'), (10 ** 20, 'more than a day')):
            busy = ok('', f'Retry-After: {seconds}', status='503 Busy')
            with RawServer(answer(busy)) as server:
                self.assertIn(f'left alone for {words}', self.head(server.url('/')).out.decode())

    def test_who_does_not_answer(self):
        def close(connection):
            connection.read_request()

        fine = ok('x', 'Content-Range: bytes 0-0/9', status='206 Part')
        with RawServer(close, answer(fine)) as server:
            row = self.check(*QUICK, server.url('/a'))[server.url('/a')]
            self.assertEqual((row['verdict'], row['why'], row['length'], row['method']),
                             ('exists', 'head-silent', 9, 'GET'))
        with RawServer(close) as server:
            result = self.check(*QUICK, '--tries', '1', server.url('/a'))
            self.assertEqual(result[server.url('/a')]['why'], 'no-answer')
        rows = self.check(*QUICK, '--tries', '1', 'http://127.0.0.1:1/', 'http://no.invalid/')
        self.assertEqual([row['verdict'] for row in rows.values()], ['no-server'] * 2)

    def test_who_drips(self):
        """A byte now and then is not an answer."""
        stop = threading.Event()

        def drip(connection):
            connection.read_request()
            for byte in b'HTTP/1.1 200 OK\r\nX-Long: ' + b'x' * 10000:
                if stop.wait(0.2):
                    return
                connection.send(bytes([byte]))

        with RawServer(drip) as server:
            row = self.check(*QUICK, '--tries', '1', '--max-time', '1', server.url('/a'))
            self.assertIn(row[server.url('/a')]['why'], ('total-timeout', 'idle-timeout'))
            stop.set()

    def test_politeness(self):
        """Never more at once than said, nor sooner."""
        lock, begun, now, most = threading.Lock(), [], [0], [0]
        two, never = threading.Event(), threading.Event()

        def handle(connection):
            while connection.read_request():
                with lock:
                    begun.append(time.monotonic())
                    now[0] += 1
                    most[0] = max(most[0], now[0])
                    if most[0] == 2:
                        two.set()
                two.wait(case.DEADLINE)  # on a busy machine, too, two come to be here
                never.wait(0.25)  # a slow server: a third would come
                with lock:
                    now[0] -= 1
                connection.send(ok(''))

        with RawServer(handle) as server:
            before = time.monotonic()
            self.check(*(server.url(f'/{number}') for number in range(12)))
        self.assertEqual(len(begun), 12)
        self.assertEqual(most[0], 2)
        # A busy machine may bring each of them late, but not the last one early.
        self.assertGreater(begun[-1] - before, 11 * 0.1 * 0.9, begun)

    def test_duplicates_are_asked_once(self):
        with RawServer(answer(*[ok('')] * 9)) as server:
            url = server.url('/a')
            (self.folder / 'list').write_text(f'{url}\n{url}#x\n{url}\n')
            self.check(*QUICK, '--input', 'list', url)
            self.assertEqual(len(server.requests), 1)

    def test_inputs(self):
        with Server('--recipe', 'status') as server:
            (self.folder / 'list.csv').write_text(f'n,url\n1,{server.url}/200\n')
            (self.folder / 'list.md').write_text(f'[x]({server.url}/301) [m](mailto:a@b.example)')
            sitemap = f'<urlset><url><loc>{server.url}/302</loc></url></urlset>'
            (self.folder / 'sitemap.xml.gz').write_bytes(gzip.compress(sitemap.encode()))
            (self.folder / 'piped').write_text(f'{server.url}/204\n')
            with open(self.folder / 'piped') as pipe:
                result = self.head('--json', *QUICK, '-i', 'list.csv', '-i', 'list.md', '-i',
                                   'sitemap.xml.gz', '-i', '-', stdin=pipe)
            rows = [json.loads(line)['status'] for line in result.out.decode().splitlines()]
            self.assertEqual(rows, [200, 200, 200, 204])
            self.assertIn('1 link is left out', result.err)
            rows = self.check(*QUICK, '--tries', '1', '-i', server.url + '/')
            self.assertIn(server.url + '/no-head', rows)

    def test_lists_that_are_none(self):
        """The links of an error page are not checked in place of a list."""
        with Server('--recipe', 'status') as server:
            result = self.head(*QUICK, '-i', f'{server.url}/404')
        self.assert_status(result, case.REFUSED)
        self.assertEqual(result.out, b'')
        self.assertIn('404', result.err)
        (self.folder / 'empty').write_text('')
        self.assertIn('no address', self.head('-i', 'empty').err)

    def test_sitemap_index(self):
        def handle(connection):
            while request := connection.read_request():
                port = server.port
                if request.startswith(b'GET /index.xml'):
                    connection.send(ok(f'<sitemapindex><sitemap><loc>http://127.0.0.1:{port}/1.xml'
                                       '</loc></sitemap><sitemap><loc>http://127.0.0.1:'
                                       f'{port}/index.xml</loc></sitemap></sitemapindex>'))
                elif request.startswith(b'GET /1.xml'):
                    connection.send(ok(f'<urlset><url><loc>http://127.0.0.1:{port}/page</loc></url>'
                                       '</urlset>'))
                else:
                    connection.send(ok(''))

        with RawServer(handle) as server:
            rows = self.check(*QUICK, '-i', server.url('/index.xml'))
            self.assertEqual(list(rows), [server.url('/page')])

    def test_formats(self):
        with Server('--recipe', 'status') as server:
            urls = [server.url + path for path in ('/200', '/301', '/404')]
            result = self.head('--csv', *QUICK, *urls)
            rows = list(csv.DictReader(io.StringIO(result.out.decode())))
            self.assertEqual([row['verdict'] for row in rows], ['exists', 'moved', 'missing'])
            self.assertEqual(rows[1]['new_url'], server.url + '/200')
            self.assertEqual(self.head('--dead', *QUICK, *urls).out.decode(), urls[2] + '\n')
            moves = list(csv.reader(io.StringIO(self.head('--moves', *QUICK, *urls).out.decode())))
            self.assertEqual(moves, [['old', 'new'], [urls[1], urls[0]]])
            self.assertIn('| missing | 404 |', self.head('--markdown', *QUICK, *urls).out.decode())
            table = self.head(*QUICK, *urls)
            self.assertIn('status is OK', table.out.decode())
            self.assertIn('status is NOT OK', table.out.decode())
            self.assertIn('Checked: 3. Exist: 1. Moved: 1. Missing: 1. Unknown: 0.',
                          table.out.decode())

    def test_good_codes(self):
        with Server('--recipe', 'status') as server:
            for good, ends in (('200..=299', case.DONE), ('200,301,302', case.REFUSED)):
                result = self.head(*QUICK, '--good', good, server.url + '/204')
                self.assert_status(result, ends)
            self.assert_status(self.head('--no-redirects', server.url + '/301'), case.DONE)

    def test_secrets(self):
        """A password is sent to its own site, and shown to nobody."""
        with RawServer(answer(ok(''))) as server:
            result = self.head(f'http://me:sesame@127.0.0.1:{server.port}/a')
            self.assert_status(result, case.DONE)
            self.assertNotIn('sesame', result.out.decode() + result.err)
            self.assertIn(b'Authorization: Basic', server.requests[0])
        (self.folder / 'list').write_text('http://127.0.0.1:1/\n')
        result = self.head('-H', 'Authorization: Bearer sesame', '-i', 'list')
        self.assert_status(result, case.USAGE)

    def test_stop(self):
        with RawServer(answer(ok('')), lambda connection: connection.wait_closed()) as server:
            # One after the other: the first connection is that of /a.
            process = self.start_command('head', '--delay', '0', '--jobs', '1', '--json',
                                         *(server.url(path) for path in ('/a', '/b', '/c')))
            self.assertIn(b'"exists"', process.stdout.readline())
            process.send_signal(signal.SIGINT)
            result = self.finish(process)
            self.assert_status(result, case.INTERRUPTED)
            self.assertIn('2 addresses were not checked', result.err)

    def test_wrong_usage(self):
        for arguments in ((), ('--good', 'many', 'localhost'), ('--jobs', '0', 'localhost'),
                          ('--delay', '-1', 'localhost'), ('--json', '--csv', 'localhost'),
                          ('-v', 'localhost'), ('--input', 'missing')):
            with self.subTest(arguments):
                self.assert_status(self.head(*arguments), case.USAGE)
        result = self.head('not an address', 'ftp://example.org/')
        self.assert_status(result, case.REFUSED)
        self.assertEqual(result.out.decode().count('This is no web address'), 2)


case.main()
