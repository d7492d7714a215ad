# What the style checks share: reading the tree, saying what is wrong, trying themselves.
# SPDX-License-Identifier: GPL-3.0-or-later
"""A check is a function from the root of a source tree to a list of complaints.

Each check brings a small tree that is right (GOOD, path to text) and a list of what can be
wrong (BAD, pairs of changed files and words of the complaint; None takes a file away).  Run
with --self-test, it must be content with the first and complain about each of the others.
"""

import os
import pathlib
import re
import sys
import tempfile

SKIPPED = 77  # the exit status that says so to the test runner


def paths(root, *tops):
    """Every file below the folders `tops` of `root` (all of it without), as relative paths."""
    found = []
    for top in tops or ('.',):
        for folder, folders, names in os.walk(root / top):
            folders[:] = sorted(
                name for name in folders
                if not name.startswith('_') and name not in ('.git', '__pycache__'))
            found += [(pathlib.Path(folder) / name).relative_to(root) for name in names]
    return sorted(found)


def without_comments(text):
    """C text with its comments blanked; the lines keep their numbers."""
    return re.sub(r'/\*.*?\*/', lambda match: '\n' * match[0].count('\n'), text, flags=re.S)


def meson_names(root, path):
    """Every string in a meson.build, comments left out; none if there is no such file."""
    if not (root / path).is_file():
        return []
    text = re.sub(r'(?m)^\s*#.*$', '', (root / path).read_text())
    return re.findall(r"'([^'\n]*)'", text)


def skip(why):
    print('SKIPPED:', why)
    sys.exit(SKIPPED)


def complaints_about(check, tree):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for path, text in tree.items():
            if text is not None:
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_text(text)
        return check(root)


def try_out(check, good, bad):
    faults = [f'the good tree: {complaint}' for complaint in complaints_about(check, good)]
    for changes, words in bad:
        complaints = complaints_about(check, {**good, **changes})
        if not any(words in complaint for complaint in complaints):
            faults.append(f'{changes} is not refused with “{words}”, but: {complaints}')
    return faults


def main(check, good, bad):
    if sys.argv[1:] == ['--self-test']:
        complaints = try_out(check, good, bad)
    else:
        complaints = check(pathlib.Path(sys.argv[1]).resolve())
    for complaint in complaints:
        print(complaint)
    sys.exit(1 if complaints else 0)
