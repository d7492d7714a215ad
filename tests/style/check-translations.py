#!/usr/bin/env python3
# Refuses a translation that lacks a message, guesses one, or breaks its placeholders.
# SPDX-License-Identifier: GPL-3.0-or-later

import os
import re
import shutil
import subprocess
import tempfile

import checker

KEYWORDS = ['_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'gettext', 'ngettext:1,2', 'g_dngettext:2,3',
            'g_dpgettext2:2c,3']


def run(root, *command):
    """A gettext tool's output; a tool that fails says why in the list of complaints."""
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f'{command[0]}: {done.stderr.strip()}')
    return done.stdout


def messages(text):
    """The message ids of a catalogue without its head."""
    text = re.sub(r'(?m)^#.*\n', '', text)
    found = re.findall(r'(?m)^msgid ((?:".*"\n?)+)', text)
    return [''.join(re.findall(r'"(.*)"', lines)) for lines in found]


def check_language(root, language, template, folder):
    fresh = os.path.join(folder, language + '.po')
    catalogue = f'po/{language}.po'
    run(root, 'msgfmt', '--check', '-o', os.devnull, catalogue)
    run(root, 'msgmerge', '--quiet', '-o', fresh, catalogue, template)
    complaints = []
    for option, word in (('--untranslated', 'is not translated'), ('--only-fuzzy', 'is a guess')):
        listed = run(root, 'msgattrib', '--no-obsolete', '--no-wrap', option, fresh)
        complaints += [f'{catalogue}: “{message}” {word}' for message in messages(listed) if message]
    return complaints


def check(root):
    for tool in ('xgettext', 'msgmerge', 'msgattrib', 'msgfmt'):
        if not shutil.which(tool):
            checker.skip(f'{tool} is not here')
    catalogues = sorted(path.stem for path in (root / 'po').glob('*.po'))
    if not catalogues:
        checker.skip('there is no translation yet')
    languages = re.sub(r'(?m)^#.*$', '', (root / 'po/LINGUAS').read_text()).split()
    complaints = [f'po/LINGUAS and po/*.po differ in {language}'
                  for language in sorted(set(languages) ^ set(catalogues))]
    with tempfile.TemporaryDirectory() as folder:
        template = os.path.join(folder, 'template.pot')
        try:
            run(root, 'xgettext', '--from-code=UTF-8', '--files-from=po/POTFILES.in', '-o', template,
                *('--keyword=' + keyword for keyword in KEYWORDS))
            for language in catalogues:
                complaints += check_language(root, language, template, folder)
        except RuntimeError as error:
            complaints.append(str(error))
    return complaints


HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
STOP = '#, c-format\nmsgid "Stop %s"\nmsgstr "停止 %s"\n\n'
START = 'msgid ""\n"Start"\nmsgstr "开始"\n'
GOOD = {
    'po/LINGUAS': 'zh_CN\n',
    'po/POTFILES.in': 'src/a.c\n',
    'po/zh_CN.po': HEAD + STOP + START,
    'src/a.c': 'x = _ ("Stop %s");\ny = N_ ("Start");\n',
}
BAD = [
    ({'po/zh_CN.po': HEAD + STOP}, '“Start” is not translated'),
    ({'po/zh_CN.po': HEAD + STOP + START.replace('开始', '')}, '“Start” is not translated'),
    ({'po/zh_CN.po': HEAD + STOP + '#, fuzzy\n' + START}, '“Start” is a guess'),
    ({'po/zh_CN.po': HEAD + STOP.replace('停止 %s', '停止') + START}, 'msgfmt:'),
    ({'src/a.c': 'x = _ ("Stop %s");\ny = N_ ("Start");\nz = _ ("New");\n'},
     '“New” is not translated'),
    ({'po/LINGUAS': '\n'}, 'differ in zh_CN'),
]

checker.main(check, GOOD, BAD)
