# A real nginx on ports of this machine that were free.
# SPDX-License-Identifier: GPL-3.0-or-later

import os
import pathlib
import socket
import subprocess
import tempfile

import rt_cli_case as case

CONFIGURATION = '''
daemon off;
{user}
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 128; }}
http {{
  include /etc/nginx/mime.types;
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  sendfile on;
  server {{
    listen 127.0.0.1:{plain};
    listen 127.0.0.1:{tls} ssl http2;
    ssl_certificate {folder}/site.pem;
    ssl_certificate_key {folder}/site.key;
    ssl_protocols TLSv1.2 TLSv1.3;
    root {root};
    gzip on;
    {more}
    add_header X-Connection $connection;
    add_header X-Protocol $server_protocol;
    location /moved {{ return 302 /moved-again; }}
    location /moved-again {{ return 308 /text.html; }}
    location /to-tls {{ return 301 https://localhost:{tls}/text.html; }}
    location /plain-text {{ return 200 "hello\\n"; }}
    location /post {{ return 200 "$request_method $http_content_type"; }}
  }}
}}
'''


class Nginx:
    """
    Runs while the with-block does. It gets its two listening sockets from us, as a nginx that
    replaces another gets them: so the ports are known before, and nobody waits for it.
    """

    def __init__(self, root, more=''):
        self.root = pathlib.Path(root)
        self.more = more

    def __enter__(self):
        self.temporary = tempfile.TemporaryDirectory(prefix='roundtrip-nginx-')
        self.folder = pathlib.Path(self.temporary.name)
        self.certificate, _ = case.make_certificate(self.folder, 'site')
        sockets = [socket.create_server(('127.0.0.1', 0), backlog=128) for _ in range(2)]
        self.plain, self.tls = [each.getsockname()[1] for each in sockets]
        (self.folder / 'nginx.conf').write_text(CONFIGURATION.format(
            folder=self.folder, root=self.root, more=self.more, plain=self.plain, tls=self.tls,
            user='user root;' if os.geteuid() == 0 else ''))
        numbers = [each.fileno() for each in sockets]
        self.process = subprocess.Popen(
            ['nginx', '-p', self.folder, '-c', self.folder / 'nginx.conf', '-e',
             self.folder / 'error.log'],
            pass_fds=numbers, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, 'NGINX': ''.join(f'{number};' for number in numbers)})
        for each in sockets:
            each.close()
        return self

    def __exit__(self, *unused):
        self.process.terminate()
        self.process.wait(case.DEADLINE)
        self.temporary.cleanup()

    def url(self, path):
        return f'http://localhost:{self.plain}{path}'

    def tls_url(self, path):
        return f'https://localhost:{self.tls}{path}'
