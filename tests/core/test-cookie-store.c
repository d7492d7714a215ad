/* Tests of RtCookieStore: the file of a jar, which others may use, too. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-error.h"
#include "tests/lib/rt-test-cookies.h"
#include "tests/lib/rt-test-dir.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#define NOW_US (G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC)

static RtCookieJar *
open_jar (const char *path)
{
  g_autoptr (GError) error = NULL;
  RtCookieJar *jar = rt_cookie_jar_open (path, &error);

  g_assert_no_error (error);
  return jar;
}

/* Runs SQL of the test's own, as another program might. */
static int
run_sql (const char *path, const char *statements)
{
  sqlite3 *db;
  int code = sqlite3_open (path, &db);

  g_assert_cmpint (code, ==, SQLITE_OK);
  code = sqlite3_exec (db, statements, NULL, NULL, NULL);
  sqlite3_close (db);
  return code;
}

static void
test_file (void)
{
  g_autoptr (RtTestDir) dir = rt_test_dir_new ();
  g_autofree char *path = rt_test_dir_build (dir, "jar");
  g_autofree char *log = rt_test_dir_build (dir, "jar-wal");
  GStatBuf info;

  {
    g_autoptr (RtCookieJar) jar = open_jar (path);
    g_autoptr (RtCookieJar) other = open_jar (path);

    rt_test_cookies_keep (
        jar, "https://h.example/a/", NOW_US,
        "a=1; Max-Age=60; Secure; HttpOnly; SameSite=None; Partitioned\n"
        "caf\xc3\xa9=cr\xe8me; Path=/\xe8; Domain=h.example");
    rt_test_cookies_assert_sent (other, "https://h.example/a/", NOW_US, "a=1");
    rt_test_cookies_keep (other, "https://h.example/a/", NOW_US, "b=1");
    rt_test_cookies_assert_sent (jar, "https://h.example/a/", NOW_US, "a=1; b=1");
    g_assert_cmpint (g_stat (path, &info), ==, 0);
    g_assert_cmpint (info.st_mode & 0777, ==, 0600);
    g_assert_cmpint (g_stat (log, &info), ==, 0);
    g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  }
  {
    g_autoptr (RtCookieJar) jar = open_jar (path);
    g_autoptr (GPtrArray) cookies = rt_cookie_jar_list (jar, NOW_US, NULL);
    const RtCookie *cookie;

    g_assert_cmpuint (cookies->len, ==, 3);
    cookie = cookies->pdata[0];
    g_assert_cmpstr (cookie->name, ==, "a");
    g_assert_cmpstr (cookie->path, ==, "/a");
    g_assert_cmpint (cookie->expires_s, ==, NOW_US / G_USEC_PER_SEC + 60);
    g_assert_cmpint (cookie->same_site, ==, RT_SAME_SITE_NONE);
    g_assert_true (cookie->secure && cookie->http_only && cookie->partitioned);
    g_assert_true (cookie->host_only);
    cookie = cookies->pdata[1];
    g_assert_cmpstr (cookie->name, ==, "caf\xc3\xa9");
    g_assert_cmpstr (cookie->value, ==, "cr\xe8me");
    g_assert_cmpstr (cookie->path, ==, "/\xe8");
    g_assert_false (cookie->host_only);
    g_assert_cmpint (cookie->expires_s, ==, RT_COOKIE_SESSION);
  }
}

static void
test_makes_a_file_private (void)
{
  g_autoptr (RtTestDir) dir = rt_test_dir_new ();
  g_autofree char *path = rt_test_dir_build (dir, "jar");
  g_autoptr (RtCookieJar) jar = NULL;
  GStatBuf info;

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_cmpint (g_chmod (path, 0644), ==, 0);
  jar = open_jar (path);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

/* Nothing is written to what is not ours. */
static void
assert_refused (const char *path)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize length_before = 0;
  gsize length_after = 0;
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  g_file_get_contents (path, &before, &length_before, NULL);
  g_assert_null (rt_cookie_jar_open (path, &error));
  g_assert_error (error, RT_ERROR, RT_ERROR_FILE);
  if (before == NULL)
    return;
  g_assert_true (g_file_get_contents (path, &after, &length_after, NULL));
  g_assert_cmpmem (before, length_before, after, length_after);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0644);
}

static void
test_refuses_other_files (void)
{
  g_autoptr (RtTestDir) dir = rt_test_dir_new ();
  g_autofree char *text = rt_test_dir_build (dir, "cookies.txt");
  g_autofree char *foreign = rt_test_dir_build (dir, "cookies.sqlite");
  g_autofree char *newer = rt_test_dir_build (dir, "newer");
  g_autofree char *nowhere = rt_test_dir_build (dir, "no/such/folder");

  g_assert_true (g_file_set_contents (text, "# Netscape HTTP Cookie File\n", -1, NULL));
  g_assert_cmpint (run_sql (foreign, "CREATE TABLE moz_cookies (a)"), ==, SQLITE_OK);
  g_clear_object (&(RtCookieJar *){ open_jar (newer) });
  g_assert_cmpint (run_sql (newer, "PRAGMA user_version = 2"), ==, SQLITE_OK);
  g_assert_cmpint (g_chmod (text, 0644), ==, 0);
  g_assert_cmpint (g_chmod (foreign, 0644), ==, 0);
  g_assert_cmpint (g_chmod (newer, 0644), ==, 0);
  assert_refused (text);
  assert_refused (foreign);
  assert_refused (newer);
  assert_refused (nowhere);
  assert_refused (dir->path);
}

/* What could not be written is not called stored. */
static void
test_says_when_it_broke (void)
{
  g_autoptr (RtTestDir) dir = rt_test_dir_new ();
  g_autofree char *path = rt_test_dir_build (dir, "jar");
  g_autoptr (RtCookieJar) jar = open_jar (path);
  g_autoptr (GPtrArray) verdicts = NULL;
  g_autoptr (GPtrArray) again = NULL;
  const RtCookieVerdict *verdict;

  rt_test_cookies_keep (jar, "http://h.example/", NOW_US, "a=1");
  g_assert_cmpint (
      run_sql (path, "CREATE TRIGGER broken BEFORE INSERT ON cookies WHEN new.value = "
                     "x'32' BEGIN SELECT raise (FAIL, 'broken'); END"),
      ==, SQLITE_OK);
  verdicts = rt_test_cookies_receive (jar, "http://h.example/", NOW_US,
                                      "b=1\na=2\nc=1; Secure");
  verdict = verdicts->pdata[0];
  g_assert_cmpint (verdict->rule, ==, RT_COOKIE_RULE_JAR_BROKEN);
  verdict = verdicts->pdata[1];
  g_assert_cmpint (verdict->rule, ==, RT_COOKIE_RULE_JAR_BROKEN);
  g_assert_null (verdict->old);
  verdict = verdicts->pdata[2];
  g_assert_cmpint (verdict->rule, ==, RT_COOKIE_RULE_SECURE_FROM_HTTP);
  rt_test_cookies_assert_sent (jar, "http://h.example/", NOW_US, "a=1");
  again = rt_test_cookies_receive (jar, "http://h.example/", NOW_US, "b=1");
  g_assert_cmpint (((RtCookieVerdict *)again->pdata[0])->rule, ==, RT_COOKIE_RULE_STORED);
}

static gpointer
write_many (gpointer data)
{
  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *field = g_strdup_printf ("n%u=1", i);
      rt_test_cookies_keep (data, "http://h.example/", NOW_US, field);
    }
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (RtTestDir) dir = rt_test_dir_new ();
  g_autofree char *path = rt_test_dir_build (dir, "jar");
  g_autoptr (RtCookieJar) one = open_jar (path);
  g_autoptr (RtCookieJar) other = open_jar (path);
  g_autoptr (GPtrArray) cookies = NULL;
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("writer", write_many, i % 2 == 0 ? one : other);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  cookies = rt_cookie_jar_list (one, NOW_US, NULL);
  g_assert_cmpuint (cookies->len, ==, 50);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cookie-store/file", test_file);
  g_test_add_func ("/cookie-store/makes-a-file-private", test_makes_a_file_private);
  g_test_add_func ("/cookie-store/refuses-other-files", test_refuses_other_files);
  g_test_add_func ("/cookie-store/says-when-it-broke", test_says_when_it_broke);
  g_test_add_func ("/cookie-store/threads", test_threads);
  return g_test_run ();
}
