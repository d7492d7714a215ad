# What a test of requests through proxies has around it: a plain site and a secure one.
# SPDX-License-Identifier: GPL-3.0-or-later

import contextlib
import os

import rt_cli_case as case
from rt_raw_server import RawServer, answer, ok

PAIR = 'ann:open sesame'
PASSWORD = {**os.environ, 'ROUNDTRIP_PROXY_PASSWORD': 'open sesame'}


class ProxyCase(case.CliCase):
    def setUp(self):
        super().setUp()
        self.certificate, key = case.make_certificate(self.folder, 'site')
        self.context = case.tls_context(self.certificate, key)
        self.trust = ('--cacert', self.certificate)

    def sites(self, body='the site'):
        """A plain site and a secure one."""
        stack = contextlib.ExitStack()
        self.addCleanup(stack.close)
        page = ok(body, 'Set-Cookie: a=site; Path=/')
        handler = answer(*[page] * 20)
        return (stack.enter_context(RawServer(handler)),
                stack.enter_context(RawServer(handler, tls=self.context)))

    def check_both(self, proxy, *arguments, env=None, count=1):
        """The plain and the secure site are reached, and both only through the proxy."""
        plain, secure = self.sites()
        for site in (plain, secure):
            for _ in range(count):
                result = self.get('--proxy', proxy, *self.trust, *arguments,
                                  site.url(host='localhost'), env=env)
                self.assert_status(result, case.DONE)
                self.assertEqual(result.out, b'the site')
        return plain, secure
