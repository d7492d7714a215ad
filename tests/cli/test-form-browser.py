#!/usr/bin/env python3
# What we send of a form is what Chromium sends of it, byte for byte but for the boundary.
# SPDX-License-Identifier: GPL-3.0-or-later

import http.server
import json
import os
import re
import shutil
import subprocess
import tempfile
import threading

import rt_cli_case
from rt_form_pages import LABELS, PAGES

FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
         '--disable-background-networking', '--disable-component-update', '--disable-sync',
         '--remote-debugging-port=0']

SCRIPT = '''<script>
addEventListener('load', () => {
  const [press, files, number] = %s;
  const form = document.forms[number - 1];
  for (const [field, name, type, text] of files) {
    const input = form.elements[field], list = new DataTransfer();
    for (const file of input.files) list.items.add(file);
    list.items.add(new File([text], name, { type }));
    input.files = list.files;
  }
  form.noValidate = true;
  if (press) form.elements[press] ? form.elements[press].click()
    : document.querySelector(`[name=${press}]`).click();
  else form.submit();
});
</script>'''


class Sent:
    """A request, without what differs from run to run."""

    def __init__(self, method, target, fields, body):
        self.method = method
        self.target = target
        self.origin = fields.get('Origin')
        self.referrer = fields.get('Referer')
        kind = fields.get('Content-Type')
        boundary = re.search('boundary=(.*)', kind or '')
        if boundary:
            body = body.replace(boundary[1].encode(), b'BOUNDARY')
            kind = kind.replace(boundary[1], 'BOUNDARY')
        self.kind = kind
        self.body = body


class Server(http.server.ThreadingHTTPServer):
    """Hands one page after the other to the browser, and keeps what it sends."""

    def __init__(self):
        super().__init__(('127.0.0.1', 0), Handler)
        self.sent = {}
        self.is_done = threading.Event()
        self.address = f'http://127.0.0.1:{self.server_address[1]}'


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def log_message(self, *arguments):
        pass

    def answer(self, body, kind='text/html; charset=utf-8', status=200, location=None):
        self.send_response(status)
        if location:
            self.send_header('Location', location)
        self.send_header('Content-Type', kind)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        path = self.path.split('?')[0].split('/')
        if path[1] == 'page':
            page = PAGES[int(path[2])]
            script = SCRIPT % json.dumps([page.press, page.files, page.number])
            label = LABELS.get(page.charset, page.charset)
            self.answer(page.build(script), f'text/html; charset={label}')
        elif path[1] == 'sent':
            self.keep(path[2])
        elif path[1] == 'done':
            self.answer(b'done')
            self.server.is_done.set()
        else:
            self.answer(b'', status=404)

    def do_POST(self):
        self.keep(self.path.split('?')[0].split('/')[2])

    def keep(self, name):
        body = self.rfile.read(int(self.headers.get('Content-Length', 0)))
        self.server.sent[name] = Sent(self.command, self.path, self.headers, body)
        index = [page.name for page in PAGES].index(name) + 1
        self.answer(b'', status=303,
                    location=f'/page/{index}/' if index < len(PAGES) else '/done')


def browse(server, folder):
    """Lets the browser go through all pages."""
    browser = subprocess.Popen(['chromium', *FLAGS, f'--user-data-dir={folder}/profile',
                                f'{server.address}/page/0/'],
                               stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, env={**os.environ, 'HOME': folder})
    try:
        return server.is_done.wait(rt_cli_case.DEADLINE)
    finally:
        browser.kill()
        browser.wait()


class FormBrowserTest(rt_cli_case.CliCase):
    maxDiff = None

    def ask(self, server, index, page):
        arguments = [f'{server.address}/page/{index}/', '--dry-run', '--form', page.number]
        arguments += ['--submit', page.press] if page.press else ['--no-submitter']
        for number, (field, name, kind, text) in enumerate(page.files):
            folder = self.folder / page.name / str(number)
            folder.mkdir(parents=True)
            (folder / name).write_text(text)
            arguments += ['--file', f'{field}={folder / name};type={kind}']
        done = subprocess.run([rt_cli_case.PROGRAM, 'form', *map(str, arguments)],
                              stdin=subprocess.DEVNULL, capture_output=True, check=False,
                              timeout=rt_cli_case.DEADLINE)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        head, body = done.stdout.split(b'\r\n\r\n', 1)
        first, *lines = head.decode().split('\r\n')
        method, target, _ = first.split(' ')
        return Sent(method, target, dict(line.split(': ', 1) for line in lines), body)

    @rt_cli_case.need('chromium')
    def test_all_pages(self):
        folder = tempfile.mkdtemp(prefix='roundtrip-browser-')
        self.addCleanup(shutil.rmtree, folder, True)
        server = Server()
        self.addCleanup(server.server_close)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.shutdown)
        done = browse(server, folder)
        last = list(server.sent)[-1] if server.sent else 'no page'
        self.assertTrue(done, f'the browser did not come through; last was {last}')
        self.assertGreaterEqual(len(PAGES), 60)
        for index, page in enumerate(PAGES):
            with self.subTest(page.name):
                theirs = server.sent[page.name]
                ours = self.ask(server, index, page)
                self.assertEqual(vars(ours), vars(theirs))


rt_cli_case.main()
