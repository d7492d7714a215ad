#!/usr/bin/python3
# Walks through all tabs of the real program from a first start, and tries each of them.
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: tests/gui/headless tests/gui/test-walk.py PROGRAM [FOLDER]

Prints how long each tab took from the click to its result. With a folder, pictures of the
results are kept there. LANGUAGE says in which language the program speaks.
"""

import gettext
import os
import sys
import time

try:
    import program
except ImportError:
    print('SKIPPED: pyatspi is not here')
    sys.exit(77)

# In the order of the tabs: what the picture is called, the button, and what is read when the
# result is there. The program's own words are translated; what stands beside them is put into
# them, and without it they count up to their first placeholder.
TABS = [
    ('download', '_Try It Here', ['Got the page from %s in %s']),
    ('cookies', '_Try It Here', ['session', 'Your account']),
    ('forms', '_Try It Here', ['Sign up']),
    ('proxy', '_Try It Here', ['"Via"']),
    ('head', '_Try It Here', ['Exists', 'Moved permanently', '/404']),
    ('agents', '_Try It Here', ['A page for robots', 'A page for phones']),
    ('resume', '_Try It Here', ['Finished · %s']),
    ('servers', ('Start %s', 'Hello'), [('Stop %s', 'Hello')]),
]


class Walk(program.Program):
    def __init__(self, command):
        super().__init__(command)
        self.catalogue = gettext.translation('roundtrip', os.environ['ROUNDTRIP_LOCALE_DIR'],
                                             [os.environ['LANGUAGE']], fallback=True)
        self.tabs = self.find('page tab list', self.translate('Tabs'))

    def translate(self, words):
        """As it is read out: no mark of a mnemonic."""
        if isinstance(words, tuple):
            return self.catalogue.gettext(words[0]) % self.catalogue.gettext(words[1])
        return self.catalogue.gettext(words).replace('_', '').partition('%')[0].strip()

    def say(self, node):
        """Everything that is read of a node."""
        words = self.name(node)
        if program.role_of(node) in ('label', 'text'):
            words += self.text(node)
        return words.replace('\xa0', ' ')

    def press(self, words):
        """Presses the last such button: tabs are made when they are first shown, and the page
        of this one comes last."""
        def last():
            found = [node for node in self.walk() if program.role_of(node) == 'push button'
                     and words in node.name and 'visible' in self.states(node)]
            return found[-1] if found else None
        self.click(self.wait(last, f'the button “{words}”'))

    def see(self, words):
        """Waits until all of them are there."""
        def all_are_there():
            nodes = list(self.walk())
            self.take_another_port(nodes)
            said = [self.say(node) for node in nodes]
            return all(any(word in text for text in said) for word in words)
        self.wait(all_are_there, f'{words}')

    def take_another_port(self, nodes):
        """Another program, such as one of the tests beside this one, may have the server's own."""
        for node in nodes:
            if node.name == self.translate('Any Free Port') and 'visible' in self.states(node):
                self.click(node)


def main(command, folder=None):
    walk = Walk(command)
    if folder:
        walk.fill(1100, 750)
    assert walk.tabs.childCount == len(TABS), 'a tab is not walked through'
    for index, (name, button, result) in enumerate(TABS):
        title = walk.tabs.getChildAtIndex(index).name
        walk.tabs.querySelection().selectChild(index)
        start = time.monotonic()
        walk.press(walk.translate(button))
        walk.see([walk.translate(words) for words in result])
        print(f'{title}: {time.monotonic() - start:.1f} s', flush=True)
        if folder:
            walk.settle().save(os.path.join(folder, f'{name}.png'))
    walk.close()


main(*sys.argv[1:])
