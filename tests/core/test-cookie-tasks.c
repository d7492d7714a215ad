/* Tests of what is done with a jar in a thread. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cookies/rt-cookie-tasks.h"
#include "core/cookies/rt-firefox-cookies.h"
#include "core/wire/rt-error.h"
#include "tests/lib/rt-test-dir.h"
#include "tests/lib/rt-test-wait.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static GFile *
make_file (RtTestDir *dir, const char *text)
{
  g_autofree char *path = rt_test_dir_build (dir, "cookies.txt");

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return g_file_new_for_path (path);
}

static RtCookieImport *
import_file (RtCookieJar *jar, GFile *file, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rt_cookie_import_file_async (jar, file, on_done, &result);
  rt_test_wait_until (NULL, result != NULL);
  return rt_cookie_import_finish (jar, result, error);
}

static void
test_file (void)
{
  g_autoptr (RtTestDir) dir = rt_test_dir_new ();
  g_autoptr (RtCookieJar) jar = rt_cookie_jar_new_private ();
  g_autoptr (GFile) file = make_file (dir, "a.example\tFALSE\t/\tFALSE\t0\tone\t1\n"
                                           "a.example FALSE / FALSE 0 two 2\n"
                                           "a.example\tFALSE\t/\tFALSE\t1\told\t1\n"
                                           "com\tTRUE\t/\tFALSE\t0\tsuffix\t1\n"
                                           "nonsense\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (RtCookieImport) import = import_file (jar, file, &error);
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *text = NULL;
  guint n_left_out = 1;
  GStatBuf info;

  g_assert_no_error (error);
  g_assert_cmpuint (import->n_kept, ==, 2);
  g_assert_cmpuint (import->n_expired, ==, 1);
  g_assert_cmpuint (import->n_refused, ==, 1);
  /* No header, spaces, and a line that is none. */
  g_assert_cmpuint (import->notes->len, ==, 3);

  g_assert_cmpint (g_chmod (g_file_peek_path (file), 0644), ==, 0);
  rt_cookie_export_async (jar, file, on_done, &result);
  rt_test_wait_until (NULL, result != NULL);
  g_assert_true (rt_cookie_export_finish (jar, result, &n_left_out, &error));
  g_assert_cmpuint (n_left_out, ==, 0);
  g_assert_cmpint (g_stat (g_file_peek_path (file), &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_true (g_file_get_contents (g_file_peek_path (file), &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "\ttwo\t2\n"));
}

static void
test_no_file (void)
{
  g_autoptr (RtTestDir) dir = rt_test_dir_new ();
  g_autoptr (RtCookieJar) jar = rt_cookie_jar_new_private ();
  g_autofree char *path = rt_test_dir_build (dir, "none");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (RtCookieImport) import = import_file (jar, file, &error);

  g_assert_null (import);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
make_profile (RtTestDir *dir)
{
  g_autofree char *path = rt_test_dir_build (dir, "cookies.sqlite");
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (
      sqlite3_exec (db,
                    "CREATE TABLE moz_cookies (id INTEGER PRIMARY KEY, originAttributes "
                    "TEXT, name TEXT, value TEXT, host TEXT, path TEXT, expiry INTEGER, "
                    "isSecure INTEGER, isHttpOnly INTEGER);"
                    "INSERT INTO moz_cookies VALUES"
                    "(1, '', 'plain', '1', 'a.example', '/', 9999999999, 0, 0),"
                    "(2, '^userContextId=7', 'boxed', '1', 'a.example', '/', 9999999999, "
                    "0, 0),"
                    "(3, '^privateBrowsingId=1', 'secret', '1', 'a.example', '/', "
                    "9999999999, 0, 0);",
                    NULL, NULL, NULL),
      ==, SQLITE_OK);
  sqlite3_close (db);
}

/* One kind of tab at a time; the others are told of. */
static void
test_firefox (void)
{
  static const struct
  {
    const char *place;
    const char *name;
    const char *others[2];
  } cases[] = { { NULL, "plain", { "7", RT_FIREFOX_PRIVATE } },
                { "7", "boxed", { RT_FIREFOX_PRIVATE } },
                { RT_FIREFOX_PRIVATE, "secret", { "7" } } };
  g_autoptr (RtTestDir) dir = rt_test_dir_new ();

  make_profile (dir);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RtCookieJar) jar = rt_cookie_jar_new_private ();
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (RtCookieImport) import = NULL;

      rt_cookie_import_firefox_async (jar, dir->path, cases[i].place, on_done, &result);
      rt_test_wait_until (NULL, result != NULL);
      import = rt_cookie_import_finish (jar, result, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (import->n_kept, ==, 1);
      g_assert_cmpstr (((RtCookieVerdict *)import->verdicts->pdata[0])->cookie->name, ==,
                       cases[i].name);
      for (guint j = 0; j < 2 && cases[i].others[j] != NULL; j++)
        g_assert_cmpuint (
            GPOINTER_TO_UINT (g_hash_table_lookup (import->apart, cases[i].others[j])),
            ==, 1);
    }
}

static void
test_broken_jar (void)
{
  g_autoptr (RtTestDir) dir = rt_test_dir_new ();
  g_autofree char *path = rt_test_dir_build (dir, "none/jar.sqlite");
  g_autoptr (RtCookieJar) jar = rt_cookie_jar_new (path);
  g_autoptr (GUri) uri = g_uri_parse ("http://a.example/", G_URI_FLAGS_NONE, NULL);
  const RtCookieQuestion question = { .uri = uri, .method = "GET" };
  g_autoptr (GAsyncResult) changed = NULL;
  g_autoptr (GAsyncResult) judged = NULL;
  g_autoptr (GError) change_error = NULL;
  g_autoptr (GError) judge_error = NULL;

  rt_cookie_change_async (jar, rt_cookie_change_new (), on_done, &changed);
  rt_cookie_judge_async (jar, &question, NULL, on_done, &judged);
  rt_test_wait_until (NULL, changed != NULL && judged != NULL);
  g_assert_null (rt_cookie_change_finish (jar, changed, &change_error));
  g_assert_error (change_error, RT_ERROR, RT_ERROR_FILE);
  g_assert_null (rt_cookie_judge_finish (jar, judged, &judge_error));
  g_assert_error (judge_error, RT_ERROR, RT_ERROR_FILE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cookie-tasks/file", test_file);
  g_test_add_func ("/cookie-tasks/no-file", test_no_file);
  g_test_add_func ("/cookie-tasks/firefox", test_firefox);
  g_test_add_func ("/cookie-tasks/broken-jar", test_broken_jar);
  return g_test_run ();
}
