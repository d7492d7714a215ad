/* Tests of rt_local_addresses_choose() and its reader. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-authority.h"
#include "core/server/rt-local-addresses.h"
#include "tests/lib/rt-test-dir.h"

#include <net/if.h>

#define ON (IFF_UP | IFF_RUNNING | IFF_BROADCAST)
#define TUNNEL (IFF_UP | IFF_RUNNING | IFF_POINTOPOINT)

typedef struct
{
  const char *interface;
  guint flags;
  const char *address;
} Row;

static void
assert_chosen (const Row *rows, const char *expected)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (RtLocalAddress));
  g_auto (GStrv) chosen = NULL;
  g_autofree char *joined = NULL;

  for (guint i = 0; rows[i].interface != NULL; i++)
    {
      RtLocalAddress local = { rows[i].interface, rows[i].flags,
                               g_inet_address_new_from_string (rows[i].address) };

      g_assert_nonnull (local.address);
      g_array_append_val (all, local);
    }
  chosen = rt_local_addresses_choose ((RtLocalAddress *)(gpointer)all->data, all->len);
  joined = g_strjoinv (" ", chosen);
  g_assert_cmpstr (joined, ==, expected);
  for (guint i = 0; i < all->len; i++)
    g_object_unref (g_array_index (all, RtLocalAddress, i).address);
}

static void
test_order (void)
{
  const Row rows[] = {
    { "wlan0", ON, "fd00::2" },     { "wlan0", ON, "2001:db8::2" },
    { "eth0", ON, "169.254.7.7" },  { "wlan0", ON, "192.168.1.5" },
    { "wlan0", ON, "2001:db8::3" }, { "tun0", TUNNEL, "10.8.0.2" },
    { "wlan1", ON, "192.168.1.5" }, { NULL },
  };

  assert_chosen (rows,
                 "192.168.1.5 10.8.0.2 169.254.7.7 2001:db8::2 2001:db8::3 fd00::2");
}

static void
test_skipped (void)
{
  const Row rows[] = {
    { "lo", ON | IFF_LOOPBACK, "127.0.0.1" },
    { "lo", ON | IFF_LOOPBACK, "192.0.2.1" },
    { "odd0", ON, "127.0.0.2" },
    { "eth1", IFF_UP, "192.0.2.2" },
    { "eth2", IFF_RUNNING, "192.0.2.3" },
    { "docker0", ON, "172.17.0.1" },
    { "virbr0", ON, "192.168.122.1" },
    { "veth12ab", ON, "192.0.2.4" },
    { "br-0123456789ab", ON, "172.18.0.1" },
    { "lxcbr0", ON, "10.0.3.1" },
    { "eth0", ON, "fe80::1" },
    { "tun0", TUNNEL, "fe80::2" },
    { "tun0", TUNNEL, "169.254.1.1" },
    { NULL },
  };

  assert_chosen (rows, "");
}

/* A bridge that the user made is a network like any other. */
static void
test_bridge (void)
{
  const Row rows[] = { { "br0", ON, "192.168.1.5" }, { NULL } };

  assert_chosen (rows, "192.168.1.5");
}

static void
assert_none (const char *bound)
{
  g_auto (GStrv) found = rt_local_addresses_of (bound);

  g_assert_cmpuint (g_strv_length (found), ==, 0);
}

static void
test_bound (void)
{
  g_auto (GStrv) one = rt_local_addresses_of ("192.0.2.7");
  g_auto (GStrv) all = rt_local_addresses_of ("*");
  g_auto (GStrv) v4 = rt_local_addresses_of ("0.0.0.0");
  g_auto (GStrv) v6 = rt_local_addresses_of ("::");
  guint n = g_strv_length (v4);

  assert_none (NULL);
  assert_none ("127.0.0.1");
  assert_none ("::1");
  g_assert_cmpuint (g_strv_length (one), ==, 1);
  g_assert_cmpstr (one[0], ==, "192.0.2.7");
  /* Whatever this machine has. */
  g_assert_cmpuint (g_strv_length (all), ==, n + g_strv_length (v6));
  for (guint i = 0; all[i] != NULL; i++)
    g_assert_cmpstr (all[i], ==, i < n ? v4[i] : v6[i - n]);
}

/* A private address that it was issued for, a public one for which it cannot be issued. */
static void
test_unnamed (void)
{
  static const char *const names[] = { "192.168.1.5", "203.0.113.9", NULL };
  g_autoptr (RtTestDir) dir = rt_test_dir_new ();
  g_autofree char *folder = rt_test_dir_build (dir, "authority");
  g_autoptr (GError) error = NULL;
  g_autoptr (RtAuthority) authority = rt_authority_open (folder, "here", &error);
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autofree char *unnamed = NULL;

  g_assert_no_error (error);
  certificate = rt_authority_issue (authority, RT_LEAF_GOOD, names, &error);
  g_assert_no_error (error);
  g_assert_null (rt_local_addresses_find_unnamed (NULL, certificate));
  g_assert_null (rt_local_addresses_find_unnamed ("192.168.1.5", certificate));
  unnamed = rt_local_addresses_find_unnamed ("203.0.113.9", certificate);
  g_assert_cmpstr (unnamed, ==, "203.0.113.9");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/local-addresses/best-first", test_order);
  g_test_add_func ("/local-addresses/none-that-nobody-else-can-use", test_skipped);
  g_test_add_func ("/local-addresses/an-own-bridge-is-one", test_bridge);
  g_test_add_func ("/local-addresses/of-what-a-server-is-bound-to", test_bound);
  g_test_add_func ("/local-addresses/which-a-certificate-is-not-for", test_unnamed);
  return g_test_run ();
}
