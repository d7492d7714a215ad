/* Tests of RtCookieJar: what is kept, in what order, and within limits. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cookies/rt-cookie-settle.h"
#include "core/cookies/rt-cookie-visit.h"
#include "core/http/rt-uri.h"
#include "core/wire/rt-message-head.h"
#include "tests/lib/rt-test-cookies.h"

#define NOW_US (G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC)
#define SECOND_US G_USEC_PER_SEC

static void
test_order (void)
{
  g_autoptr (RtCookieJar) jar = rt_cookie_jar_new_private ();

  rt_test_cookies_keep (jar, "http://h.example/a/b/c", NOW_US,
                        "late=1; Path=/\nb=1\nlong=1; Path=/a");
  rt_test_cookies_keep (jar, "http://h.example/a/b/c", NOW_US + SECOND_US,
                        "c=1\nb=2\n=bare");
  rt_test_cookies_assert_sent (jar, "http://h.example/a/b/c", NOW_US,
                               "b=2; c=1; bare; long=1; late=1");
  rt_test_cookies_assert_sent (jar, "http://h.example/a", NOW_US, "long=1; late=1");
  rt_test_cookies_assert_sent (jar, "http://other.example/a", NOW_US, NULL);
}

static void
test_replaces (void)
{
  g_autoptr (RtCookieJar) jar = rt_cookie_jar_new_private ();
  g_autoptr (GPtrArray) verdicts = NULL;
  const RtCookieVerdict *verdict;

  rt_test_cookies_keep (jar, "https://h.example/", NOW_US, "a=1; Secure");
  verdicts = rt_test_cookies_receive (jar, "https://h.example/", NOW_US + SECOND_US,
                                      "a=2; HttpOnly");
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

  rt_test_cookies_keep (jar, "http://h.example/", NOW_US, "a=1; Max-Age=10\nb=1");
  rt_test_cookies_assert_sent (jar, "http://h.example/", NOW_US + 9 * SECOND_US,
                               "a=1; b=1");
  rt_test_cookies_assert_sent (jar, "http://h.example/", NOW_US + 10 * SECOND_US, "b=1");
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

  rt_test_cookies_keep (jar, "http://h.example/", NOW_US, "a=1\nb=1; Path=/y");
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

  rt_test_cookies_keep (jar, "http://h.example/", NOW_US, "a=1");
  rt_test_cookies_keep (jar, "http://other.example/", NOW_US + 1, "b=1");
  rt_test_cookies_keep (jar, "http://other.example/", NOW_US + 2, "c=1");
  first = rt_cookie_jar_judge (jar, &question, NULL);
  rt_test_cookies_keep (jar, "http://other.example/", NOW_US + 3, "c=2");
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
  rt_test_cookies_assert_sent (jar, "http://h.example/", NOW_US, "d=1\t1");
}

static void
test_site_limit (void)
{
  g_autoptr (RtCookieJar) jar = rt_cookie_jar_new_private ();
  g_autoptr (GPtrArray) verdicts = NULL;
  g_autoptr (GPtrArray) full = NULL;
  g_autoptr (GPtrArray) cookies = NULL;
  const RtCookieVerdict *verdict;

  rt_test_cookies_keep (jar, "https://other.example/", NOW_US, "a=1");
  rt_test_cookies_keep (jar, "https://b.site.example/", NOW_US + SECOND_US, "plain=1");
  for (guint i = 1; i < RT_COOKIE_JAR_SITE_MAX; i++)
    {
      g_autofree char *field = g_strdup_printf ("n%u=1; Secure", i);
      rt_test_cookies_keep (jar, "https://a.site.example/", NOW_US + i % 7, field);
    }
  /* One more: what is not Secure goes, although it was used last. */
  verdicts = rt_test_cookies_receive (jar, "https://c.site.example/", NOW_US + SECOND_US,
                                      "x=1; Secure");
  verdict = verdicts->pdata[0];
  g_assert_cmpint (verdict->rule, ==, RT_COOKIE_RULE_STORED);
  g_assert_cmpuint (verdict->evicted->len, ==, 1);
  g_assert_cmpstr (((RtCookie *)verdict->evicted->pdata[0])->name, ==, "plain");
  /* The next plain one would be the first to go itself. */
  full = rt_test_cookies_receive (jar, "https://c.site.example/", NOW_US + SECOND_US,
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
      rt_test_cookies_keep (jar, address, NOW_US + i, fields->str);
    }
  cookies = rt_cookie_jar_list (jar, NOW_US, NULL);
  g_assert_cmpuint (cookies->len, ==, RT_COOKIE_JAR_MAX);
  rt_test_cookies_assert_sent (jar, "http://site0.example/", NOW_US, NULL);
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
  rt_test_cookies_assert_sent (jar, "http://h.example/", NOW_US, "a=1; far=1");
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
  g_test_add_func ("/cookie-jar/imports", test_imports);
  return g_test_run ();
}
