/* Tests of the list of a jar's cookies: order, search, and what the main thread hears of them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cookies/rt-cookie-list.h"
#include "core/cookies/rt-cookie-settle.h"
#include "core/wire/rt-error.h"
#include "tests/lib/rt-test-dir.h"
#include "tests/lib/rt-test-wait.h"

#define NOW_US g_get_real_time ()

static void
add (RtCookieChange *change, const char *domain, const char *name, gint64 expires_s)
{
  g_autofree char *value = g_strdup_printf ("value-of-%s", name);
  const RtCookie model = { .name = (char *)name,
                           .value = value,
                           .domain = (char *)domain,
                           .path = (char *)"/",
                           .expires_s = expires_s };
  g_autoptr (RtCookie) cookie = rt_cookie_new (&model);

  rt_cookie_change_add (change, cookie);
}

static void
apply (RtCookieJar *jar, RtCookieChange *change)
{
  g_autoptr (RtCookieChange) undo = rt_cookie_jar_change (jar, change, NOW_US, NULL);

  g_assert_nonnull (undo);
  rt_cookie_change_free (change);
}

static void
on_loaded (gboolean *is_loaded)
{
  *is_loaded = TRUE;
}

/* Waits for what was just begun. */
static void
load (RtCookieList *list)
{
  gboolean is_loaded = FALSE;
  gulong handler
      = g_signal_connect_swapped (list, "loaded", G_CALLBACK (on_loaded), &is_loaded);

  rt_test_wait_until (NULL, is_loaded);
  g_signal_handler_disconnect (list, handler);
}

static void
assert_names (RtCookieList *list, const char *expected)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list));
  GString *text = g_string_new (NULL);
  g_autofree char *names = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RtCookieItem) item = g_list_model_get_item (G_LIST_MODEL (list), i);
      g_string_append_printf (text, "%s ", rt_cookie_item_get_cookie (item)->name);
    }
  names = g_string_free (text, FALSE);
  g_assert_cmpstr (names, ==, expected);
}

static void
test_order_and_search (void)
{
  g_autoptr (RtCookieJar) jar = rt_cookie_jar_new_private ();
  g_autoptr (RtCookieList) list = rt_cookie_list_new ();
  RtCookieChange *change = rt_cookie_change_new ();

  add (change, "b.example", "A", RT_COOKIE_SESSION);
  add (change, "a.example", "c", NOW_US / G_USEC_PER_SEC + 1000);
  add (change, "a.example", "b", NOW_US / G_USEC_PER_SEC + 2000);
  apply (jar, change);
  rt_cookie_list_set_jar (list, jar);
  load (list);
  assert_names (list, "b c A ");
  rt_cookie_list_set_order (list, RT_COOKIE_COLUMN_EXPIRES, FALSE);
  load (list);
  assert_names (list, "c b A ");
  rt_cookie_list_set_order (list, RT_COOKIE_COLUMN_NAME, TRUE);
  load (list);
  assert_names (list, "c b A ");
  rt_cookie_list_set_filter (list, "B.EX");
  load (list);
  assert_names (list, "A ");
  rt_cookie_list_set_filter (list, "value-of-c");
  load (list);
  assert_names (list, "c ");
  g_assert_cmpuint (rt_cookie_list_get_n_all (list), ==, 3);
  for (guint column = 0; column < RT_COOKIE_N_COLUMNS; column++)
    {
      rt_cookie_list_set_filter (list, NULL);
      rt_cookie_list_set_order (list, column, column % 2 == 0);
      load (list);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 3);
    }
}

static void
on_items_changed (GListModel *list,
                  guint position,
                  guint n_removed,
                  guint n_added,
                  guint *sum)
{
  *sum += 10000 * position + 100 * n_removed + n_added;
}

/* What has not changed is not touched. */
static void
test_tells_little (void)
{
  g_autoptr (RtCookieJar) jar = rt_cookie_jar_new_private ();
  g_autoptr (RtCookieList) list = rt_cookie_list_new ();
  RtCookieChange *change = rt_cookie_change_new ();
  guint sum = 0;

  for (guint i = 0; i < 9; i++)
    {
      g_autofree char *name = g_strdup_printf ("n%u", i);
      add (change, "a.example", name, RT_COOKIE_SESSION);
    }
  apply (jar, change);
  rt_cookie_list_set_jar (list, jar);
  load (list);
  g_signal_connect (list, "items-changed", G_CALLBACK (on_items_changed), &sum);
  rt_cookie_list_reload (list);
  load (list);
  g_assert_cmpuint (sum, ==, 0);
  change = rt_cookie_change_new ();
  add (change, "a.example", "n3x", RT_COOKIE_SESSION);
  apply (jar, change);
  rt_cookie_list_reload (list);
  load (list);
  g_assert_cmpuint (sum, ==, 40001);
}

static void
test_tells_of_failure (void)
{
  RtTestDir *dir = rt_test_dir_new ();
  g_autofree char *path = rt_test_dir_build (dir, "none/jar.sqlite");
  g_autoptr (RtCookieJar) jar = rt_cookie_jar_new (path);
  g_autoptr (RtCookieList) list = rt_cookie_list_new ();

  rt_cookie_list_set_jar (list, jar);
  load (list);
  g_assert_error (rt_cookie_list_get_error (list), RT_ERROR, RT_ERROR_FILE);
  rt_test_dir_free (dir);
}

/* However many there are, the main thread hears of them once. */
static void
test_full_jar (void)
{
  g_autoptr (RtCookieJar) jar = rt_cookie_jar_new_private ();
  g_autoptr (RtCookieList) list = rt_cookie_list_new ();
  RtCookieChange *change = rt_cookie_change_new ();
  guint sum = 0;

  for (guint i = 0; i < RT_COOKIE_JAR_MAX; i++)
    {
      g_autofree char *domain = g_strdup_printf ("s%u.example", i / 100);
      g_autofree char *name = g_strdup_printf ("n%u", i % 100);
      add (change, domain, name, RT_COOKIE_SESSION);
    }
  apply (jar, change);
  g_signal_connect (list, "items-changed", G_CALLBACK (on_items_changed), &sum);
  rt_cookie_list_set_jar (list, jar);
  load (list);
  g_assert_cmpuint (sum, ==, RT_COOKIE_JAR_MAX);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==,
                    RT_COOKIE_JAR_MAX);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cookie-list/order-and-search", test_order_and_search);
  g_test_add_func ("/cookie-list/tells-little", test_tells_little);
  g_test_add_func ("/cookie-list/tells-of-failure", test_tells_of_failure);
  g_test_add_func ("/cookie-list/full-jar", test_full_jar);
  return g_test_run ();
}
