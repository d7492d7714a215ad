/* Tests of RtSetCookie: every attribute, every limit, the dates. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cookies/rt-cookie-date.h"
#include "core/cookies/rt-set-cookie.h"

#include <string.h>

#define NOW_S G_GINT64_CONSTANT (1700000000)

/* Name, value, domain, path, age (or "-" for a session), flags, SameSite. */
static char *
describe (const char *field)
{
  g_autoptr (RtSetCookie) set = rt_set_cookie_parse (field, NOW_S);
  g_autofree char *age
      = set->expires_s == RT_COOKIE_SESSION
            ? g_strdup ("-")
            : g_strdup_printf ("%" G_GINT64_FORMAT, set->expires_s - NOW_S);

  return g_strdup_printf (
      "%s|%s|%s|%s|%s|%s%s%s%s|%s", set->name, set->value,
      set->domain != NULL ? set->domain : "-", set->path != NULL ? set->path : "-", age,
      set->has_path ? "p" : "", set->secure ? "s" : "", set->http_only ? "h" : "",
      set->partitioned ? "c" : "", rt_same_site_to_word (set->same_site));
}

static void
test_reads (void)
{
  static const char *const cases[][2] = {
    { "a=b", "a|b|-|-|-||" },
    { " a = b ; Secure", "a|b|-|-|-|s|" },
    { "\ta\t=\tb\t", "a|b|-|-|-||" },
    { "a=b=c", "a|b=c|-|-|-||" },
    { "a=\"b c\"", "a|\"b c\"|-|-|-||" },
    { "a=b, c=d", "a|b, c=d|-|-|-||" },
    { "a", "|a|-|-|-||" },
    { "=a", "|a|-|-|-||" },
    { "a=", "a||-|-|-||" },
    { ";a=b", "||-|-|-||" },
    { "a=b; Domain=X.Example", "a|b|x.example|-|-||" },
    { "a=b; Domain=.x.example", "a|b|x.example|-|-||" },
    { "a=b; Domain=x.example; DOMAIN=", "a|b||-|-||" },
    { "a=b; Path=/x; Path=/y", "a|b|-|/y|-|p|" },
    { "a=b; Path=/x; Path=y", "a|b|-|-|-|p|" },
    { "a=b; Path", "a|b|-|-|-|p|" },
    { "a=b; HttpOnly=; Secure=false; Partitioned", "a|b|-|-|-|shc|" },
    { "a=b; SameSite=sTRICT", "a|b|-|-|-||Strict" },
    { "a=b; SameSite=None", "a|b|-|-|-||None" },
    { "a=b; SameSite", "a|b|-|-|-||" },
    { "a=b; Max-Age=60", "a|b|-|-|60||" },
    { "a=b; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "a|b|-|-|60||" },
    { "a=b; Max-Age=60; Max-Age=x", "a|b|-|-|60||" },
    { "a=b; Max-Age=+60", "a|b|-|-|-||" },
    { "a=b; Max-Age=\" 60\"", "a|b|-|-|-||" },
    { "a=b; Max-Age=-", "a|b|-|-|-||" },
    { "a=b; Max-Age=-0", "a|b|-|-|-1700000000||" },
    { "a=b; Max-Age=99999999999999999999", "a|b|-|-|34560000||" },
    { "a=b; Expires=Tue, 14 Nov 2023 22:13:30 GMT", "a|b|-|-|10||" },
    { "a=b; Expires=Sat, 31 Dec 9999 23:59:59 GMT", "a|b|-|-|34560000||" },
    { "a=b; Expires=Tue, 14 Nov 2023 22:13:30 GMT; Expires=never", "a|b|-|-|10||" },
    { "a=b; unknown=1; =; ;;Secure", "a|b|-|-|-|s|" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = describe (cases[i][0]);

      g_test_message ("%s", cases[i][0]);
      g_assert_cmpstr (found, ==, cases[i][1]);
    }
}

static void
test_long_attributes_are_ignored (void)
{
  g_autofree char *fits = g_strnfill (RT_COOKIE_ATTRIBUTE_BYTES_MAX - 1, 'p');
  g_autofree char *field = g_strdup_printf ("a=b; Path=/%s", fits);
  g_autofree char *longer = g_strdup_printf ("a=b; Path=/x; Path=/%sp", fits);
  g_autoptr (RtSetCookie) kept = rt_set_cookie_parse (field, NOW_S);
  g_autoptr (RtSetCookie) cut = rt_set_cookie_parse (longer, NOW_S);

  g_assert_cmpuint (strlen (kept->path), ==, RT_COOKIE_ATTRIBUTE_BYTES_MAX);
  g_assert_cmpint (kept->remarks & RT_COOKIE_REMARK_LONG_ATTRIBUTE, ==, 0);
  g_assert_cmpstr (cut->path, ==, "/x");
  g_assert_cmpint (cut->remarks & RT_COOKIE_REMARK_LONG_ATTRIBUTE, !=, 0);
}

static void
test_name_and_value_have_a_limit (void)
{
  g_autofree char *text = g_strnfill (RT_COOKIE_BYTES_MAX - 1, 'v');
  g_autofree char *more = g_strnfill (RT_COOKIE_BYTES_MAX, 'v');
  RtCookie model = { .name = (char *)"n", .value = text, .path = (char *)"/" };

  g_assert_cmpint (rt_cookie_check_form (&model), ==, RT_COOKIE_RULE_STORED);
  model.value = more;
  g_assert_cmpint (rt_cookie_check_form (&model), ==, RT_COOKIE_RULE_TOO_LONG);
  model.name = (char *)"";
  g_assert_cmpint (rt_cookie_check_form (&model), ==, RT_COOKIE_RULE_STORED);
}

static void
test_dates (void)
{
  static const struct
  {
    const char *text;
    gint64 seconds;
  } cases[] = {
    { "Tue, 14 Nov 2023 22:13:20 GMT", 1700000000 },
    { "Tuesday, 14-Nov-23 22:13:20 GMT", 1700000000 },
    { "Tue Nov 14 22:13:20 2023", 1700000000 },
    { "22:13:20 2023 november 14th", 1700000000 },
    { "22:13:20 14 november 2023", 1700000000 },
    { "14 Nov 2023 22:13:20 PST", 1700000000 },
    { "14.nov.2023 22:13:20", 1700000000 },
    { "14 Nov 23 22:13:20.5", 1700000000 },
    { "01 Jan 70 00:00:00", 0 },
    { "01 Jan 69 00:00:00", 3124224000 },
    { "01 Jan 1601 00:00:00", -11644473600 },
    { "01 Jan 1600 00:00:00", -1 },
    { "31 Feb 2023 00:00:00", -1 },
    { "29 Feb 2023 00:00:00", -1 },
    { "00 Jan 2023 00:00:00", -1 },
    { "01 Jan 2023 24:00:00", -1 },
    { "01 Jan 2023 00:60:00", -1 },
    { "01 Jan 2023 00:00:60", -1 },
    { "01 Jan 2023", -1 },
    { "01 2023 00:00:00", -1 },
    { "Jan 2023 00:00:00", -1 },
    { "01 Jan 00:00:00", -1 },
    { "001 Jan 2023 00:00:00", -1 },
    { "01 Jan 12023 00:00:00", -1 },
    { "", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 seconds = -1;
      gboolean read = rt_cookie_date_parse (cases[i].text, &seconds);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (seconds, ==, cases[i].seconds);
      g_assert_cmpint (read, ==, cases[i].seconds != -1);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/set-cookie/reads", test_reads);
  g_test_add_func ("/set-cookie/long-attributes-are-ignored",
                   test_long_attributes_are_ignored);
  g_test_add_func ("/set-cookie/name-and-value-have-a-limit",
                   test_name_and_value_have_a_limit);
  g_test_add_func ("/set-cookie/dates", test_dates);
  return g_test_run ();
}
