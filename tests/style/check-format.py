#!/usr/bin/env python3
# Refuses a C file that is not laid out as .clang-format says.
# SPDX-License-Identifier: GPL-3.0-or-later

import shutil
import subprocess

import checker

VERSION = '14.'  # Debian 12's; another lays the same text out differently


def formatter():
    """The formatter at hand, if it is the one that counts."""
    for name in ('clang-format-14', 'clang-format'):
        if shutil.which(name):
            said = subprocess.run([name, '--version'], capture_output=True, text=True).stdout
            if f'version {VERSION}' in said:
                return name
    checker.skip('clang-format 14 is not here')


def check(root):
    sources = [path for path in checker.paths(root, 'src', 'tests') if path.suffix in ('.c', '.h')]
    if not sources:
        return []
    run = subprocess.run([formatter(), '--dry-run', '-Werror', *sources],
                         cwd=root, capture_output=True, text=True)
    lines = [line for line in run.stderr.split('\n') if ' error: ' in line]
    if run.returncode != 0:
        lines.append('build-aux/format puts this right')
    return lines


GOOD = {
    '.clang-format': 'BasedOnStyle: GNU\n',
    'src/a.c': 'int\nmain (void)\n{\n  return 0;\n}\n',
}
BAD = [
    ({'src/a.c': 'int main(void) { return 0; }\n'}, 'src/a.c:1'),
    ({'tests/core/b.h': 'int  b;\n'}, 'tests/core/b.h:1'),
]

checker.main(check, GOOD, BAD)
