/* Tests of two visits side by side. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cookies/rt-cookie-jar.h"
#include "core/cookies/rt-cookie-settle.h"
#include "core/cookies/rt-visit-diff.h"
#include "core/http/rt-uri.h"

#define NOW_US (G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC)

/* One request to @address, whose answer has these Set-Cookie fields, a line each. */
static void
visit (RtCookieJar *jar, GPtrArray *records, const char *address, const char *lines)
{
  g_autoptr (GUri) uri = rt_uri_parse (address, NULL, NULL, NULL);
  const RtCookieQuestion question = { .uri = uri, .method = "GET", .now_us = NOW_US };
  g_autoptr (RtHeaderList) fields = rt_header_list_new ();
  g_auto (GStrv) split = g_strsplit (lines, "\n", -1);
  g_autofree char *value = NULL;
  g_autoptr (GObject) asked
      = rt_cookie_source_look_up (RT_COOKIE_SOURCE (jar), &question, &value);

  for (guint i = 0; split[i] != NULL && *split[i] != '\0'; i++)
    rt_header_list_append_received (fields, "Set-Cookie", split[i]);
  g_ptr_array_add (records, rt_cookie_source_receive (RT_COOKIE_SOURCE (jar), &question,
                                                      asked, fields));
}

static char *
write_side (const RtVisitSide *side)
{
  static const char *const marks[]
      = { "-", "new", "changed", "same", "expired", "refused", "withheld" };
  gboolean sent = side->asked != NULL && side->asked->rule == RT_COOKIE_RULE_SENT;

  return g_strdup_printf ("%s%s(%s)", marks[side->mark], sent ? "+sent" : "",
                          side->after != NULL ? side->after->value : "");
}

static void
assert_row (const RtVisitDiff *diff,
            const char *name,
            const char *first,
            const char *second)
{
  for (guint i = 0; i < diff->rows->len; i++)
    {
      const RtVisitRow *row = diff->rows->pdata[i];
      g_autofree char *one = write_side (&row->sides[0]);
      g_autofree char *two = write_side (&row->sides[1]);

      if (!g_str_equal (row->cookie->name, name))
        continue;
      g_assert_cmpstr (one, ==, first);
      g_assert_cmpstr (two, ==, second);
      return;
    }
  g_error ("no row of '%s'", name);
}

/* Of the first visit. */
static void
assert_reason (const RtVisitDiff *diff, const char *name, RtCookieRule rule)
{
  for (guint i = 0; i < diff->rows->len; i++)
    {
      const RtVisitRow *row = diff->rows->pdata[i];

      if (!g_str_equal (row->cookie->name, name))
        continue;
      g_assert_cmpint (rt_visit_side_get_reason (&row->sides[0])->rule, ==, rule);
      return;
    }
  g_error ("no row of '%s'", name);
}

static GPtrArray *
new_records (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

static void
test_marks (void)
{
  g_autoptr (RtCookieJar) jar = rt_cookie_jar_new_private ();
  g_autoptr (GPtrArray) before = new_records ();
  g_autoptr (GPtrArray) first = new_records ();
  g_autoptr (GPtrArray) second = new_records ();
  g_autoptr (RtVisitDiff) diff = NULL;

  visit (jar, before, "http://other.example/", "foreign=1");
  visit (jar, before, "http://h.example/", "old=1");
  /* The login, and where it leads. */
  visit (jar, first, "http://h.example/login",
         "session=1; Path=/\nbad=1; Secure\nvisits=0; Path=/account\nold=; Max-Age=0");
  visit (jar, first, "http://h.example/account", "visits=1; Path=/account");
  visit (jar, second, "http://h.example/", "session=2; Path=/\nlate=1\nlate=; Max-Age=0");
  diff = rt_visit_diff_new (first, second);
  assert_row (diff, "session", "new+sent(1)", "changed+sent(2)");
  assert_row (diff, "visits", "new+sent(1)", "withheld(1)");
  assert_row (diff, "bad", "refused()", "-()");
  assert_row (diff, "old", "expired+sent()", "-()");
  assert_row (diff, "late", "-()", "expired()");
  assert_reason (diff, "visits", RT_COOKIE_RULE_STORED);
  assert_reason (diff, "bad", RT_COOKIE_RULE_SECURE_FROM_HTTP);
  assert_reason (diff, "old", RT_COOKIE_RULE_EXPIRED_REMOVED);
  g_assert_cmpuint (diff->rows->len, ==, 5);
  g_assert_cmpuint (diff->n_others[0], ==, 1);
  g_assert_cmpuint (diff->n_others[1], ==, 1);
}

static void
test_same (void)
{
  g_autoptr (RtCookieJar) jar = rt_cookie_jar_new_private ();
  g_autoptr (GPtrArray) first = new_records ();
  g_autoptr (GPtrArray) second = new_records ();
  g_autoptr (RtVisitDiff) diff = NULL;

  visit (jar, first, "https://h.example/", "a=1; Max-Age=10\nb=1\nc=1; HttpOnly\nd=1");
  visit (jar, second, "https://h.example/",
         "a=1; Max-Age=20\nc=1\nd=1; SameSite=Strict\nb=2; Domain=example");
  diff = rt_visit_diff_new (first, second);
  assert_row (diff, "a", "new(1)", "same+sent(1)");
  assert_row (diff, "c", "new(1)", "changed+sent(1)");
  assert_row (diff, "d", "new(1)", "changed+sent(1)");
  /* The refused one has another domain: it is another cookie. */
  assert_row (diff, "b", "new(1)", "same+sent(1)");
  g_assert_cmpuint (diff->rows->len, ==, 5);
}

static void
test_one_visit (void)
{
  g_autoptr (RtCookieJar) jar = rt_cookie_jar_new_private ();
  g_autoptr (GPtrArray) first = new_records ();
  g_autoptr (RtVisitDiff) diff = NULL;

  visit (jar, first, "https://h.example/", "a=1");
  diff = rt_visit_diff_new (first, NULL);
  assert_row (diff, "a", "new(1)", "-()");
}

/* What has to go for others is told of. */
static void
test_evicted (void)
{
  g_autoptr (RtCookieJar) jar = rt_cookie_jar_new_private ();
  g_autoptr (GPtrArray) before = new_records ();
  g_autoptr (GPtrArray) first = new_records ();
  g_autoptr (RtVisitDiff) diff = NULL;

  for (guint i = 0; i < RT_COOKIE_JAR_SITE_MAX; i++)
    {
      g_autofree char *field = g_strdup_printf ("n%u=1", i);
      visit (jar, before, "https://h.example/", field);
    }
  visit (jar, first, "https://h.example/", "more=1");
  diff = rt_visit_diff_new (first, NULL);
  assert_row (diff, "more", "new(1)", "-()");
  assert_row (diff, "n0", "refused+sent()", "-()");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/visit-diff/marks", test_marks);
  g_test_add_func ("/visit-diff/same", test_same);
  g_test_add_func ("/visit-diff/one-visit", test_one_visit);
  g_test_add_func ("/visit-diff/evicted", test_evicted);
  return g_test_run ();
}
