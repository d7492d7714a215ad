# What a test of “roundtrip-cli resume” has around it.
# SPDX-License-Identifier: GPL-3.0-or-later

import hashlib

import rt_cli_case as case
import rt_raw_server as raw
from rt_resume_server import OLD, TOTAL, head, honest, part


class ResumeCase(case.CliCase):
    def resume(self, *arguments, **options):
        return self.run_command('resume', *arguments, **options)

    def serve(self, answer):
        """A server that answers each connection's one request with answer (request)."""
        def handle(connection):
            request = connection.read_request()
            if request:
                connection.send(answer(request))
        server = raw.RawServer(handle)
        server.__enter__()
        self.addCleanup(server.__exit__)
        return server

    def serve_files(self, files):
        """A server of these paths, which knows its ranges."""
        def answer(request):
            path = request.split(b' ')[1].decode().split('?')[0]
            if path not in files:
                return head('404 Not Found', 'Content-Length: 0')
            return honest(request, files[path], ('ETag: "v0"', 'Content-Type: text/plain'))
        return self.serve(answer)

    def begin(self, answer=honest):
        """Leaves 40,000 bytes of the old file in file.part. The server goes on with answer ()."""
        first = [part(0)[:-60_000], b'']
        server = self.serve(lambda request: first.pop(0) if first else answer(request))
        self.assert_status(self.resume('-t', '1', '-o', 'file', server.url()), case.UNFINISHED)
        self.assertEqual(self.read('file.part'), OLD[:40_000])
        server.requests.clear()
        return server

    def write_metalink(self, *addresses, name='a.zip', piece=None, size=TOTAL):
        pieces = ''.join(f'<hash>{hashlib.sha256(OLD[i:i + piece]).hexdigest()}</hash>'
                         for i in range(0, TOTAL, piece)) if piece else ''
        (self.folder / 'a.meta4').write_text(
            f'<metalink xmlns="urn:ietf:params:xml:ns:metalink"><file name="{name}">'
            f'<size>{size}</size><hash type="sha-256">{hashlib.sha256(OLD).hexdigest()}</hash>'
            + (f'<pieces type="sha-256" length="{piece}">{pieces}</pieces>' if piece else '')
            + ''.join(f'<url priority="{i + 1}">{a}</url>' for i, a in enumerate(addresses))
            + '</file></metalink>')
