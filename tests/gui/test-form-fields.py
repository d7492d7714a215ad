#!/usr/bin/python3
# Moves, suggests, types and edits fields of a form on the Forms page of the real program.
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: tests/gui/headless tests/gui/test-form-fields.py PROGRAM CLI"""

import http.server
import pathlib
import sys
import tempfile

import servers

try:
    from forms import Forms
except ImportError:
    print('SKIPPED: pyatspi is not here')
    sys.exit(77)

PAGE = (b'<form method=post action=/go><input name=word list=words></form>'
        b'<datalist id=words><option>sent<option>not</datalist>')


def move(running, server):
    """With the keyboard, from the entry that is typed in, which stays the one."""
    running.open(server.address + 'sign-up')
    entry = running.value('signup-user-password')
    running.preview()
    running.point_at(entry)
    running.wait(lambda: 'focused' in running.states(entry), 'the focus')
    running.key('alt+Up')
    running.shown('signup-user-name=&signup-user-password=&signup-user-email=')
    running.key('alt+Up')
    running.shown('signup-user-password=&signup-user-name=&signup-user-email=')
    running.type('typed')
    running.shown('signup-user-password=typed&signup-user-name=&signup-user-email=')
    running.click(running.find('push button', 'Restore Order', top=running.page))
    running.shown('signup-user-name=&signup-user-email=&signup-user-password=typed')


def edit_as_text(running):
    running.click(running.find('push button', 'Edit as Text', top=running.page))
    text = running.find('text', 'Fields, one a line')
    assert running.text(text) == ('signup-user-name=\nsignup-user-email=\n'
                                  'signup-user-password=typed\n'), running.text(text)
    running.set_text(text, 'more=1\nsignup-user-email=a@b.example\n')
    running.click(running.find('push button', '_Apply', top=running.window_of(text)))
    running.shown('\nmore=1&signup-user-email=a%40b.example')


def give_a_file_a_type(running, server, path):
    running.open(server.address + 'files')
    running.click(running.find('push button', 'Choose files for one', top=running.page))
    running.choose_file(path)
    running.shown('… 12 bytes of “note.txt”')
    running.press_menu('Types of the files for one')
    running.set_text(running.find('text', 'Type of note.txt'), 'text/x-own')
    running.shown('Content-Type: text/x-own')


def ask_before_resending(running, server):
    """What was meant for one server goes on to another after a question only."""
    class Moved(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header('Content-Type', 'text/html')
            self.send_header('Content-Length', str(len(PAGE)))
            self.end_headers()
            self.wfile.write(PAGE)

        def do_POST(self):
            self.rfile.read(int(self.headers['Content-Length']))
            self.send_response(307)
            self.send_header('Location', server.address + 'show')
            self.send_header('Content-Length', '0')
            self.end_headers()

        def log_message(self, *arguments):
            """Not on the terminal."""
    running.open(f'http://127.0.0.1:{servers.start_http(Moved)}/')
    running.value('word')
    running.press_menu('Suggestions for word')
    choices = running.find('list', top=running.page)
    running.wait(lambda: 'focused' in running.states(choices.getChildAtIndex(0)), 'the focus')
    running.key('Return')
    running.wait(lambda: running.text(running.value('word')) == 'sent', 'the suggestion')
    running.click(running.find('push button', 'Send', top=running.page))
    running.click(running.find('push button', 'Send It There'))
    running.shown('<pre>word=sent</pre>')


def main(command, cli):
    with tempfile.TemporaryDirectory() as folder, servers.Local(cli, 'form') as server:
        path = pathlib.Path(folder, 'note.txt')
        path.write_text('twelve bytes')
        running = Forms(command)
        ask_before_resending(running, server)
        move(running, server)
        edit_as_text(running)
        give_a_file_a_type(running, server, path)
        running.close()


main(*sys.argv[1:])
