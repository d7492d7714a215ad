#!/usr/bin/env python3
# Refuses a page that one of the files which know all pages forgot.
# SPDX-License-Identifier: GPL-3.0-or-later

import re

import checker

TABLE = 'src/pages/rt-pages.c'
BUILD = 'src/pages/meson.build'
WORDS = 'po/POTFILES.in'


def read(root, path):
    return (root / path).read_text() if (root / path).is_file() else ''


def check(root):
    folder = root / 'src/pages'
    pages = {path.name for path in folder.iterdir() if path.is_dir()} if folder.is_dir() else set()
    table = checker.without_comments(read(root, TABLE))
    built = checker.meson_names(root, BUILD)
    known = {
        TABLE: set(re.findall(r'#include "pages/([\w-]+)/', table)),
        BUILD: {name.split('/')[0] for name in built if (folder / name.split('/')[0]).is_dir()},
        WORDS: set(re.findall(r'(?m)^src/pages/([\w-]+)/', read(root, WORDS))),
    }
    complaints = []
    for path, names in known.items():
        complaints += [f'{path} does not know the page {name}' for name in sorted(pages - names)]
        complaints += [f'{path} knows a page {name} that is not there'
                       for name in sorted(names - pages)]
    for name in sorted(known[TABLE]):
        noun = name.replace('-', '_')
        if not re.search(rf'\b(RT_TYPE_{noun.upper()}_PAGE|rt_{noun}_page_get_type)\b', table):
            complaints.append(f'{TABLE} includes the page {name}, but has no row for it')
    return complaints


GOOD = {
    TABLE: '#include "pages/one/rt-one-page.h"\nrows = { RT_TYPE_ONE_PAGE };\n',
    BUILD: "files('rt-pages.c')\nsubdir('one')\n",
    WORDS: 'src/pages/one/rt-one-page.ui\n',
    'src/pages/one/rt-one-page.c': '',
}
BAD = [
    ({TABLE: ''}, TABLE + ' does not know the page one'),
    ({TABLE: '#include "pages/one/rt-one-page.h"\n'}, 'has no row'),
    ({BUILD: "files('rt-pages.c')\n"}, BUILD + ' does not know the page one'),
    ({WORDS: ''}, WORDS + ' does not know the page one'),
    ({'src/pages/two/rt-two-page.c': ''}, TABLE + ' does not know the page two'),
    ({WORDS: GOOD[WORDS] + 'src/pages/two/rt-two-page.ui\n'}, 'knows a page two'),
    ({TABLE: GOOD[TABLE] + '#include "pages/two/rt-two-page.h"\n'}, 'knows a page two'),
]

checker.main(check, GOOD, BAD)
