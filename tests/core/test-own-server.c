/* Tests of which servers are our own. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-own-server.h"

#include <string.h>

static void
test_names (void)
{
  const char *host = g_get_host_name ();
  g_autofree char *label = g_strndup (host, strcspn (host, "."));
  g_autofree char *local = g_strconcat (label, ".LOCAL", NULL);
  const char *const own[] = { "localhost",  "LocalHost", "a.localhost", "127.0.0.1",
                              "127.8.9.10", "::1",       host,          local };
  const char *const others[] = { "localhost.example",
                                 "notlocalhost",
                                 "other-than-this.local",
                                 "example.com",
                                 "192.0.2.1",
                                 "2001:db8::1",
                                 "0.0.0.0",
                                 "" };

  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    if (!rt_own_server_is_named (own[i]))
      g_error ("'%s' is ours", own[i]);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (rt_own_server_is_named (others[i]))
      g_error ("'%s' is not ours", others[i]);
}

/* What the kernel sends from when it talks to itself is an address of this computer. */
static void
test_addresses (void)
{
  const struct
  {
    const char *text;
    gboolean is_own;
  } cases[] = { { "127.0.0.1", TRUE },  { "127.255.0.1", TRUE },  { "::1", TRUE },
                { "192.0.2.1", FALSE }, { "2001:db8::1", FALSE }, { "::2", FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (cases[i].text);

      g_assert_cmpint (rt_own_server_is_at (address), ==, cases[i].is_own);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/own-server/names-of-this-computer", test_names);
  g_test_add_func ("/own-server/addresses-of-this-computer", test_addresses);
  return g_test_run ();
}
