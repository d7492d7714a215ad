# What tests of cookies share: servers that set them, and what was sent back.
# SPDX-License-Identifier: GPL-3.0-or-later

import json
import stat
import subprocess

import rt_cli_case as case
from rt_raw_server import answer, ok

CLOSE = 'Connection: close'
HEADER = '# Netscape HTTP Cookie File\n'


def page(*cookies, status='200 OK', fields=()):
    return answer(ok('', *(f'Set-Cookie: {cookie}' for cookie in cookies), *fields, CLOSE,
                     status=status))


def moved(location, *cookies):
    return page(*cookies, status='302 Found', fields=(f'Location: {location}',))


def cookie_of(request):
    """The Cookie field of a request as it was on the wire; None: it had none."""
    lines = [line[8:] for line in request.decode().split('\r\n') if line.startswith('Cookie: ')]
    assert len(lines) <= 1, lines
    return lines[0] if lines else None


class CookiesCase(case.CliCase):
    def cookies(self, *arguments, command='cookies', **options):
        run = subprocess.run([case.PROGRAM, command, *map(str, arguments)], cwd=self.folder,
                             stdin=subprocess.DEVNULL, capture_output=True,
                             timeout=case.DEADLINE, **options)
        return case.Result(run.returncode, run.stdout, run.stderr)

    def visits(self, *arguments, status=case.DONE):
        """The JSON of every visit."""
        result = self.cookies('--json', *arguments)
        self.assert_status(result, status)
        return [json.loads(line) for line in result.out.decode().splitlines()]

    def write(self, name, text):
        path = self.folder / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def assert_private(self, name):
        self.assertEqual(stat.S_IMODE((self.folder / name).stat().st_mode), 0o600)
