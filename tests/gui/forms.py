# The Forms page of the running program.
# SPDX-License-Identifier: GPL-3.0-or-later

import program


class Forms(program.Program):
    def __init__(self, command):
        super().__init__(command)
        self.select(self.find('page tab list', 'Tabs'), 'Forms')
        button = self.find('push button', 'Find Forms')
        # Other pages have an address, too, and a button “Send”.
        self.controls = button.parent
        self.page = self.controls.parent.parent.parent

    def open(self, address):
        """Finds the forms of a page."""
        self.set_text(self.find('text', 'Address', top=self.controls), address)
        self.click(self.find('push button', 'Find Forms'))

    def value(self, name):
        """Where the value of a field is filled in."""
        return self.wait(lambda: next(
            node for node in self.walk() if node.name == f'Value of {name}'), name)

    def fill_in(self, name, value):
        self.set_text(self.value(name), value)

    def press_menu(self, name):
        """Of a menu button and the toggle in it, which are called the same, the one that acts."""
        self.click(self.wait(lambda: next(
            node for node in self.walk(self.page) if node.name == name
            and 'focusable' in self.states(node)), name))

    def preview(self):
        if not any(node.name == 'What Will Be Sent' for node in self.walk()):
            self.click(self.find('push button', 'Preview'))

    def shown(self, words):
        """Waits for words in a text: of the preview, or of the body of the answer."""
        self.wait(lambda: any(words in self.text(node) for node in self.walk()
                              if program.role_of(node) == 'text'), f'“{words}”')
