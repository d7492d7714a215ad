/* Tests of the jars that the user has: which there are, and where they are kept. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cookies/rt-cookie-jars.h"
#include "tests/lib/rt-test-dir.h"
#include "tests/lib/rt-test-wait.h"

#include <glib/gstdio.h>

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static void
keep (RtNamedJar *jar, gboolean keeps)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rt_named_jar_set_keeps_async (jar, keeps, on_done, &result);
  rt_test_wait_until (NULL, result != NULL);
  rt_named_jar_set_keeps_finish (jar, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (rt_named_jar_get_keeps (jar), ==, keeps);
}

static void
put (RtNamedJar *jar, const char *name)
{
  const RtCookie model = { .name = (char *)name,
                           .value = (char *)"1",
                           .domain = (char *)"a.example",
                           .path = (char *)"/",
                           .expires_s = RT_COOKIE_SESSION };
  g_autoptr (RtCookie) cookie = rt_cookie_new (&model);
  g_autoptr (RtCookieChange) change = rt_cookie_change_new ();
  g_autoptr (RtCookieChange) undo = NULL;

  rt_cookie_change_add (change, cookie);
  undo = rt_cookie_jar_change (rt_named_jar_get_jar (jar), change, 0, NULL);
  g_assert_nonnull (undo);
}

static guint
count (RtNamedJar *jar)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cookies
      = rt_cookie_jar_list (rt_named_jar_get_jar (jar), g_get_real_time (), &error);

  g_assert_no_error (error);
  return cookies->len;
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  for (const char *name; dir != NULL && (name = g_dir_read_name (dir)) != NULL;)
    n += g_str_has_suffix (name, ".sqlite");
  return n;
}

static void
test_keeps (void)
{
  RtTestDir *dir = rt_test_dir_new ();
  g_autofree char *folder = rt_test_dir_build (dir, "cookies");
  g_autoptr (RtCookieJars) jars = rt_cookie_jars_new (folder);
  RtNamedJar *work = rt_cookie_jars_add (jars, "Work");
  RtNamedJar *brief = rt_cookie_jars_add (jars, "Brief");
  g_autofree char *path = NULL;
  GStatBuf info;

  g_assert_false (rt_named_jar_can_keep (rt_cookie_jars_find (jars, NULL)));
  put (work, "session");
  put (brief, "session");
  keep (work, TRUE);
  put (work, "more");
  path = g_build_filename (folder, rt_named_jar_get_file (work), NULL);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (folder, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
  g_clear_object (&jars);

  jars = rt_cookie_jars_new (folder);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (jars)), ==, 3);
  g_assert_cmpuint (count (rt_cookie_jars_find (jars, NULL)), ==, 0);
  g_assert_cmpuint (count (rt_cookie_jars_find (jars, "Work")), ==, 2);
  g_assert_cmpuint (count (rt_cookie_jars_find (jars, "Brief")), ==, 0);

  keep (rt_cookie_jars_find (jars, "Work"), FALSE);
  g_assert_cmpuint (count (rt_cookie_jars_find (jars, "Work")), ==, 2);
  g_assert_cmpuint (count_files (folder), ==, 0);
  g_clear_object (&jars);
  rt_test_dir_free (dir);
}

static void
test_removes_and_restores (void)
{
  RtTestDir *dir = rt_test_dir_new ();
  g_autofree char *folder = rt_test_dir_build (dir, "cookies");
  g_autoptr (RtCookieJars) jars = rt_cookie_jars_new (folder);
  g_autoptr (RtNamedJar) work = g_object_ref (rt_cookie_jars_add (jars, "Work"));
  guint position;

  put (work, "session");
  keep (work, TRUE);
  g_assert_cmpuint (count_files (folder), ==, 1);
  position = rt_cookie_jars_remove (jars, work);
  g_assert_null (rt_cookie_jars_find (jars, "Work"));
  rt_test_wait_until (NULL, !rt_named_jar_get_keeps (work));
  g_assert_cmpuint (count_files (folder), ==, 0);

  rt_cookie_jars_restore (jars, work, position);
  keep (work, TRUE);
  g_assert_cmpuint (count (work), ==, 1);
  g_clear_object (&jars);
  jars = rt_cookie_jars_new (folder);
  g_assert_cmpuint (count (rt_cookie_jars_find (jars, "Work")), ==, 1);
  g_clear_object (&jars);
  rt_test_dir_free (dir);
}

/* Whoever changes their mind at once gets what they said last. */
static void
test_moves_in_order (void)
{
  RtTestDir *dir = rt_test_dir_new ();
  g_autoptr (RtNamedJar) jar = rt_named_jar_new ("Work", dir->path, NULL);
  GAsyncResult *results[9] = { NULL };

  put (jar, "session");
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    rt_named_jar_set_keeps_async (jar, i % 2 == 0, on_done, &results[i]);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      rt_test_wait_until (NULL, results[i] != NULL);
      g_assert_true (rt_named_jar_set_keeps_finish (jar, results[i], NULL));
      g_object_unref (results[i]);
    }
  g_assert_true (rt_named_jar_get_keeps (jar));
  g_assert_cmpuint (count_files (dir->path), ==, 1);
  g_assert_cmpuint (count (jar), ==, 1);
  g_clear_object (&jar);
  rt_test_dir_free (dir);
}

static void
test_stays_where_it_is (void)
{
  RtTestDir *dir = rt_test_dir_new ();
  g_autofree char *file = rt_test_dir_build (dir, "file");
  g_autofree char *folder = g_build_filename (file, "below-a-file", NULL);
  g_autoptr (RtNamedJar) jar = rt_named_jar_new ("Work", folder, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  put (jar, "session");
  rt_named_jar_set_keeps_async (jar, TRUE, on_done, &result);
  rt_test_wait_until (NULL, result != NULL);
  g_assert_false (rt_named_jar_set_keeps_finish (jar, result, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
  g_assert_false (rt_named_jar_get_keeps (jar));
  g_assert_cmpuint (count (jar), ==, 1);
  rt_test_dir_free (dir);
}

/* What was chosen in the last run is chosen in the next, if it is still there. */
static void
test_remembers_the_choice (void)
{
  RtTestDir *dir = rt_test_dir_new ();
  g_autoptr (RtCookieJars) jars = rt_cookie_jars_new (dir->path);
  RtNamedJar *work = rt_cookie_jars_add (jars, "Work");
  gpointer held;

  g_assert_null (rt_cookie_jars_get_chosen (jars, "forms"));
  rt_cookie_jars_choose (jars, "forms", work);
  rt_cookie_jars_choose (jars, "cookies", rt_cookie_jars_find (jars, NULL));
  rt_cookie_jars_choose (jars, "download", work);
  rt_cookie_jars_choose (jars, "download", NULL);
  g_clear_object (&jars);
  jars = rt_cookie_jars_new (dir->path);
  work = rt_cookie_jars_find (jars, "Work");
  g_assert_true (rt_cookie_jars_get_chosen (jars, "forms") == work);
  g_assert_true (rt_cookie_jars_get_chosen (jars, "cookies")
                 == rt_cookie_jars_find (jars, NULL));
  g_assert_null (rt_cookie_jars_get_chosen (jars, "download"));
  rt_cookie_jars_remove (jars, work);
  g_assert_null (rt_cookie_jars_get_chosen (jars, "forms"));
  held = jars;
  g_object_add_weak_pointer (G_OBJECT (held), &held);
  g_clear_object (&jars);
  rt_test_wait_until (NULL, held == NULL);
  rt_test_dir_free (dir);
}

/* A list that somebody else has written. */
static void
test_hostile_list (void)
{
  RtTestDir *dir = rt_test_dir_new ();
  g_autofree char *list = rt_test_dir_build (dir, "jars");
  g_autoptr (RtCookieJars) jars = NULL;
  static const char text[]
      = "{\"jars\":[1,{\"name\":\"\"},{\"name\":\"A\",\"file\":\"../x.sqlite\"},"
        "{\"name\":\"B\",\"file\":\"x\"},{\"name\":\"C\"},{\"name\":\"C\"},{\"file\":\"a."
        "sqlite\"}],\"chosen\":{\"one\":1,\"two\":[\"C\"],\"three\":\"B\",\"four\":\"C\"}"
        "}";

  g_assert_true (g_file_set_contents (list, text, -1, NULL));
  jars = rt_cookie_jars_new (dir->path);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (jars)), ==, 2);
  g_assert_nonnull (rt_cookie_jars_find (jars, "C"));
  g_assert_null (rt_cookie_jars_get_chosen (jars, "one"));
  g_assert_null (rt_cookie_jars_get_chosen (jars, "two"));
  g_assert_null (rt_cookie_jars_get_chosen (jars, "three"));
  g_assert_true (rt_cookie_jars_get_chosen (jars, "four")
                 == rt_cookie_jars_find (jars, "C"));
  g_clear_object (&jars);
  rt_test_dir_free (dir);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cookie-jars/keeps", test_keeps);
  g_test_add_func ("/cookie-jars/removes-and-restores", test_removes_and_restores);
  g_test_add_func ("/cookie-jars/moves-in-order", test_moves_in_order);
  g_test_add_func ("/cookie-jars/stays-where-it-is", test_stays_where_it_is);
  g_test_add_func ("/cookie-jars/remembers-the-choice", test_remembers_the_choice);
  g_test_add_func ("/cookie-jars/hostile-list", test_hostile_list);
  return g_test_run ();
}
