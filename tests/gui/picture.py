#!/usr/bin/python3
# Takes a picture of the program after some steps; build-aux/picture says how.
# SPDX-License-Identifier: GPL-3.0-or-later

import gettext
import os
import sys

import program


def main(command, size, picture, *steps):
    words = gettext.translation('roundtrip', os.environ['ROUNDTRIP_LOCALE_DIR'],
                                [os.environ['LANGUAGE']], fallback=True)
    running = program.Program(command)
    running.fill(*map(int, size.split('x')))
    frame = running.settle()
    for step in steps:
        verb, _, what = step.partition(':')
        if verb == 'key':
            running.key(what)
        elif verb == 'type':
            running.type(what)
        elif verb == 'click':
            running.click(running.find(name=words.gettext(what)))
        elif verb == 'wait':
            running.find(name=words.gettext(what))
        else:
            raise SystemExit(f'a step is key:…, type:…, click:… or wait:…, not “{step}”')
        frame = running.settle()
    running.close()
    frame.save(picture)


main(*sys.argv[1:])
