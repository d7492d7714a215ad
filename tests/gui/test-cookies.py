#!/usr/bin/python3
# Clicks through the Cookies page of the real program, against the local server of cookies.
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: tests/gui/headless tests/gui/test-cookies.py PROGRAM CLI"""

import sys

import servers

try:
    import program
except ImportError:
    print('SKIPPED: pyatspi is not here')
    sys.exit(77)


class Cookies(program.Program):
    def __init__(self, command):
        super().__init__(command)
        self.select(self.find('page tab list', 'Tabs'), 'Cookies')
        run = self.find('push button', 'Run')
        # Other pages have buttons of the same names.
        self.page = run.parent.parent.parent.parent.parent
        self.parts = self.find('page tab list', top=self.page)

    def show(self, part):
        self.select(self.parts, part)

    def fill_in(self, role, name, value):
        self.set_text(self.find(role, name, top=self.page), value)

    def press(self, name):
        self.click(self.find('push button', name, top=self.page))

    def choose(self, name):
        """Selects a row of the jar: it is wider than the window, and drawn by hand."""
        item = self.find(name=f'Name: {name}', top=self.page)
        if program.role_of(item) != 'list item':
            item = item.parent
        item.parent.querySelection().selectChild(item.getIndexInParent())

    def empty_the_jar(self):
        self.show('Jar')
        for n in (2, 1):
            self.find('label', f'{n} cookie', top=self.page)
            self.choose('')
            self.press('Delete Cookie')
        self.find('label', 'The jar is empty', top=self.page)
        self.show('Fields')

    def badges(self, name):
        """What the two visits came to for a cookie."""
        def look():
            head = next(node for node in self.walk(self.page)
                        if program.role_of(node) == 'label' and node.name == name)
            row = head.parent.parent
            found = [node.name for node in self.walk(row)
                     if program.role_of(node) == 'label' and node.description.endswith('visit')]
            return found if len(found) == 2 else None
        return self.wait(look, f'the row of {name}')


def sign_in(running, server):
    """The recipe: two addresses, two fields, two visits side by side."""
    running.fill_in('text', 'Sign in at', server.address + 'login')
    running.fill_in('text', 'Then visit', server.address + 'account')
    running.fill_in('text', 'Value of id_username', 'Grace Hopper')
    running.fill_in('text', 'Value of id_password', 'sesame')
    running.press('Run')
    running.find('push button', 'Run', top=running.page)
    assert running.badges('session') == ['New', 'Changed'], running.badges('session')
    assert running.badges('visits') == ['New', 'Changed'], running.badges('visits')
    running.find(name='200 OK')
    running.find('label', 'It takes the place of the cookie with the same name, domain and path. '
                          '[RFC 6265bis §5.7 (23)]', top=running.page)


def try_it_here(running):
    """Starts a server, fills in both addresses and the fields, and runs."""
    running.press('Try It Here')
    assert running.badges('session') == ['New', 'Changed'], running.badges('session')
    running.find(name='200 OK')


def look_into_the_jar(running, server):
    running.show('Jar')
    session = running.find(name='Name: session', top=running.page)
    assert 'HttpOnly: ✓' in session.name and 'SameSite: Lax' in session.name, session.name
    running.find('label', '2 cookies', top=running.page)
    running.choose('session')
    running.press('Delete Cookie')
    running.find('label', '1 cookie', top=running.page)
    running.click(running.find('push button', 'Undo'))
    running.find('label', '2 cookies', top=running.page)


def add_a_cookie(running):
    """By hand, and the rules hold for it, too."""
    running.press('Add Cookie')
    editor = running.find('frame', 'Add Cookie')
    for name, value in (('Name', '__Host-mine'), ('Value', '1'), ('Domain', 'a.example')):
        running.set_text(running.find('text', name, top=editor), value)
    running.find('label', '__Host- needs Secure. [RFC 6265bis §5.7 (21)]')
    running.set_text(running.find('text', 'Name', top=editor), 'mine')
    running.click(running.find('push button', 'Add', top=editor))
    running.find(name='Name: mine', top=running.page)


def ask_what_if(running):
    """Nothing is sent to the address."""
    running.show('What If')
    running.fill_in('text', 'Address that is not visited', 'http://a.example/')
    running.find('label', '1 cookie would be sent.', top=running.page)
    running.find('label', 'mine=1', top=running.page)
    running.fill_in('text', 'Address that is not visited', 'http://www.a.example/')
    running.find('label', 'It had no Domain and goes only to the very host that set it.',
                 top=running.page)


def main(command, cli):
    with servers.Local(cli, 'cookies') as server:
        running = Cookies(command)
        try_it_here(running)
        running.empty_the_jar()
        sign_in(running, server)
        look_into_the_jar(running, server)
        add_a_cookie(running)
        ask_what_if(running)
        running.close()


main(*sys.argv[1:])
