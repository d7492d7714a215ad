#!/usr/bin/env python3
# Every row of the table holds for our server; nginx, the control, shows that rows can fail.
# SPDX-License-Identifier: GPL-3.0-or-later

import rt_cli_case as case
import rt_serve_table
from rt_cli_server import Server
from rt_nginx import Nginx
from rt_serve_peer import Peer

# What a careful administrator would switch on.
CONTROL = '''autoindex on; gzip_vary on; gzip_static on; gzip_types text/plain;
    add_header X-Content-Type-Options nosniff; charset utf-8;'''


class Table(case.CliCase):
    def test_enough_rows(self):
        names = [name for name, _ in rt_serve_table.CHECKS]
        self.assertGreaterEqual(len(names), 64)
        self.assertEqual(len(names), len(set(names)))

    def test_ours_passes_all(self):
        root = rt_serve_table.fill(self.folder)
        with Server(root) as server:
            self.assertEqual(rt_serve_table.run(Peer(server.port)), [])

    @case.need('nginx', 'openssl')
    def test_control(self):
        root = rt_serve_table.fill(self.folder)
        with Nginx(root, CONTROL) as control:
            failed = rt_serve_table.run(Peer(control.plain))
        count = len(rt_serve_table.CHECKS)
        print(f'# nginx passes {count - len(failed)} of {count}; not: {" ".join(failed)}')
        self.assertLess(len(failed), count / 3)
        self.assertIn('path/dotfile', failed)


case.main()
