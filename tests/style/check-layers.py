#!/usr/bin/env python3
# Refuses an include that points up or sideways: main → app → pages → ui → core, cli → core.
# SPDX-License-Identifier: GPL-3.0-or-later

import pathlib
import re

import checker

INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]')
GENERATED = {'rt-config.h'}
TOOLKIT = re.compile(r'(gtk|gdk|gsk|gtksourceview)/|adwaita\.h')
NETWORK = re.compile(r'(libsoup|gnutls)/')
WAITING = re.compile(r'\b\w+_sync \(')


def layer(path):
    """The folder that a file of src/ counts for: core/wire, core, ui, pages/download, pages…"""
    parts = path.parts[:-1]
    return '/'.join(parts[:2] if parts[:1] in (('core',), ('pages',)) else parts[:1])


def may_include(user, used, header):
    """Whether a file of the layer `user` may include `header`, of the layer `used`."""
    below = {
        'core/wire': [],
        'core/http': ['core/wire'],
        'ui': ['core'],
        'pages': ['pages', 'ui', 'core'],
        'app': ['ui', 'core'],
        'cli': ['core'],
        'core': ['core'],
        '': ['app'],
    }
    if user == used or (user == 'app' and header == 'pages/rt-pages.h'):
        return True
    if user.startswith('core/'):
        return used in below.get(user, ['core/http', 'core/wire'])
    if user.startswith('pages/'):
        return used == 'ui' or used.split('/')[0] == 'core'
    return used.split('/')[0] in below.get(user, [])


def check_include(root, path, mark, header):
    """What is wrong with one include of one file, or None."""
    top, inside = path.parts[0], path.relative_to(path.parts[0])
    user = layer(inside)
    if mark == '<':
        if top == 'src' and user.split('/')[0] in ('core', 'cli') and TOOLKIT.match(header):
            return f'{user} knows no toolkit'
        if top == 'src' and user.split('/')[0] != 'core' and NETWORK.match(header):
            return 'only the core talks to the network'
        return None
    if header in GENERATED:
        return None
    if header.startswith('tests/'):
        if top != 'tests':
            return 'no program needs its tests'
        return None if (root / header).is_file() else 'there is no such file'
    if not (root / 'src' / header).is_file():
        return 'there is no such file; an include carries its folder'
    used = layer(pathlib.Path(header))
    if header.endswith('-private.h') and top == 'src' and user != used:
        return f'that is private to {used}'
    if top == 'src' and not may_include(user, used, header):
        return f'{user or "main"} may not know {used}'
    if top == 'tests' and user == 'core' and used.split('/')[0] != 'core':
        return f'a test of the core may not know {used}'
    return None


def check(root):
    complaints = []
    for path in checker.paths(root, 'src', 'tests'):
        if path.suffix not in ('.c', '.h'):
            continue
        text = checker.without_comments((root / path).read_text())
        for number, line in enumerate(text.split('\n'), 1):
            match = INCLUDE.match(line)
            if match and (wrong := check_include(root, path, *match.groups())):
                complaints.append(f'{path}:{number}: {match[2]}: {wrong}')
            if path.parts[:2] in (('src', 'ui'), ('src', 'pages'), ('src', 'app')):
                for call in WAITING.findall(line):
                    complaints.append(f'{path}:{number}: {call[:-2]} would stall the window')
    return complaints


GOOD = {
    'src/core/wire/rt-a.h': '#include <libsoup/soup.h>\n',
    'src/core/http/rt-b.h': '#include "core/wire/rt-a.h"\n',
    'src/core/http/rt-b-private.h': '#include "core/http/rt-b.h"\n',
    'src/core/cookies/rt-c.h': '#include "core/http/rt-b.h"\n#include "core/wire/rt-a.h"\n',
    'src/core/forms/rt-d.h': '#include "core/http/rt-b.h"\n',
    'src/core/rt-workbench.h': '#include "core/forms/rt-d.h"\n#include "core/wire/rt-a.h"\n',
    'src/ui/rt-e.h': '#include <gtk/gtk.h>\n#include "core/rt-workbench.h"\n',
    'src/pages/one/rt-f.h': '#include "ui/rt-e.h"\n#include "core/http/rt-b.h"\n',
    'src/pages/two/rt-g.h': '/* #include "app/rt-h.h" */\n#include "pages/two/rt-k.h"\n',
    'src/pages/two/rt-k.h': '\n',
    'src/pages/rt-pages.h': '#include "ui/rt-e.h"\n',
    'src/pages/rt-pages.c': '#include "pages/one/rt-f.h"\n#include "pages/two/rt-g.h"\n',
    'src/app/rt-h.h': '#include "pages/rt-pages.h"\n#include "ui/rt-e.h"\n',
    'src/main.c': '#include "app/rt-h.h"\n#include "rt-config.h"\n',
    'src/cli/rt-i.c': '#include "core/rt-workbench.h"\n#include "core/http/rt-b.h"\n',
    'tests/lib/rt-t.h': '#include "core/wire/rt-a.h"\n',
    'tests/core/test-b.c': '#include "core/http/rt-b-private.h"\n#include "tests/lib/rt-t.h"\n',
    'tests/ui/test-e.c': '#include "ui/rt-e.h"\n#include "core/http/rt-b-private.h"\n',
}
BAD = [
    ({'src/main.c': '#include "ui/rt-e.h"\n'}, 'main may not know ui'),
    ({'src/core/wire/rt-x.c': '#include "core/http/rt-b.h"\n'}, 'may not know core/http'),
    ({'src/core/http/rt-x.c': '#include "core/forms/rt-d.h"\n'}, 'may not know core/forms'),
    ({'src/core/cookies/rt-x.c': '#include "core/forms/rt-d.h"\n'}, 'may not know core/forms'),
    ({'src/core/cookies/rt-x.c': '#include "core/rt-workbench.h"\n'}, 'may not know core'),
    ({'src/core/cookies/rt-x.c': '#include "core/http/rt-b-private.h"\n'}, 'private'),
    ({'src/core/rt-x.c': '#include "ui/rt-e.h"\n'}, 'may not know ui'),
    ({'src/core/http/rt-x.c': '#include <gtk/gtk.h>\n'}, 'knows no toolkit'),
    ({'src/cli/rt-x.c': '#include <adwaita.h>\n'}, 'knows no toolkit'),
    ({'src/cli/rt-x.c': '#include "ui/rt-e.h"\n'}, 'may not know ui'),
    ({'src/ui/rt-x.c': '#include <libsoup/soup.h>\n'}, 'only the core'),
    ({'src/ui/rt-x.c': '#include "pages/rt-pages.h"\n'}, 'may not know pages'),
    ({'src/ui/rt-x.c': '\nfoo_read_sync (1);\n'}, ':2: foo_read_sync would stall'),
    ({'src/pages/one/rt-x.c': '#include "pages/two/rt-g.h"\n'}, 'may not know pages/two'),
    ({'src/pages/one/rt-x.c': '#include "pages/rt-pages.h"\n'}, 'may not know pages'),
    ({'src/pages/one/rt-x.c': '#include "app/rt-h.h"\n'}, 'may not know app'),
    ({'src/app/rt-x.c': '#include "pages/one/rt-f.h"\n'}, 'may not know pages/one'),
    ({'src/app/rt-x.c': '#include "rt-h.h"\n'}, 'carries its folder'),
    ({'src/app/rt-x.c': '#include "tests/lib/rt-t.h"\n'}, 'no program needs its tests'),
    ({'tests/core/test-x.c': '#include "ui/rt-e.h"\n'}, 'a test of the core'),
]

checker.main(check, GOOD, BAD)
