#!/usr/bin/env python3
# The manual page and the completion know every option of the program, and no other.
# SPDX-License-Identifier: GPL-3.0-or-later

import os
import pathlib
import re
import subprocess

import rt_cli_case as case

DATA = pathlib.Path(__file__).resolve().parents[2] / 'data'
MANUAL = DATA / 'roundtrip-cli.1'
COMPLETION = DATA / 'completion' / 'roundtrip-cli'
OPTION = re.compile(r'(?<![\w-])(--[a-z][a-z0-9-]*|-[A-Za-z0-9])\b')


class Manual(case.CliCase):
    def options(self, command='get'):
        run = subprocess.run([case.PROGRAM, command, '--help'], capture_output=True, check=True)
        lines = [line[:line.find('  ', 4)] for line in run.stdout.decode().splitlines()
                 if re.match(r'  -', line)]
        found = set(OPTION.findall('\n'.join(lines)))
        self.assertIn('--version', found)
        return found

    def described(self, section):
        """The options in a section of the manual page."""
        text = re.sub(r'\\f.|\\~', ' ', MANUAL.read_text()).replace('\\-', '-')
        heads = re.split(r'^\.SH (.*)$', text, flags=re.MULTILINE)
        return set(OPTION.findall(dict(zip(heads[1::2], heads[2::2]))[section]))

    def test_manual_has_every_option(self):
        self.assertEqual(self.described('OPTIONS'), self.options())
        self.assertEqual(self.described('"SERVE OPTIONS"'), self.options('serve'))

    def test_manual_has_every_option_beside_those_of_get(self):
        for command in 'agents', 'cookies', 'form', 'head', 'resume':
            with self.subTest(command):
                described, options = self.described(f'"{command.upper()} OPTIONS"'), self.options(command)
                self.assertEqual(described - options, set())
                self.assertEqual(options - self.options() - described, set())

    @case.need('man')
    def test_manual_is_clean(self):
        run = subprocess.run(['man', '--warnings', '-l', MANUAL], capture_output=True,
                             env={**os.environ, 'MANWIDTH': '80', 'MANROFFOPT': '-ww'})
        self.assertEqual((run.returncode, run.stderr), (0, b''))
        self.assertIn(b'JSON RECORD', run.stdout)

    def complete(self, *words):
        script = f'. {COMPLETION}; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); ' \
            '_roundtrip_cli "$1" "${@: -1}" "${@: -2:1}"; printf "%s\\n" "${COMPREPLY[@]}"'
        run = subprocess.run(['bash', '-c', script, 'bash', 'roundtrip-cli', *words],
                             capture_output=True, check=True, cwd=self.folder)
        return run.stdout.decode().split()

    @case.need('bash')
    def test_completion_has_every_option(self):
        for command in ('agents', 'cookies', 'form', 'get', 'head', 'resume', 'serve'):
            self.assertEqual(set(self.complete(command, '-')), self.options(command))

    @case.need('bash')
    def test_completion_has_every_agent(self):
        run = subprocess.run([case.PROGRAM, 'agents'], capture_output=True, check=True)
        listed = [line.split()[0] for line in run.stdout.decode().splitlines()]
        self.assertEqual(self.complete('get', '--agent', ''), listed)

    @case.need('bash')
    def test_completion(self):
        (self.folder / 'page.html').write_text('')
        for words, expected in [(['g'], ['get']), (['--v'], ['--version']),
                                (['get', '--max-r'], ['--max-redirects']),
                                (['get', '-o', 'pa'], ['page.html']),
                                (['get', '-X', 'DE'], ['DELETE']),
                                (['get', '-H', 'x'], []),
                                (['resume', '--if-changed', 'k'], ['keep']),
                                (['get', '--agent', 'bi'], ['bingbot']),
                                (['agents', '-s', 'bi'], ['bingbot']),
                                (['resume', '-o', 'pa'], ['page.html']),
                                (['serve', '-r', 'h'], ['hello'])]:
            with self.subTest(words):
                self.assertEqual(self.complete(*words), expected)


if __name__ == '__main__':
    case.main()
