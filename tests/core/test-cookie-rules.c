/* The rules about cookies, case by case, each with the section that it comes from. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-uri.h"
#include "tests/lib/rt-test-cookies.h"

#include <string.h>

#define HTTP "http://www.site.example/dir/page"
#define HTTPS "https://www.site.example/dir/page"
#define NAVIGATION RT_COOKIE_CONTEXT_NAVIGATION
#define LINK RT_COOKIE_CONTEXT_LINK
#define POST RT_COOKIE_CONTEXT_POST
#define PART RT_COOKIE_CONTEXT_SUBRESOURCE
#define RULE(name) RT_COOKIE_RULE_##name

/* What a server sets: at @address, perhaps into a jar that holds @before already. */
static const struct
{
  const char *before; /* set at the https address of the same host; nullable */
  const char *address;
  RtCookieContext context;
  const char *field;
  RtCookieRule rule;
  const char *section;
} stored[] = {
  /* plain ones */
  { NULL, HTTP, NAVIGATION, "a=1", RULE (STORED), "5.7 (24)" },
  { NULL, HTTPS, NAVIGATION, "a=1; Secure; HttpOnly; Path=/", RULE (STORED), "5.7 (24)" },
  { "a=1", HTTP, NAVIGATION, "a=2", RULE (REPLACED), "5.7 (23)" },
  { "a=1", HTTP, NAVIGATION, "A=2", RULE (STORED), "5.7 (24)" },
  { "a=1", HTTP, NAVIGATION, "a=2; Path=/", RULE (STORED), "5.7 (24)" },
  { "a=1", HTTP, NAVIGATION, "a=2; Domain=www.site.example", RULE (STORED), "5.7 (24)" },
  { "a=1", HTTP, NAVIGATION, "a=2; Max-Age=0", RULE (EXPIRED_REMOVED), "5.7" },
  { NULL, HTTP, NAVIGATION, "a=2; Max-Age=-1", RULE (EXPIRED_NOTHING), "5.7" },
  { "a=1", HTTP, NAVIGATION, "a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
    RULE (EXPIRED_REMOVED), "5.7" },
  { "a=1", HTTP, NAVIGATION, "a=2; Path=/; Max-Age=0", RULE (EXPIRED_NOTHING), "5.7" },
  /* form */
  { NULL, HTTP, NAVIGATION, "", RULE (EMPTY), "5.7 (2)" },
  { NULL, HTTP, NAVIGATION, "=", RULE (EMPTY), "5.7 (2)" },
  { NULL, HTTP, NAVIGATION, "; Path=/", RULE (EMPTY), "5.7 (2)" },
  { NULL, HTTP, NAVIGATION, "a=\x01", RULE (CONTROL), "5.6 (1)" },
  { NULL, HTTP, NAVIGATION, "a\x7f=1", RULE (CONTROL), "5.6 (1)" },
  { NULL, HTTP, NAVIGATION, "a=1; Path=/\r", RULE (CONTROL), "5.6 (1)" },
  { NULL, HTTP, NAVIGATION, "a=1\t2", RULE (STORED), "5.7 (24)" },
  { NULL, HTTP, NAVIGATION, "caf\xc3\xa9=cr\xe8me", RULE (STORED), "5.7 (24)" },
  { NULL, HTTP, NAVIGATION, "nameless", RULE (STORED), "5.7 (24)" },
  { "nameless", HTTP, NAVIGATION, "=other", RULE (REPLACED), "5.7 (23)" },
  /* domains */
  { NULL, HTTP, NAVIGATION, "a=1; Domain=site.example", RULE (STORED), "5.7 (24)" },
  { NULL, HTTP, NAVIGATION, "a=1; Domain=.SITE.Example", RULE (STORED), "5.7 (24)" },
  { NULL, HTTP, NAVIGATION, "a=1; Domain=", RULE (STORED), "5.7 (24)" },
  { NULL, HTTP, NAVIGATION, "a=1; Domain=..site.example", RULE (FOREIGN_DOMAIN),
    "5.7 (10)" },
  { NULL, HTTP, NAVIGATION, "a=1; Domain=sub.www.site.example", RULE (FOREIGN_DOMAIN),
    "5.7 (10)" },
  { NULL, HTTP, NAVIGATION, "a=1; Domain=ite.example", RULE (FOREIGN_DOMAIN),
    "5.7 (10)" },
  { NULL, HTTP, NAVIGATION, "a=1; Domain=other.example", RULE (FOREIGN_DOMAIN),
    "5.7 (10)" },
  { NULL, HTTP, NAVIGATION, "a=1; Domain=site.example.", RULE (FOREIGN_DOMAIN),
    "5.7 (10)" },
  { NULL, HTTP, NAVIGATION, "a=1; Domain=s\xc3\xafte.example", RULE (DOMAIN_NOT_ASCII),
    "5.7 (8)" },
  { NULL, "http://www.site.example./", NAVIGATION, "a=1; Domain=site.example.",
    RULE (STORED), "5.7 (24)" },
  { NULL, "http://www.site.example./", NAVIGATION, "a=1; Domain=site.example",
    RULE (FOREIGN_DOMAIN), "5.7 (10)" },
  { NULL, "http://127.0.0.1/", NAVIGATION, "a=1", RULE (STORED), "5.7 (24)" },
  { NULL, "http://127.0.0.1/", NAVIGATION, "a=1; Domain=127.0.0.1", RULE (STORED),
    "5.7 (24)" },
  { NULL, "http://127.0.0.1/", NAVIGATION, "a=1; Domain=0.0.1", RULE (FOREIGN_DOMAIN),
    "5.7 (10)" },
  { NULL, "http://127.0.0.1/", NAVIGATION, "a=1; Domain=.1", RULE (PUBLIC_SUFFIX),
    "5.7 (9)" },
  { NULL, "http://[::1]/", NAVIGATION, "a=1", RULE (STORED), "5.7 (24)" },
  { NULL, "http://[::1]/", NAVIGATION, "a=1; Domain=::1", RULE (STORED), "5.7 (24)" },
  /* public suffixes */
  { NULL, HTTP, NAVIGATION, "a=1; Domain=example", RULE (PUBLIC_SUFFIX), "5.7 (9)" },
  { NULL, "http://shop.co.uk/", NAVIGATION, "a=1; Domain=co.uk", RULE (PUBLIC_SUFFIX),
    "5.7 (9)" },
  { NULL, "http://shop.co.uk/", NAVIGATION, "a=1; Domain=uk", RULE (PUBLIC_SUFFIX),
    "5.7 (9)" },
  { NULL, "http://shop.co.uk./", NAVIGATION, "a=1; Domain=co.uk.", RULE (PUBLIC_SUFFIX),
    "5.7 (9)" },
  { NULL, "http://shop.co.uk/", NAVIGATION, "a=1; Domain=shop.co.uk", RULE (STORED),
    "5.7 (24)" },
  { NULL, "http://ann.github.io/", NAVIGATION, "a=1; Domain=github.io",
    RULE (PUBLIC_SUFFIX), "5.7 (9)" },
  { NULL, "http://github.io/", NAVIGATION, "a=1; Domain=github.io", RULE (STORED),
    "5.7 (24)" },
  { NULL, "http://localhost/", NAVIGATION, "a=1; Domain=localhost", RULE (STORED),
    "5.7 (24)" },
  { NULL, "http://app.localhost/", NAVIGATION, "a=1; Domain=localhost",
    RULE (PUBLIC_SUFFIX), "5.7 (9)" },
  /* Secure */
  { NULL, HTTP, NAVIGATION, "a=1; Secure", RULE (SECURE_FROM_HTTP), "5.7 (13)" },
  { NULL, HTTP, NAVIGATION, "a=1; secure=no", RULE (SECURE_FROM_HTTP), "5.7 (13)" },
  { NULL, "http://localhost/", NAVIGATION, "a=1; Secure", RULE (SECURE_FROM_HTTP),
    "5.7 (13)" },
  { "a=1; Secure", HTTP, NAVIGATION, "a=2", RULE (SECURE_OVERLAID), "5.7 (16)" },
  { "a=1; Secure", HTTP, NAVIGATION, "a=; Max-Age=0", RULE (SECURE_OVERLAID),
    "5.7 (16)" },
  { "a=1; Secure", HTTP, NAVIGATION, "a=2; Path=/", RULE (STORED), "5.7 (24)" },
  { "a=1; Secure", HTTP, NAVIGATION, "a=2; Path=/dir/sub", RULE (SECURE_OVERLAID),
    "5.7 (16)" },
  { "a=1; Secure", HTTP, NAVIGATION, "a=2; Path=/dirty", RULE (STORED), "5.7 (24)" },
  { "a=1; Secure", HTTP, NAVIGATION, "A=2", RULE (STORED), "5.7 (24)" },
  { "a=1; Secure", HTTP, NAVIGATION, "a=2; Domain=site.example", RULE (SECURE_OVERLAID),
    "5.7 (16)" },
  { "a=1; Secure; Domain=site.example", HTTP, NAVIGATION, "a=2", RULE (SECURE_OVERLAID),
    "5.7 (16)" },
  { "a=1; Secure", HTTPS, NAVIGATION, "a=2", RULE (REPLACED), "5.7 (23)" },
  { "a=1; Secure", HTTPS, NAVIGATION, "a=2; Max-Age=0", RULE (EXPIRED_REMOVED), "5.7" },
  /* SameSite */
  { NULL, HTTP, NAVIGATION, "a=1; SameSite=Strict", RULE (STORED), "5.7 (24)" },
  { NULL, HTTP, NAVIGATION, "a=1; SameSite=None", RULE (NONE_NOT_SECURE), "5.7 (19)" },
  { NULL, HTTP, NAVIGATION, "a=1; SameSite=None; SameSite=Lax", RULE (STORED),
    "5.7 (24)" },
  { NULL, HTTP, NAVIGATION, "a=1; SameSite=Lax; SameSite=nOnE", RULE (NONE_NOT_SECURE),
    "5.7 (19)" },
  { NULL, HTTP, NAVIGATION, "a=1; SameSite=None; SameSite=what", RULE (STORED),
    "5.7 (24)" },
  { NULL, HTTPS, NAVIGATION, "a=1; SameSite=None; Secure", RULE (STORED), "5.7 (24)" },
  { NULL, HTTPS, LINK, "a=1; SameSite=Strict", RULE (STORED), "5.7 (24)" },
  { NULL, HTTPS, POST, "a=1; SameSite=Strict", RULE (STORED), "5.7 (24)" },
  { NULL, HTTPS, PART, "a=1; SameSite=Strict", RULE (SET_CROSS_SITE), "5.7 (18)" },
  { NULL, HTTPS, PART, "a=1; SameSite=Lax", RULE (SET_CROSS_SITE), "5.7 (18)" },
  { NULL, HTTPS, PART, "a=1", RULE (SET_CROSS_SITE), "5.7 (18)" },
  { NULL, HTTPS, PART, "a=1; SameSite=None; Secure", RULE (STORED), "5.7 (24)" },
  /* prefixes */
  { NULL, HTTPS, NAVIGATION, "__Secure-a=1; Secure", RULE (STORED), "5.7 (24)" },
  { NULL, HTTPS, NAVIGATION, "__Secure-a=1", RULE (SECURE_PREFIX), "5.7 (20)" },
  { NULL, HTTP, NAVIGATION, "__secure-a=1", RULE (SECURE_PREFIX), "5.7 (20)" },
  { NULL, HTTP, NAVIGATION, "__Secure-a=1; Secure", RULE (SECURE_FROM_HTTP), "5.7 (13)" },
  { NULL, HTTPS, NAVIGATION, "__SECURE-a=1; Secure; Domain=site.example", RULE (STORED),
    "5.7 (24)" },
  { NULL, HTTPS, NAVIGATION, "__Host-a=1; Secure; Path=/", RULE (STORED), "5.7 (24)" },
  { NULL, HTTPS, NAVIGATION, "__Host-a=1; Path=/", RULE (HOST_PREFIX_SECURE),
    "5.7 (21)" },
  { NULL, HTTPS, NAVIGATION, "__hOST-a=1; Secure; Path=/dir", RULE (HOST_PREFIX_PATH),
    "5.7 (21)" },
  { NULL, "https://www.site.example/", NAVIGATION, "__Host-a=1; Secure",
    RULE (HOST_PREFIX_PATH), "5.7 (21)" },
  { NULL, HTTPS, NAVIGATION, "__Host-a=1; Secure; Path=/; Domain=www.site.example",
    RULE (HOST_PREFIX_DOMAIN), "5.7 (21)" },
  { NULL, "https://localhost/", NAVIGATION,
    "__Host-a=1; Secure; Path=/; Domain=localhost", RULE (HOST_PREFIX_DOMAIN),
    "5.7 (21)" },
  { NULL, HTTPS, NAVIGATION, "__Host-a=1; Secure; Path=/; Domain=", RULE (STORED),
    "5.7 (24)" },
  { NULL, HTTPS, NAVIGATION, "__Hosta=1", RULE (STORED), "5.7 (24)" },
  { NULL, HTTPS, NAVIGATION, "=__Host-a=1; Secure; Path=/", RULE (NAMELESS_PREFIX),
    "5.7 (22)" },
  { NULL, HTTPS, NAVIGATION, "__secure-a", RULE (NAMELESS_PREFIX), "5.7 (22)" },
  { NULL, HTTPS, NAVIGATION, "=__Hosta", RULE (STORED), "5.7 (24)" },
  { NULL, HTTPS, NAVIGATION, "__Host-Http-a=1; Secure; Path=/", RULE (STORED),
    "5.7 (24)" },
  /* Partitioned */
  { NULL, HTTPS, NAVIGATION, "a=1; Partitioned", RULE (PARTITIONED_NOT_SECURE),
    "partitioned-cookies" },
  { NULL, HTTPS, NAVIGATION, "a=1; Partitioned; Secure", RULE (STORED), "5.7 (24)" },
};

/* What is sent to @address of a cookie that was set before at @from. */
static const struct
{
  const char *from;
  const char *field;
  const char *address;
  const char *method;
  RtCookieContext context;
  gboolean redirected;
  RtCookieRule rule;
  const char *section;
} sent[] = {
  /* hosts */
  { HTTP, "a=1", HTTP, "GET", NAVIGATION, FALSE, RULE (SENT), "5.8.3" },
  { HTTP, "a=1", "http://www.site.example:8080/dir/", "GET", NAVIGATION, FALSE,
    RULE (SENT), "5.8.3" },
  { HTTP, "a=1", "http://sub.www.site.example/dir/", "GET", NAVIGATION, FALSE,
    RULE (OTHER_HOST), "5.8.3" },
  { HTTP, "a=1", "http://site.example/dir/", "GET", NAVIGATION, FALSE,
    RULE (OTHER_DOMAIN), "5.8.3" },
  { HTTP, "a=1", "http://www.site.example./dir/", "GET", NAVIGATION, FALSE,
    RULE (OTHER_DOMAIN), "5.8.3" },
  { HTTP, "a=1; Domain=site.example", "http://site.example/dir/", "GET", NAVIGATION,
    FALSE, RULE (SENT), "5.8.3" },
  { HTTP, "a=1; Domain=site.example", "http://else.where.site.example/dir/", "GET",
    NAVIGATION, FALSE, RULE (SENT), "5.8.3" },
  { HTTP, "a=1; Domain=site.example", "http://website.example/dir/", "GET", NAVIGATION,
    FALSE, RULE (OTHER_DOMAIN), "5.8.3" },
  { "http://127.0.0.1/", "a=1; Domain=127.0.0.1", "http://127.0.0.1/", "GET", NAVIGATION,
    FALSE, RULE (SENT), "5.8.3" },
  { "http://127.0.0.1/", "a=1", "http://127.0.0.2/", "GET", NAVIGATION, FALSE,
    RULE (OTHER_DOMAIN), "5.8.3" },
  { "http://[::1]/", "a=1", "http://[::1]:8000/", "GET", NAVIGATION, FALSE, RULE (SENT),
    "5.8.3" },
  /* paths */
  { HTTP, "a=1", "http://www.site.example/dir", "GET", NAVIGATION, FALSE, RULE (SENT),
    "5.8.3" },
  { HTTP, "a=1", "http://www.site.example/dir/sub/page?q", "GET", NAVIGATION, FALSE,
    RULE (SENT), "5.8.3" },
  { HTTP, "a=1", "http://www.site.example/", "GET", NAVIGATION, FALSE, RULE (OTHER_PATH),
    "5.8.3" },
  { HTTP, "a=1", "http://www.site.example/dirty", "GET", NAVIGATION, FALSE,
    RULE (OTHER_PATH), "5.8.3" },
  { HTTP, "a=1", "http://www.site.example/DIR/", "GET", NAVIGATION, FALSE,
    RULE (OTHER_PATH), "5.8.3" },
  { HTTP, "a=1; Path=/dir/", "http://www.site.example/dir", "GET", NAVIGATION, FALSE,
    RULE (OTHER_PATH), "5.8.3" },
  { HTTP, "a=1; Path=dir", "http://www.site.example/dir/x", "GET", NAVIGATION, FALSE,
    RULE (SENT), "5.8.3" },
  { "http://www.site.example", "a=1", "http://www.site.example", "GET", NAVIGATION, FALSE,
    RULE (SENT), "5.8.3" },
  /* Secure */
  { HTTPS, "a=1; Secure", HTTPS, "GET", NAVIGATION, FALSE, RULE (SENT), "5.8.3" },
  { HTTPS, "a=1; Secure", HTTP, "GET", NAVIGATION, FALSE, RULE (NOT_SECURE), "5.8.3" },
  { HTTPS, "a=1", HTTP, "GET", NAVIGATION, FALSE, RULE (SENT), "5.8.3" },
  { HTTPS, "a=1; HttpOnly", HTTPS, "GET", NAVIGATION, FALSE, RULE (SENT), "5.8.3" },
  /* SameSite */
  { HTTPS, "a=1; SameSite=Strict", HTTPS, "POST", NAVIGATION, FALSE, RULE (SENT),
    "5.8.3" },
  { HTTPS, "a=1; SameSite=Strict", HTTPS, "GET", LINK, FALSE, RULE (STRICT), "5.6.7.1" },
  { HTTPS, "a=1; SameSite=Strict", HTTPS, "POST", POST, FALSE, RULE (STRICT), "5.6.7.1" },
  { HTTPS, "a=1; SameSite=Strict", HTTPS, "GET", PART, FALSE, RULE (STRICT), "5.6.7.1" },
  { HTTPS, "a=1; SameSite=Lax", HTTPS, "GET", LINK, FALSE, RULE (SENT), "5.8.3" },
  { HTTPS, "a=1; SameSite=Lax", HTTPS, "HEAD", LINK, FALSE, RULE (SENT), "5.8.3" },
  { HTTPS, "a=1; SameSite=Lax", HTTPS, "POST", LINK, FALSE, RULE (LAX), "5.6.7.1" },
  { HTTPS, "a=1; SameSite=Lax", HTTPS, "POST", POST, FALSE, RULE (LAX), "5.6.7.1" },
  { HTTPS, "a=1; SameSite=Lax", HTTPS, "GET", POST, FALSE, RULE (LAX), "5.6.7.1" },
  { HTTPS, "a=1; SameSite=Lax", HTTPS, "GET", POST, TRUE, RULE (SENT), "5.8.3" },
  { HTTPS, "a=1; SameSite=Lax", HTTPS, "GET", PART, FALSE, RULE (LAX), "5.6.7.1" },
  { HTTPS, "a=1", HTTPS, "GET", LINK, FALSE, RULE (SENT), "5.8.3" },
  { HTTPS, "a=1", HTTPS, "POST", POST, FALSE, RULE (LAX_BY_DEFAULT), "5.6.7.1" },
  { HTTPS, "a=1", HTTPS, "GET", PART, FALSE, RULE (LAX_BY_DEFAULT), "5.6.7.1" },
  { HTTPS, "a=1; SameSite=None; Secure", HTTPS, "POST", POST, FALSE, RULE (SENT),
    "5.8.3" },
  { HTTPS, "a=1; SameSite=None; Secure", HTTPS, "GET", PART, FALSE, RULE (SENT),
    "5.8.3" },
};

static void
assert_rule (RtCookieRule found, RtCookieRule rule, const char *section)
{
  g_assert_cmpstr (rt_cookie_rule_to_sentence (found), ==,
                   rt_cookie_rule_to_sentence (rule));
  g_assert_cmpint (found, ==, rule);
  g_assert_nonnull (strstr (rt_cookie_rule_to_section (rule), section));
}

static void
test_stored (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (stored); i++)
    {
      g_autoptr (RtCookieJar) jar = rt_cookie_jar_new_private ();
      g_autoptr (RtCookieVerdict) before = NULL;
      g_autoptr (RtCookieVerdict) verdict = NULL;
      g_autoptr (GPtrArray) kept = NULL;
      gboolean is_kept;

      g_test_message ("%u: %s", i, stored[i].address);
      if (stored[i].before != NULL)
        {
          before = rt_test_cookies_set (jar, HTTPS, NAVIGATION, stored[i].before);
          g_assert_cmpint (before->rule, ==, RT_COOKIE_RULE_STORED);
        }
      verdict = rt_test_cookies_set (jar, stored[i].address, stored[i].context,
                                     stored[i].field);
      assert_rule (verdict->rule, stored[i].rule, stored[i].section);
      g_assert_cmpstr (verdict->raw, ==, stored[i].field);

      /* The jar does what the verdict says. */
      kept = rt_cookie_jar_list (jar, g_get_real_time (), NULL);
      is_kept = rt_cookie_verdict_get_outcome (verdict) == RT_COOKIE_STORED;
      if (verdict->rule == RT_COOKIE_RULE_EXPIRED_REMOVED)
        g_assert_cmpuint (kept->len, ==, 0);
      else
        g_assert_cmpuint (kept->len, ==, (stored[i].before != NULL) + is_kept);
      g_assert_cmpint (verdict->old != NULL, ==,
                       verdict->rule == RT_COOKIE_RULE_REPLACED
                           || verdict->rule == RT_COOKIE_RULE_EXPIRED_REMOVED);
    }
}

static void
test_sent (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sent); i++)
    {
      g_autoptr (RtCookieJar) jar = rt_cookie_jar_new_private ();
      g_autoptr (RtCookieVerdict) before
          = rt_test_cookies_set (jar, sent[i].from, NAVIGATION, sent[i].field);
      g_autoptr (GUri) uri = rt_uri_parse (sent[i].address, NULL, NULL, NULL);
      const RtCookieQuestion question = { .uri = uri,
                                          .method = sent[i].method,
                                          .context = sent[i].context,
                                          .redirected = sent[i].redirected,
                                          .now_us = g_get_real_time () };
      g_autoptr (GPtrArray) verdicts = rt_cookie_jar_judge (jar, &question, NULL);
      const RtCookieVerdict *verdict;

      g_test_message ("%s: %s to %s", sent[i].from, sent[i].field, sent[i].address);
      g_assert_cmpint (before->rule, ==, RT_COOKIE_RULE_STORED);
      g_assert_cmpuint (verdicts->len, ==, 1);
      verdict = verdicts->pdata[0];
      assert_rule (verdict->rule, sent[i].rule, sent[i].section);
    }
}

/* Every rule and every remark has its words, and a stranger can look it up. */
static void
test_words (void)
{
  for (RtCookieRule rule = 0; rule <= RT_COOKIE_RULE_SET_BY_HAND; rule++)
    {
      g_assert_true (g_str_has_suffix (rt_cookie_rule_to_sentence (rule), "."));
      g_assert_cmpint (rt_cookie_rule_to_section (rule) == NULL, ==,
                       rule == RT_COOKIE_RULE_JAR_BROKEN
                           || rule == RT_COOKIE_RULE_SET_BY_HAND);
    }
  for (guint remark = 1; remark <= RT_COOKIE_REMARK_LAST; remark <<= 1)
    {
      g_assert_true (g_str_has_suffix (rt_cookie_remark_to_sentence (remark), "."));
      g_assert_nonnull (rt_cookie_remark_to_section (remark));
    }
}

int
main (int argc, char **argv)
{
  G_STATIC_ASSERT (G_N_ELEMENTS (stored) + G_N_ELEMENTS (sent) >= 80);

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cookie-rules/stored", test_stored);
  g_test_add_func ("/cookie-rules/sent", test_sent);
  g_test_add_func ("/cookie-rules/words", test_words);
  return g_test_run ();
}
