/* What else there is to say about a cookie than the rule that decided. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-uri.h"
#include "tests/lib/rt-test-cookies.h"

#define HTTPS "https://www.site.example/dir/page"
#define NAVIGATION RT_COOKIE_CONTEXT_NAVIGATION
#define POST RT_COOKIE_CONTEXT_POST
#define PART RT_COOKIE_CONTEXT_SUBRESOURCE

static void
test_remarks (void)
{
  static const struct
  {
    const char *field;
    RtCookieRemarks remarks;
  } cases[] = {
    { "a=1; SameSite=Lax", RT_COOKIE_REMARK_NONE },
    { "a=1", RT_COOKIE_REMARK_LAX_BY_DEFAULT },
    { "a=1; SameSite=what", RT_COOKIE_REMARK_LAX_BY_DEFAULT },
    { "a=1; SameSite=Lax; Max-Age=34560001", RT_COOKIE_REMARK_EXPIRY_CAPPED },
    { "a=1; SameSite=Lax; Max-Age=34560000", RT_COOKIE_REMARK_NONE },
    { "a=1; SameSite=Lax; Max-Age=99999999999999999999999",
      RT_COOKIE_REMARK_EXPIRY_CAPPED },
    { "a=1; SameSite=Lax; Expires=Wed, 01 Jan 2098 00:00:00 GMT",
      RT_COOKIE_REMARK_EXPIRY_CAPPED },
    { "a=1; SameSite=Lax; Expires=Wed, 01 Jan 2098 00:00:00 GMT; Max-Age=60",
      RT_COOKIE_REMARK_NONE },
    { "a=1; SameSite=Lax; Max-Age=1.5", RT_COOKIE_REMARK_BAD_EXPIRY },
    { "a=1; SameSite=Lax; Max-Age=", RT_COOKIE_REMARK_BAD_EXPIRY },
    { "a=1; SameSite=Lax; Expires=tomorrow", RT_COOKIE_REMARK_BAD_EXPIRY },
    { "__Http-a=1; SameSite=Lax", RT_COOKIE_REMARK_HTTP_PREFIX },
    { "__Http-a=1; SameSite=Lax; Secure; HttpOnly", RT_COOKIE_REMARK_NONE },
    { "__Host-Http-a=1; SameSite=Lax; Secure; Path=/", RT_COOKIE_REMARK_HTTP_PREFIX },
    { "__Host-Http-a=1; SameSite=Lax; Secure; Path=/; HttpOnly", RT_COOKIE_REMARK_NONE },
    { "a=1; SameSite=None; Secure; Partitioned", RT_COOKIE_REMARK_PARTITIONED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RtCookieJar) jar = rt_cookie_jar_new_private ();
      g_autoptr (RtCookieVerdict) verdict
          = rt_test_cookies_set (jar, HTTPS, NAVIGATION, cases[i].field);

      g_test_message ("%s", cases[i].field);
      g_assert_cmpint (verdict->rule, ==, RT_COOKIE_RULE_STORED);
      g_assert_cmpint (verdict->remarks, ==, cases[i].remarks);
    }
}

/* Where browsers are known to differ, it is said. */
static void
test_this_computer (void)
{
  static const struct
  {
    const char *host;
    RtCookieRemarks remark;
  } cases[] = {
    { "localhost", RT_COOKIE_REMARK_THIS_COMPUTER },
    { "app.localhost", RT_COOKIE_REMARK_THIS_COMPUTER },
    { "127.1.2.3", RT_COOKIE_REMARK_THIS_COMPUTER },
    { "[::1]", RT_COOKIE_REMARK_THIS_COMPUTER },
    { "192.168.0.1", RT_COOKIE_REMARK_NONE },
    { "localhost.example", RT_COOKIE_REMARK_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *plain = g_strdup_printf ("http://%s/", cases[i].host);
      g_autofree char *safe = g_strdup_printf ("https://%s/", cases[i].host);
      g_autoptr (GUri) uri = rt_uri_parse (plain, NULL, NULL, NULL);
      g_autoptr (RtCookieJar) jar = rt_cookie_jar_new_private ();
      g_autoptr (RtCookieVerdict) refused
          = rt_test_cookies_set (jar, plain, NAVIGATION, "a=1; Secure; SameSite=Lax");
      g_autoptr (RtCookieVerdict) kept
          = rt_test_cookies_set (jar, safe, NAVIGATION, "a=1; Secure; SameSite=Lax");
      const RtCookieQuestion question
          = { .uri = uri, .method = "GET", .now_us = g_get_real_time () };
      g_autoptr (GPtrArray) verdicts = rt_cookie_jar_judge (jar, &question, NULL);
      const RtCookieVerdict *withheld = verdicts->pdata[0];

      g_test_message ("%s", cases[i].host);
      g_assert_cmpint (refused->rule, ==, RT_COOKIE_RULE_SECURE_FROM_HTTP);
      g_assert_cmpint (refused->remarks, ==, cases[i].remark);
      g_assert_cmpint (kept->remarks, ==, RT_COOKIE_REMARK_NONE);
      g_assert_cmpint (withheld->rule, ==, RT_COOKIE_RULE_NOT_SECURE);
      g_assert_cmpint (withheld->remarks, ==, cases[i].remark);
    }
}

static void
test_lax_allowing_unsafe (void)
{
  static const struct
  {
    const char *field;
    RtCookieContext context;
    gint64 age_s;
    RtCookieRemarks remark;
  } cases[] = {
    { "a=1", POST, 119, RT_COOKIE_REMARK_LAX_ALLOWING_UNSAFE },
    { "a=1", POST, 121, RT_COOKIE_REMARK_NONE },
    { "a=1", PART, 1, RT_COOKIE_REMARK_NONE },
    { "a=1; SameSite=Lax", POST, 1, RT_COOKIE_REMARK_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GUri) uri = rt_uri_parse (HTTPS, NULL, NULL, NULL);
      g_autoptr (RtCookieJar) jar = rt_cookie_jar_new_private ();
      g_autoptr (RtCookieVerdict) kept
          = rt_test_cookies_set (jar, HTTPS, NAVIGATION, cases[i].field);
      const RtCookieQuestion question
          = { .uri = uri,
              .method = "POST",
              .context = cases[i].context,
              .now_us = kept->cookie->created_us + cases[i].age_s * G_USEC_PER_SEC };
      g_autoptr (GPtrArray) verdicts = rt_cookie_jar_judge (jar, &question, NULL);
      const RtCookieVerdict *withheld = verdicts->pdata[0];

      g_assert_cmpint (rt_cookie_verdict_get_outcome (withheld), ==, RT_COOKIE_WITHHELD);
      g_assert_cmpint (withheld->remarks, ==, cases[i].remark);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cookie-remarks/remarks", test_remarks);
  g_test_add_func ("/cookie-remarks/this-computer", test_this_computer);
  g_test_add_func ("/cookie-remarks/lax-allowing-unsafe", test_lax_allowing_unsafe);
  return g_test_run ();
}
