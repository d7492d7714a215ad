/* The Proxy page in a window, with a site and with a proxy that asks for a password. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/ui/rt-test-proxy-page.h"

#include "pages/proxy/rt-proxy-page.h"

void
rt_test_proxy_page_set_up (RtTestProxyPage *self, gconstpointer unused)
{
  rt_test_page_set_up (&self->base, RT_TYPE_PROXY_PAGE, "hello");
  self->proxy = rt_test_start_server ("proxy", "ann:open sesame", &self->proxy_address);
}

void
rt_test_proxy_page_tear_down (RtTestProxyPage *self, gconstpointer unused)
{
  rt_test_stop_server (self->proxy);
  g_free (self->proxy_address);
  rt_test_page_tear_down (&self->base);
}
