#!/usr/bin/env python3
# Refuses words on screen that no translator would get to see.
# SPDX-License-Identifier: GPL-3.0-or-later

import re

import checker

IN_C = re.compile(r'\b(_|N_|C_|NC_|ngettext|g_dngettext|g_dpgettext2|gettext) \(\s*"')
IN_XML = re.compile(r'translatable="(yes|true|1)"')


def has_words(path, text):
    if path.suffix in ('.c', '.h'):
        return IN_C.search(checker.without_comments(text))
    if path.suffix == '.ui':
        return IN_XML.search(text)
    return path.name.endswith(('.desktop.in', '.metainfo.xml.in', '.gschema.xml.in'))


def check(root):
    lines = (root / 'po/POTFILES.in').read_text().split('\n')
    listed = [line for line in lines if line and not line.startswith('#')]
    complaints = [f'po/POTFILES.in names {name}, which is not there'
                  for name in listed if not (root / name).is_file()]
    complaints += [f'po/POTFILES.in names {name} twice'
                   for name in sorted(set(listed)) if listed.count(name) > 1]
    for path in checker.paths(root, 'src', 'data'):
        if path.suffix in ('.c', '.h', '.ui', '.in') and str(path) not in listed:
            if has_words(path, (root / path).read_text()):
                complaints.append(f'{path}: has words to translate; add it to po/POTFILES.in')
    return complaints


GOOD = {
    'po/POTFILES.in': '# A comment\ndata/a.desktop.in\nsrc/ui/a.c\nsrc/ui/a.ui\n',
    'data/a.desktop.in': 'Name=A\n',
    'src/ui/a.c': 'x = _ ("Stop");\n',
    'src/ui/a.ui': '<property name="label" translatable="yes">A</property>\n',
    'src/ui/b.c': '/* _ ("Stop") */\n x = gettext_domain ("a");\n',
}
BAD = [
    ({'src/ui/b.c': 'x = _ ("Stop");\n'}, 'src/ui/b.c: has words'),
    ({'src/ui/b.c': 'x = ngettext (\n    "a", "b", n);\n'}, 'src/ui/b.c: has words'),
    ({'src/core/b.c': 'x = N_ ("Stop");\n'}, 'src/core/b.c: has words'),
    ({'src/ui/b.ui': '<item translatable="yes">A</item>\n'}, 'src/ui/b.ui: has words'),
    ({'data/b.metainfo.xml.in': '<component/>\n'}, 'data/b.metainfo.xml.in: has words'),
    ({'src/ui/a.c': None}, 'names src/ui/a.c, which is not there'),
    ({'po/POTFILES.in': 'src/ui/a.c\n' + GOOD['po/POTFILES.in']}, 'names src/ui/a.c twice'),
]

checker.main(check, GOOD, BAD)
