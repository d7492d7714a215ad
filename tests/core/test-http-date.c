/* Tests of RtHttpDate. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-http-date.h"

#define NOW_S 1764000000 /* 2025-11-24 */

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    gint64 time_s;
  } cases[] = {
    { "Sun, 06 Nov 1994 08:49:37 GMT", 784111777 },
    { "Sunday, 06-Nov-94 08:49:37 GMT", 784111777 },
    { "Sun Nov  6 08:49:37 1994", 784111777 },
    { "Thu, 01 Jan 1970 00:00:00 GMT", 0 },
    { "Thu, 29 Feb 2024 23:59:59 GMT", 1709251199 },
    { "Sat, 31 Dec 2016 23:59:60 GMT", 1483228799 },
    { "Monday, 01-Jan-75 00:00:00 GMT", 3313526400 },
    { "Thursday, 01-Jan-76 00:00:00 GMT", 189302400 },
  };
  static const char *const wrong[] = {
    "",
    "0",
    "784111777",
    "yesterday",
    "Sun, 6 Nov 1994 08:49:37 GMT",
    "Sun, 06 Nov 1994 08:49:37",
    "Sun, 06 Nov 1994 08:49:37 +0000",
    "Sun, 06 Nov 1994 08:49:37 GMT ",
    "sun, 06 nov 1994 08:49:37 GMT",
    "Wed, 30 Feb 2024 00:00:00 GMT",
    "Sun, 06 Nov 1994 24:00:00 GMT",
    "Sun, 06 Nov 0000 00:00:00 GMT",
    "Sun Nov 6 08:49:37 1994",
    "Sun, 06-Nov-94 08:49:37 GMT",
  };
  gint64 time_s = -7;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_true (rt_http_date_parse (cases[i].text, NOW_S, &time_s));
      g_assert_cmpint (time_s, ==, cases[i].time_s);
    }
  time_s = -7;
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_test_message ("%s", wrong[i]);
      g_assert_false (rt_http_date_parse (wrong[i], NOW_S, &time_s));
      g_assert_cmpint (time_s, ==, -7);
    }
}

static void
test_format (void)
{
  g_autofree char *text = rt_http_date_format (784111777);

  g_assert_cmpstr (text, ==, "Sun, 06 Nov 1994 08:49:37 GMT");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/http-date/three-forms-and-no-other", test_parse);
  g_test_add_func ("/http-date/format", test_format);
  return g_test_run ();
}
