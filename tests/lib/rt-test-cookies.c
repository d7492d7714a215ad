/* What servers set and what is sent back, without a network. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/lib/rt-test-cookies.h"

#include "core/http/rt-uri.h"

/* Has an answer come with the fields, which are on lines of their own. */
static GPtrArray *
answer (RtCookieJar *jar,
        const char *address,
        RtCookieContext context,
        gint64 now_us,
        const char *lines)
{
  g_autoptr (GUri) uri = rt_uri_parse (address, NULL, NULL, NULL);
  const RtCookieQuestion question
      = { .uri = uri, .method = "GET", .context = context, .now_us = now_us };
  g_autoptr (RtHeaderList) fields = rt_header_list_new ();
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  g_auto (GStrv) split = g_strsplit (lines, "\n", -1);

  g_assert_nonnull (uri);
  /* An empty field is one, too. */
  if (split[0] == NULL)
    rt_header_list_append_received (fields, "Set-Cookie", "");
  for (guint i = 0; split[i] != NULL; i++)
    rt_header_list_append_received (fields, "Set-Cookie", split[i]);
  return rt_cookie_jar_receive (jar, &question, nothing, fields);
}

GPtrArray *
rt_test_cookies_receive (RtCookieJar *jar,
                         const char *address,
                         gint64 now_us,
                         const char *lines)
{
  return answer (jar, address, RT_COOKIE_CONTEXT_NAVIGATION, now_us, lines);
}

void
rt_test_cookies_keep (RtCookieJar *jar,
                      const char *address,
                      gint64 now_us,
                      const char *lines)
{
  g_autoptr (GPtrArray) verdicts = rt_test_cookies_receive (jar, address, now_us, lines);

  for (guint i = 0; i < verdicts->len; i++)
    g_assert_cmpint (rt_cookie_verdict_get_outcome (verdicts->pdata[i]), <=,
                     RT_COOKIE_REPLACED);
}

/* One field, now. */
RtCookieVerdict *
rt_test_cookies_set (RtCookieJar *jar,
                     const char *address,
                     RtCookieContext context,
                     const char *field)
{
  g_autoptr (GPtrArray) verdicts
      = answer (jar, address, context, g_get_real_time (), field);

  g_assert_cmpuint (verdicts->len, ==, 1);
  return rt_cookie_verdict_ref (verdicts->pdata[0]);
}

void
rt_test_cookies_assert_sent (RtCookieJar *jar,
                             const char *address,
                             gint64 now_us,
                             const char *expected)
{
  g_autoptr (GUri) uri = rt_uri_parse (address, NULL, NULL, NULL);
  const RtCookieQuestion question = { .uri = uri, .method = "GET", .now_us = now_us };
  g_autofree char *value = NULL;
  g_autoptr (GObject) record
      = rt_cookie_source_look_up (RT_COOKIE_SOURCE (jar), &question, &value);

  g_assert_cmpstr (value, ==, expected);
}
