/* Any bytes as what a proxy asks for, as the answer of a script, and as exceptions. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/proxy/rt-bypass-list.h"
#include "core/proxy/rt-proxy-address.h"
#include "core/wire/rt-proxy-auth.h"
#include "tests/fuzz/rt-fuzz.h"

#include <string.h>

/* The name may be said in other words, the password never. */
static void
check_challenge (const char *text)
{
  g_autoptr (RtProxyAuth) auth = rt_proxy_auth_new ("ann", "sesame-open");
  g_autoptr (RtHeaderList) fields = rt_header_list_new ();
  g_autofree char *said = NULL;

  rt_header_list_append_received (fields, "Proxy-Authenticate", text);
  if (!rt_proxy_auth_take_challenge (auth, fields, NULL, 0))
    return;
  said = rt_proxy_auth_authorize (auth, "CONNECT", "a.example:443");
  g_assert_nonnull (said);
  g_assert_null (strstr (said, "sesame-open"));
  g_assert_null (strpbrk (said, "\r\n"));
}

static void
check_exceptions (const char *text)
{
  static const char *const hosts[]
      = { "a.example", "b.a.example", "localhost", "::1", "10.1.2.3" };
  g_autoptr (RtBypassList) list = rt_bypass_list_parse (text, NULL);

  for (guint i = 0; list != NULL && i < G_N_ELEMENTS (hosts); i++)
    {
      const char *entry = rt_bypass_list_find (list, hosts[i], 80);

      g_assert_true (entry == NULL || strstr (text, entry) != NULL);
    }
}

static void
check_answer (const char *text)
{
  const char *const answer[] = { text, NULL };
  g_autoptr (GPtrArray) proxies = rt_proxy_addresses_parse (answer, NULL);

  for (guint i = 0; proxies != NULL && i < proxies->len; i++)
    {
      const RtProxy *proxy = proxies->pdata[i];
      g_autoptr (RtProxy) again = NULL;

      if (proxy == NULL)
        continue;
      again = rt_proxy_address_parse (proxy->uri, NULL);
      g_assert_nonnull (again);
      g_assert_cmpstr (again->uri, ==, proxy->uri);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);
  g_autofree char *line = g_strdelimit (g_strdup (text), "\r\n", ' ');

  check_challenge (line); /* as the head of an answer is read */
  check_exceptions (text);
  check_answer (text);
  return 0;
}
