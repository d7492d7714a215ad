#!/usr/bin/python3
# Clicks through the Forms page of the real program, against the local server of forms.
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: tests/gui/headless tests/gui/test-forms.py PROGRAM CLI"""

import sys

import servers

try:
    from forms import Forms
except ImportError:
    print('SKIPPED: pyatspi is not here')
    sys.exit(77)


def try_it_here(command):
    """From nothing to a form that was sent: its token is good for once, with its cookie."""
    running = Forms(command)
    running.click(running.find('push button', 'Try It Here', top=running.page))
    running.fill_in('signup-user-name', 'Ada Lovelace')
    running.click(running.find('push button', 'Sign up'))
    running.shown('<td><code>Ada Lovelace</code>')
    running.close()


def sign_up(running, server):
    running.open(server.address + 'sign-up')
    button = running.find('push button', 'Sign up')
    running.fill_in('signup-user-name', 'Grace Hopper')
    running.fill_in('signup-user-email', 'grace@example.com')
    running.fill_in('signup-user-password', 'a&b')
    running.preview()
    running.shown('signup-user-name=Grace+Hopper&signup-user-email=grace%40example.com')
    running.click(button)
    # What the server has read, in its own words.
    running.shown('<td><code>Grace Hopper</code><td>12')
    running.shown('<td><code>a&amp;b</code><td>3')


def send_a_token(running, server):
    """It is good for once, and only with its cookie: the page is fetched again for both."""
    running.open(server.address + 'token-and-cookie')
    running.find('label', 'csrf-token')
    running.fill_in('signup-user-name', 'with a token')
    for _ in range(2):
        running.click(running.find('push button', 'Sign up'))
        running.shown('<td><code>with a token</code>')
    running.find(name='200 OK')


def fill_in_by_hand(running, server):
    running.open(server.address + 'show')
    running.find('label', 'This page has no form.')
    running.fill_in('signup-user-name', 'by hand')
    running.click(running.find('push button', 'Send', top=running.page))
    running.shown('signup-user-name=by+hand&amp;signup-user-email=&amp;signup-user-password=')


def main(command, cli):
    with servers.Local(cli, 'form') as server:
        try_it_here(command)
        running = Forms(command)
        sign_up(running, server)
        send_a_token(running, server)
        fill_in_by_hand(running, server)
        running.close()


main(*sys.argv[1:])
