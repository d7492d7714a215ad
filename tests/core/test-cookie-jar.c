/* Tests of RtCookieJar: what is kept, in what file, in what order, and within limits. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cookies/rt-cookie-jar.h"
#include "core/cookies/rt-cookie-settle.h"
#include "core/cookies/rt-cookie-visit.h"
#include "core/http/rt-uri.h"
#include "core/wire/rt-error.h"
#include "core/wire/rt-message-head.h"
#include "tests/lib/rt-test-dir.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#define NOW_US (G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC)
#define SECOND_US G_USEC_PER_SEC

/* Has @address answer with the fields, which are on lines of their own. */
static GPtrArray *
receive (RtCookieJar *jar, const char *address, gint64 now_us, const char *lines)
{
  g_autoptr (GUri) uri = rt_uri_parse (address, NULL, NULL, NULL);
  const RtCookieQuestion question = { .uri = uri, .method = "GET", .now_us = now_us };
  g_autoptr (RtHeaderList) fields = rt_header_list_new ();
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  g_auto (GStrv) split = g_strsplit (lines, "\n", -1);

  for (guint i = 0; split[i] != NULL; i++)
    rt_header_list_append_received (fields, "Set-Cookie", split[i]);
  return rt_cookie_jar_receive (jar, &question, nothing, fields);
}

static void
keep (RtCookieJar *jar, const char *address, gint64 now_us, const char *lines)
{
  g_autoptr (GPtrArray) verdicts = receive (jar, address, now_us, lines);

  for (guint i = 0; i < verdicts->len; i++)
    g_assert_cmpint (rt_cookie_verdict_get_outcome (verdicts->pdata[i]), <=,
                     RT_COOKIE_REPLACED);
}

static char *
send (RtCookieJar *jar, const char *address, gint64 now_us)
{
  g_autoptr (GUri) uri = rt_uri_parse (address, NULL, NULL, NULL);
  const RtCookieQuestion question = { .uri = uri, .method = "GET", .now_us = now_us };
  char *value;
  g_autoptr (GObject) record
      = rt_cookie_source_look_up (RT_COOKIE_SOURCE (jar), &question, &value);

  return value;
}

static void
assert_sent (RtCookieJar *jar, const char *address, gint64 now_us, const char *expected)
{
  g_autofree char *value = send (jar, address, now_us);

  g_assert_cmpstr (value, ==, expected);
}

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
test_order (void)
{
  g_autoptr (RtCookieJar) jar = rt_cookie_jar_new_private ();

  keep (jar, "http://h.example/a/b/c", NOW_US, "late=1; Path=/\nb=1\nlong=1; Path=/a");
  keep (jar, "http://h.example/a/b/c", NOW_US + SECOND_US, "c=1\nb=2\n=bare");
  assert_sent (jar, "http://h.example/a/b/c", NOW_US, "b=2; c=1; bare; long=1; late=1");
  assert_sent (jar, "http://h.example/a", NOW_US, "long=1; late=1");
  assert_sent (jar, "http://other.example/a", NOW_US, NULL);
}

static void
test_replaces (void)
{
  g_autoptr (RtCookieJar) jar = rt_cookie_jar_new_private ();
  g_autoptr (GPtrArray) verdicts = NULL;
  const RtCookieVerdict *verdict;

  keep (jar, "https://h.example/", NOW_US, "a=1; Secure");
  verdicts = receive (jar, "https://h.example/", NOW_US + SECOND_US, "a=2; HttpOnly");
  verdict = verdicts->pdata[0];
  g_assert_cmpint (verdict->rule, ==, RT_COOKIE_RULE_REPLACED);
  g_assert_cmpstr (verdict->old->value, ==, "1");
  g_assert_true (verdict->old->secure);
  g_assert_cmpstr (verdict->cookie->value, ==, "2");
  g_assert_false (verdict->cookie->secure);
  g_assert_true (verdict->cookie->http_only);
  g_assert_cmpint (verdict->cookie->created_us, ==, NOW_US);
  g_assert_cmpint (verdict->cookie->used_us, ==, NOW_US + SECOND_US);
}

static void
test_time_passes (void)
{
  g_autoptr (RtCookieJar) jar = rt_cookie_jar_new_private ();
  g_autoptr (GPtrArray) later = NULL;

  keep (jar, "http://h.example/", NOW_US, "a=1; Max-Age=10\nb=1");
  assert_sent (jar, "http://h.example/", NOW_US + 9 * SECOND_US, "a=1; b=1");
  assert_sent (jar, "http://h.example/", NOW_US + 10 * SECOND_US, "b=1");
  later = rt_cookie_jar_list (jar, NOW_US + 10 * SECOND_US, NULL);
  g_assert_cmpuint (later->len, ==, 1);
}

/* What was sent is remembered once the answer is there. */
static void
test_remembers_use (void)
{
  g_autoptr (RtCookieJar) jar = rt_cookie_jar_new_private ();
  g_autoptr (GUri) uri = rt_uri_parse ("http://h.example/x", NULL, NULL, NULL);
  const RtCookieQuestion question
      = { .uri = uri, .method = "GET", .now_us = NOW_US + SECOND_US };
  g_autoptr (RtHeaderList) fields = rt_header_list_new ();
  g_autofree char *value = NULL;
  g_autoptr (GObject) asked = NULL;
  g_autoptr (GObject) record = NULL;
  g_autoptr (GPtrArray) cookies = NULL;

  keep (jar, "http://h.example/", NOW_US, "a=1\nb=1; Path=/y");
  asked = rt_cookie_source_look_up (RT_COOKIE_SOURCE (jar), &question, &value);
  record = rt_cookie_source_receive (RT_COOKIE_SOURCE (jar), &question, asked, fields);
  g_assert_cmpuint (rt_cookie_visit_get_asked (RT_COOKIE_VISIT (record))->len, ==, 2);
  cookies = rt_cookie_jar_list (jar, NOW_US, NULL);
  for (guint i = 0; i < cookies->len; i++)
    {
      const RtCookie *cookie = cookies->pdata[i];
      gboolean used = g_str_equal (cookie->name, "a");

      g_assert_cmpint (cookie->used_us, ==, used ? NOW_US + SECOND_US : NOW_US);
    }
}

/* However big the jar and however long the chain, what has nothing to do with a request
 * is not kept again for it. */
static void
test_shares_what_stays (void)
{
  g_autoptr (RtCookieJar) jar = rt_cookie_jar_new_private ();
  g_autoptr (GUri) uri = rt_uri_parse ("http://h.example/", NULL, NULL, NULL);
  const RtCookieQuestion question = { .uri = uri, .method = "GET", .now_us = NOW_US };
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  const RtCookieVerdict *before, *after;

  keep (jar, "http://h.example/", NOW_US, "a=1");
  keep (jar, "http://other.example/", NOW_US + 1, "b=1");
  keep (jar, "http://other.example/", NOW_US + 2, "c=1");
  first = rt_cookie_jar_judge (jar, &question, NULL);
  keep (jar, "http://other.example/", NOW_US + 3, "c=2");
  second = rt_cookie_jar_judge (jar, &question, NULL);
  g_assert_cmpuint (first->len, ==, 3);
  g_assert_cmpuint (second->len, ==, 3);
  before = first->pdata[0];
  after = second->pdata[0];
  g_assert_cmpint (after->rule, ==, RT_COOKIE_RULE_SENT);
  g_assert_true (before->cookie == after->cookie);
  g_assert_true (first->pdata[1] == second->pdata[1]);
  before = first->pdata[2];
  after = second->pdata[2];
  g_assert_cmpint (after->rule, ==, RT_COOKIE_RULE_OTHER_DOMAIN);
  g_assert_cmpstr (before->cookie->value, ==, "1");
  g_assert_cmpstr (after->cookie->value, ==, "2");
}

/* On the wire a control character has become a space by the time anybody looks. */
static void
test_controls (void)
{
  static const char lines[] = "Set-Cookie: a=1\x01\x02\r\nSet-Cookie: b=1\0\r\n"
                              "Set-Cookie: c=1; Path=\x7f\r\nSet-Cookie: d=1\t1\r\n\r\n";
  RtRemarks remarks = 0;
  g_autoptr (RtHeaderList) fields
      = rt_message_head_parse_fields ((const guint8 *)lines, sizeof lines - 1, &remarks);
  g_autoptr (RtCookieJar) jar = rt_cookie_jar_new_private ();
  g_autoptr (GUri) uri = rt_uri_parse ("http://h.example/", NULL, NULL, NULL);
  const RtCookieQuestion question = { .uri = uri, .method = "GET", .now_us = NOW_US };
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  g_autoptr (GPtrArray) verdicts
      = rt_cookie_jar_receive (jar, &question, nothing, fields);

  g_assert_cmpuint (verdicts->len, ==, 4);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (((RtCookieVerdict *)verdicts->pdata[i])->rule, ==,
                     RT_COOKIE_RULE_CONTROL);
  assert_sent (jar, "http://h.example/", NOW_US, "d=1\t1");
}

static void
test_site_limit (void)
{
  g_autoptr (RtCookieJar) jar = rt_cookie_jar_new_private ();
  g_autoptr (GPtrArray) verdicts = NULL;
  g_autoptr (GPtrArray) full = NULL;
  g_autoptr (GPtrArray) cookies = NULL;
  const RtCookieVerdict *verdict;

  keep (jar, "https://other.example/", NOW_US, "a=1");
  keep (jar, "https://b.site.example/", NOW_US + SECOND_US, "plain=1");
  for (guint i = 1; i < RT_COOKIE_JAR_SITE_MAX; i++)
    {
      g_autofree char *field = g_strdup_printf ("n%u=1; Secure", i);
      keep (jar, "https://a.site.example/", NOW_US + i % 7, field);
    }
  /* One more: what is not Secure goes, although it was used last. */
  verdicts = receive (jar, "https://c.site.example/", NOW_US + SECOND_US, "x=1; Secure");
  verdict = verdicts->pdata[0];
  g_assert_cmpint (verdict->rule, ==, RT_COOKIE_RULE_STORED);
  g_assert_cmpuint (verdict->evicted->len, ==, 1);
  g_assert_cmpstr (((RtCookie *)verdict->evicted->pdata[0])->name, ==, "plain");
  /* The next plain one would be the first to go itself. */
  full = receive (jar, "https://c.site.example/", NOW_US + SECOND_US,
                  "y=1\nz=1; Secure\nz=2; Secure");
  g_assert_cmpint (((RtCookieVerdict *)full->pdata[0])->rule, ==,
                   RT_COOKIE_RULE_JAR_FULL);
  verdict = full->pdata[1];
  g_assert_cmpint (verdict->rule, ==, RT_COOKIE_RULE_STORED);
  g_assert_cmpstr (((RtCookie *)verdict->evicted->pdata[0])->name, ==, "n7");
  g_assert_null (((RtCookieVerdict *)full->pdata[2])->evicted);
  cookies = rt_cookie_jar_list (jar, NOW_US, NULL);
  g_assert_cmpuint (cookies->len, ==, RT_COOKIE_JAR_SITE_MAX + 1);
}

static void
test_limit (void)
{
  g_autoptr (RtCookieJar) jar = rt_cookie_jar_new_private ();
  g_autoptr (GPtrArray) cookies = NULL;

  for (guint i = 0; i <= RT_COOKIE_JAR_MAX / 100; i++)
    {
      g_autofree char *address = g_strdup_printf ("http://site%u.example/", i);
      g_autoptr (GString) fields = g_string_new ("n=1");

      for (guint n = 1; n < 100; n++)
        g_string_append_printf (fields, "\nn%u=1", n);
      keep (jar, address, NOW_US + i, fields->str);
    }
  cookies = rt_cookie_jar_list (jar, NOW_US, NULL);
  g_assert_cmpuint (cookies->len, ==, RT_COOKIE_JAR_MAX);
  assert_sent (jar, "http://site0.example/", NOW_US, NULL);
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

    keep (jar, "https://h.example/a/", NOW_US,
          "a=1; Max-Age=60; Secure; HttpOnly; SameSite=None; Partitioned\n"
          "caf\xc3\xa9=cr\xe8me; Path=/\xe8; Domain=h.example");
    assert_sent (other, "https://h.example/a/", NOW_US, "a=1");
    keep (other, "https://h.example/a/", NOW_US, "b=1");
    assert_sent (jar, "https://h.example/a/", NOW_US, "a=1; b=1");
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

  keep (jar, "http://h.example/", NOW_US, "a=1");
  g_assert_cmpint (
      run_sql (path, "CREATE TRIGGER broken BEFORE INSERT ON cookies WHEN new.value = "
                     "x'32' BEGIN SELECT raise (FAIL, 'broken'); END"),
      ==, SQLITE_OK);
  verdicts = receive (jar, "http://h.example/", NOW_US, "b=1\na=2\nc=1; Secure");
  verdict = verdicts->pdata[0];
  g_assert_cmpint (verdict->rule, ==, RT_COOKIE_RULE_JAR_BROKEN);
  verdict = verdicts->pdata[1];
  g_assert_cmpint (verdict->rule, ==, RT_COOKIE_RULE_JAR_BROKEN);
  g_assert_null (verdict->old);
  verdict = verdicts->pdata[2];
  g_assert_cmpint (verdict->rule, ==, RT_COOKIE_RULE_SECURE_FROM_HTTP);
  assert_sent (jar, "http://h.example/", NOW_US, "a=1");
  again = receive (jar, "http://h.example/", NOW_US, "b=1");
  g_assert_cmpint (((RtCookieVerdict *)again->pdata[0])->rule, ==, RT_COOKIE_RULE_STORED);
}

static void
test_imports (void)
{
  g_autoptr (RtCookieJar) jar = rt_cookie_jar_new_private ();
  g_autoptr (GPtrArray) cookies
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_cookie_unref);
  g_autoptr (GPtrArray) verdicts = NULL;
  const struct
  {
    RtCookie model;
    RtCookieRule rule;
  } cases[] = {
    { { .name = (char *)"a",
        .domain = (char *)"h.example",
        .host_only = TRUE,
        .expires_s = RT_COOKIE_SESSION },
      RT_COOKIE_RULE_STORED },
    { { .name = (char *)"old", .domain = (char *)"h.example", .expires_s = 1 },
      RT_COOKIE_RULE_EXPIRED_NOTHING },
    { { .name = (char *)"far",
        .domain = (char *)"h.example",
        .expires_s = G_GINT64_CONSTANT (9999999999) },
      RT_COOKIE_RULE_STORED },
    { { .name = (char *)"a", .domain = (char *)"co.uk", .expires_s = RT_COOKIE_SESSION },
      RT_COOKIE_RULE_PUBLIC_SUFFIX },
    { { .name = (char *)"__Host-a",
        .domain = (char *)"h.example",
        .secure = TRUE,
        .expires_s = RT_COOKIE_SESSION },
      RT_COOKIE_RULE_HOST_PREFIX_DOMAIN },
    { { .name = (char *)"a\n",
        .domain = (char *)"h.example",
        .expires_s = RT_COOKIE_SESSION },
      RT_COOKIE_RULE_CONTROL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RtCookie model = cases[i].model;

      model.value = (char *)"1";
      model.path = (char *)"/";
      g_ptr_array_add (cookies, rt_cookie_new (&model));
    }
  verdicts = rt_cookie_jar_import (jar, cookies, NOW_US, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (((RtCookieVerdict *)verdicts->pdata[i])->rule, ==, cases[i].rule);
  assert_sent (jar, "http://h.example/", NOW_US, "a=1; far=1");
}

static gpointer
write_many (gpointer data)
{
  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *field = g_strdup_printf ("n%u=1", i);
      keep (data, "http://h.example/", NOW_US, field);
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
  g_test_add_func ("/cookie-jar/order", test_order);
  g_test_add_func ("/cookie-jar/replaces", test_replaces);
  g_test_add_func ("/cookie-jar/time-passes", test_time_passes);
  g_test_add_func ("/cookie-jar/remembers-use", test_remembers_use);
  g_test_add_func ("/cookie-jar/shares-what-stays", test_shares_what_stays);
  g_test_add_func ("/cookie-jar/controls", test_controls);
  g_test_add_func ("/cookie-jar/site-limit", test_site_limit);
  g_test_add_func ("/cookie-jar/limit", test_limit);
  g_test_add_func ("/cookie-jar/file", test_file);
  g_test_add_func ("/cookie-jar/makes-a-file-private", test_makes_a_file_private);
  g_test_add_func ("/cookie-jar/refuses-other-files", test_refuses_other_files);
  g_test_add_func ("/cookie-jar/says-when-it-broke", test_says_when_it_broke);
  g_test_add_func ("/cookie-jar/imports", test_imports);
  g_test_add_func ("/cookie-jar/threads", test_threads);
  return g_test_run ();
}
