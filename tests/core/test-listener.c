/* Tests of rt_listener_find_port(). */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-listener.h"
#include "core/wire/rt-error.h"

static GPtrArray *
hold (const char *address, guint16 *port)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *groups = rt_listener_open (address, 0, 1, &error);

  g_assert_no_error (error);
  *port = rt_listener_get_port (groups);
  return groups;
}

/* Another program may take a port at any time, but it will not take all of them. */
static void
test_find_port (gconstpointer held)
{
  g_autoptr (GError) error = NULL;
  guint16 taken;
  g_autoptr (GPtrArray) groups = hold (held, &taken);
  guint16 found = rt_listener_find_port (NULL, taken - 1);

  g_assert_null (rt_listener_open (NULL, taken, 1, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_PORT_TAKEN);
  g_assert_cmpuint (found, >, taken);
  g_assert_cmpuint (found, <=, taken + 99);
  g_assert_cmpuint (rt_listener_find_port ("192.0.2.1", taken), ==, 0);
}

static void
test_last_port (void)
{
  g_assert_cmpuint (rt_listener_find_port (NULL, G_MAXUINT16), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/listener/find-port/goes-past-a-taken-one", NULL,
                        test_find_port);
  g_test_add_data_func ("/listener/find-port/goes-past-one-taken-in-ipv4", "127.0.0.1",
                        test_find_port);
  g_test_add_data_func ("/listener/find-port/goes-past-one-taken-in-ipv6", "::1",
                        test_find_port);
  g_test_add_func ("/listener/find-port/ends-with-the-last", test_last_port);
  return g_test_run ();
}
