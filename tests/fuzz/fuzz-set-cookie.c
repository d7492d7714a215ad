/* Any bytes as a Set-Cookie field: a cookie that is stored can be sent, and comes back. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cookies/rt-cookie-decode.h"
#include "core/cookies/rt-cookie-judge.h"
#include "core/cookies/rt-cookie-scope.h"
#include "tests/fuzz/rt-fuzz.h"

#include <string.h>

#define NOW_S G_GINT64_CONSTANT (4000000000)

static void
check_cookie (const RtCookie *cookie, const RtCookieQuestion *question)
{
  g_autofree char *pair = g_strconcat (cookie->name, "=", cookie->value, NULL);
  g_autoptr (RtSetCookie) again = rt_set_cookie_parse (pair, NOW_S);

  g_assert_cmpuint (rt_cookie_get_size (cookie), <=, RT_COOKIE_BYTES_MAX);
  g_assert_cmpuint (rt_cookie_get_size (cookie), >, 0);
  g_assert_true (*cookie->path == '/');
  g_assert_null (strpbrk (cookie->name, ";=\r\n"));
  g_assert_null (strpbrk (cookie->value, ";\r\n"));
  g_assert_true (cookie->expires_s == RT_COOKIE_SESSION
                 || cookie->expires_s <= NOW_S + RT_COOKIE_AGE_MAX_S);
  g_assert_true (
      rt_cookie_scope_host_matches (g_uri_get_host (question->uri), cookie->domain));
  g_assert_cmpstr (again->name, ==, cookie->name);
  g_assert_cmpstr (again->value, ==, cookie->value);
}

/* Whatever is behind a value can be shown. */
static void
check_decoded (const char *value)
{
  RtCookieCoding coding;
  g_autofree char *text = rt_cookie_decode (value, &coding);

  g_assert_cmpint (text != NULL, ==, coding != RT_COOKIE_CODING_NONE);
  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  static const char *const addresses[]
      = { "http://www.site.example/a/b", "https://www.site.example/", "http://127.0.0.1/",
          "https://shop.co.uk/x" };
  g_autofree char *text = g_strndup ((const char *)data, size);
  g_autoptr (RtSetCookie) set = rt_set_cookie_parse (text, NOW_S);

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (GUri) uri = g_uri_parse (addresses[i], G_URI_FLAGS_NONE, NULL);
      const RtCookieQuestion question
          = { .uri = uri, .method = "GET", .now_us = NOW_S * G_USEC_PER_SEC };
      RtCookieRule rule;
      RtCookieRemarks remarks;
      g_autoptr (RtCookie) cookie
          = rt_cookie_judge_make (set, &question, &rule, &remarks);

      if (rule == RT_COOKIE_RULE_STORED)
        check_cookie (cookie, &question);
      else
        g_assert_cmpint (rt_cookie_rule_to_outcome (rule), ==, RT_COOKIE_REFUSED);
    }
  check_decoded (set->value);
  return 0;
}
