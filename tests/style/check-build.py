#!/usr/bin/env python3
# Refuses a file that the build forgets: a source, a template, a test, a meson.build.
# SPDX-License-Identifier: GPL-3.0-or-later

import os
import pathlib
import re

import checker

NAMELESS = {'utils', 'util', 'helpers', 'helper', 'common', 'misc'}


def check_source(named, path):
    if path in named:
        return None
    # A list of nouns stands for test-NOUN.c, bench-NOUN.c, check-NOUN.py and so on.
    noun = re.sub(r'^(test|bench|fuzz|check)-', '', path.stem)
    if path.parts[0] == 'tests' and noun != path.stem and path.with_name(noun) in named:
        return None
    return 'no meson.build names it'


def check(root):
    complaints = []
    files = checker.paths(root, 'src', 'tests', 'data', 'po')
    named = {pathlib.Path(name) for name in checker.meson_names(root, 'meson.build')}
    bundled = set()
    for path in files:
        if path.name == 'meson.build':
            for name in checker.meson_names(root, path):
                named.add(pathlib.Path(os.path.normpath(path.parent / name)))
        if path.name.endswith('.gresource.xml'):
            for name in re.findall(r'<file[^>]*>([^<]+)</file>', (root / path).read_text()):
                bundled.add(path.parent / name)
    for path in files:
        wrong = None
        if NAMELESS & set(re.split(r'[-_.]', path.stem)):
            wrong = 'says nothing; name it after what it holds'
        elif path.suffix == '.c' or path.name.endswith('.gresource.xml'):
            wrong = check_source(named, path)
        elif path.parts[0] == 'tests' and re.match(r'(test|bench|check)-', path.name):
            wrong = check_source(named, path)
        elif path.suffix == '.ui' and path not in bundled:
            wrong = 'no gresource.xml names it'
        elif path.name == 'meson.build':
            if path.parent not in named:
                wrong = 'no meson.build has its folder as a subdir'
        if wrong:
            complaints.append(f'{path}: {wrong}')
    complaints += [f'{path}: is named in a gresource.xml, but is not there'
                   for path in sorted(bundled) if not (root / path).is_file()]
    return complaints


GOOD = {
    'meson.build': "subdir('src')\nsubdir('tests')\n",
    'src/meson.build': "subdir('core/wire')\nsubdir('ui')\n",
    'src/core/wire/meson.build': "core_sources += files(\n  'rt-a.c',\n)\n",
    'src/core/wire/rt-a.c': '',
    'src/ui/meson.build': "files('rt-b.c', '../main.c')\ncompile_resources('ui.gresource.xml')\n",
    'src/ui/rt-b.c': '',
    'src/main.c': '',
    'src/ui/rt-b.ui': '',
    'src/ui/ui.gresource.xml': '<file preprocess="xml-stripblanks">rt-b.ui</file>\n',
    'tests/meson.build': "subdir('core')\nsubdir('gui')\n",
    'tests/core/meson.build': "core_tests = [\n  'a',\n]\n",
    'tests/core/test-a.c': '',
    'tests/gui/meson.build': "find_program('test-click.py')\n",
    'tests/gui/test-click.py': '',
}
BAD = [
    ({'src/core/wire/rt-c.c': ''}, 'src/core/wire/rt-c.c: no meson.build'),
    ({'src/core/wire/meson.build': "# 'rt-a.c'\n"}, 'src/core/wire/rt-a.c: no meson.build'),
    ({'src/ui/rt-c.ui': ''}, 'src/ui/rt-c.ui: no gresource.xml'),
    ({'src/ui/rt-b.ui': None}, 'src/ui/rt-b.ui: is named'),
    ({'src/ui/c.gresource.xml': ''}, 'src/ui/c.gresource.xml: no meson.build'),
    ({'tests/core/test-c.c': ''}, 'tests/core/test-c.c: no meson.build'),
    ({'tests/gui/test-c.py': ''}, 'tests/gui/test-c.py: no meson.build'),
    ({'tests/gui/test-click': ''}, 'tests/gui/test-click: no meson.build'),
    ({'src/cli/meson.build': ''}, 'src/cli/meson.build: no meson.build has'),
    ({'src/ui/rt-utils.h': ''}, 'src/ui/rt-utils.h: says nothing'),
]

checker.main(check, GOOD, BAD)
