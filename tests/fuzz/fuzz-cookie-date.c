/* Any bytes as a cookie's date: what comes of it is a second that is in the calendar. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cookies/rt-cookie-date.h"
#include "tests/fuzz/rt-fuzz.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);
  gint64 seconds;
  gint64 again;
  g_autoptr (GDateTime) date = NULL;
  g_autofree char *written = NULL;

  if (!rt_cookie_date_parse (text, &seconds))
    return 0;
  date = g_date_time_new_from_unix_utc (seconds);
  g_assert_nonnull (date);
  g_assert_cmpint (g_date_time_get_year (date), >=, 1601);
  g_assert_cmpint (g_date_time_get_year (date), <=, 9999);
  written = g_date_time_format (date, "%a, %d %b %Y %H:%M:%S GMT");
  g_assert_true (rt_cookie_date_parse (written, &again));
  g_assert_cmpint (again, ==, seconds);
  return 0;
}
