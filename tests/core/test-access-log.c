/* Tests of RtAccessLog. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-access-log.h"

#include <string.h>

static void
test_format (void)
{
  g_autoptr (RtAccessEntry) entry = rt_access_entry_new ("::1", NULL);
  g_autoptr (GString) line = g_string_new (NULL);

  entry->request = g_strdup ("GET /\"\\\x1b[31m\xff HTTP/1.1");
  entry->agent = g_strdup ("a\nb");
  entry->time_us = G_GINT64_CONSTANT (784111777000000);
  entry->status = 404;
  entry->body_bytes = 12;
  entry->duration_us = 1005;
  rt_access_entry_append_line (entry, line);
  g_assert_true (g_str_has_prefix (line->str, "::1 - - [06/Nov/1994:"));
  g_assert_true (g_str_has_suffix (
      line->str,
      "] \"GET /\\\"\\\\\\x1B[31m\\xFF HTTP/1.1\" 404 12 \"-\" \"a\\x0Ab\" 1.005\n"));
}

static void
test_ring (void)
{
  g_autoptr (RtAccessLog) log = rt_access_log_new (2);
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  guint n_lost;

  for (guint i = 0; i < 5; i++)
    {
      RtAccessEntry *entry = rt_access_entry_new ("a", NULL);

      entry->status = 200 + i;
      rt_access_log_push (log, entry);
    }
  first = rt_access_log_drain (log, &n_lost);
  g_assert_cmpuint (first->len, ==, 2);
  g_assert_cmpuint (n_lost, ==, 3);
  g_assert_cmpuint (((RtAccessEntry *)g_ptr_array_index (first, 1))->status, ==, 201);
  second = rt_access_log_drain (log, &n_lost);
  g_assert_cmpuint (second->len, ==, 0);
  g_assert_cmpuint (n_lost, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/access-log/nobody-ends-a-line", test_format);
  g_test_add_func ("/access-log/what-has-no-room-is-counted", test_ring);
  return g_test_run ();
}
