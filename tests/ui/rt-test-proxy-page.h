/* The Proxy page in a window, with a site and with a proxy that asks for a password. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tests/ui/rt-test-page.h"

G_BEGIN_DECLS

typedef struct
{
  RtTestPage base; /* its server is the site */
  RtServer *proxy; /* it asks for a password */
  char *proxy_address;
} RtTestProxyPage;

void rt_test_proxy_page_set_up (RtTestProxyPage *self, gconstpointer unused);
void rt_test_proxy_page_tear_down (RtTestProxyPage *self, gconstpointer unused);

G_END_DECLS
