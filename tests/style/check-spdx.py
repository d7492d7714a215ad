#!/usr/bin/env python3
# Refuses a file without its licence, and a C file that does not begin with its purpose.
# SPDX-License-Identifier: GPL-3.0-or-later

import re

import checker

TOPS = ('src', 'tests', 'build-aux', 'data', 'po', 'flatpak', '.ci')
# What holds no comment, is made by a program, or is data that a test reads to the byte.
EXEMPT = {'.json', '.md', '.png', '.po', '.pot', '.har', '.pem', '.gz', '.br', '.zst'}
LICENCE = re.compile(r'SPDX-License-Identifier: (GPL-3\.0-or-later|CC0-1\.0)\b')


def check(root):
    complaints = []
    # The licence of Debian's packaging stands in its own copyright file.
    own = [path for path in checker.paths(root, *TOPS) if not {'vectors', 'debian'} & set(path.parts)]
    own += [path.relative_to(root) for path in root.glob('meson*') if path.is_file()]
    for path in own:
        if path.suffix in EXEMPT or path.name == 'LINGUAS':
            continue
        try:
            lines = (root / path).read_text().split('\n')
        except UnicodeDecodeError:
            complaints.append(f'{path}: is no text; data of a test belongs in a folder “vectors”')
            continue
        if not any(LICENCE.search(line) for line in lines[:12]):
            complaints.append(f'{path}: has no SPDX-License-Identifier line')
        elif path.suffix in ('.c', '.h'):
            if LICENCE.search(lines[0]) or not re.fullmatch(r'/\* .+ \*/', lines[0]):
                complaints.append(f'{path}: the first line is no comment that says its purpose')
            elif lines[1:2] != ['/* SPDX-License-Identifier: GPL-3.0-or-later */']:
                complaints.append(f'{path}: the second line is not the licence')
    return complaints


HEAD = '# SPDX-License-Identifier: GPL-3.0-or-later\n'
C_HEAD = '/* A thing. */\n/* SPDX-License-Identifier: GPL-3.0-or-later */\n'
GOOD = {
    'meson.build': HEAD,
    'src/a.c': C_HEAD,
    'data/a.xml': '<?xml version="1.0"?>\n<!-- SPDX-License-Identifier: CC0-1.0 -->\n',
    'tests/core/vectors/a.txt': 'raw',
    'flatpak/a.json': '{}',
    'po/LINGUAS': '',
}
BAD = [
    ({'meson.build': 'project ()\n'}, 'meson.build: has no SPDX'),
    ({'src/b.ui': '<interface/>\n'}, 'src/b.ui: has no SPDX'),
    ({'build-aux/b': '#!/bin/sh\n'}, 'build-aux/b: has no SPDX'),
    ({'src/a.c': C_HEAD.split('\n')[1]}, 'says its purpose'),
    ({'src/a.c': '/* A thing. */\n\n' + C_HEAD.split('\n')[1]}, 'second line'),
    ({'src/a.c': '/* A thing. */\n// SPDX-License-Identifier: MIT\n'}, 'has no SPDX'),
]

checker.main(check, GOOD, BAD)
