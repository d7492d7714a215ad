/* Dates as HTTP writes them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-http-date.h"

#include <string.h>

static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
static const char *const short_days[]
    = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
static const char *const long_days[]
    = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" };

typedef struct
{
  int year;
  int month;
  int day;
  int hour;
  int minute;
  int second;
} Fields;

/* Takes @n digits; a blank may stand for the first where asctime has it. */
static gboolean
take_number (const char **text, guint n, gboolean may_be_blank, int *number)
{
  *number = 0;
  for (guint i = 0; i < n; i++, (*text)++)
    {
      if (i == 0 && may_be_blank && **text == ' ')
        continue;
      if (!g_ascii_isdigit (**text))
        return FALSE;
      *number = *number * 10 + (**text - '0');
    }
  return TRUE;
}

static gboolean
take_literal (const char **text, const char *literal)
{
  if (!g_str_has_prefix (*text, literal))
    return FALSE;
  *text += strlen (literal);
  return TRUE;
}

static gboolean
take_name (const char **text, const char *const *names, gsize n_names, int *index)
{
  for (gsize i = 0; i < n_names; i++)
    if (take_literal (text, names[i]))
      {
        *index = (int)i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
take_month (const char **text, int *month)
{
  if (!take_name (text, months, G_N_ELEMENTS (months), month))
    return FALSE;
  ++*month;
  return TRUE;
}

static gboolean
take_time (const char **text, Fields *f)
{
  return take_number (text, 2, FALSE, &f->hour) && take_literal (text, ":")
         && take_number (text, 2, FALSE, &f->minute) && take_literal (text, ":")
         && take_number (text, 2, FALSE, &f->second);
}

/* Sun, 06 Nov 1994 08:49:37 GMT */
static gboolean
read_fixdate (const char *text, Fields *f)
{
  int weekday;

  return take_name (&text, short_days, G_N_ELEMENTS (short_days), &weekday)
         && take_literal (&text, ", ") && take_number (&text, 2, FALSE, &f->day)
         && take_literal (&text, " ") && take_month (&text, &f->month)
         && take_literal (&text, " ") && take_number (&text, 4, FALSE, &f->year)
         && take_literal (&text, " ") && take_time (&text, f)
         && strcmp (text, " GMT") == 0;
}

/* Sunday, 06-Nov-94 08:49:37 GMT; a date more than 50 years ahead is of the century before */
static gboolean
read_rfc850 (const char *text, gint64 now_s, Fields *f)
{
  g_autoptr (GDateTime) now = NULL;
  int weekday;

  if (!take_name (&text, long_days, G_N_ELEMENTS (long_days), &weekday)
      || !take_literal (&text, ", ") || !take_number (&text, 2, FALSE, &f->day)
      || !take_literal (&text, "-") || !take_month (&text, &f->month)
      || !take_literal (&text, "-") || !take_number (&text, 2, FALSE, &f->year)
      || !take_literal (&text, " ") || !take_time (&text, f)
      || strcmp (text, " GMT") != 0)
    return FALSE;
  now = g_date_time_new_from_unix_utc (now_s);
  if (now == NULL)
    return FALSE;
  f->year += g_date_time_get_year (now) / 100 * 100;
  if (f->year > g_date_time_get_year (now) + 50)
    f->year -= 100;
  return TRUE;
}

/* Sun Nov  6 08:49:37 1994 */
static gboolean
read_asctime (const char *text, Fields *f)
{
  int weekday;

  return take_name (&text, short_days, G_N_ELEMENTS (short_days), &weekday)
         && take_literal (&text, " ") && take_month (&text, &f->month)
         && take_literal (&text, " ") && take_number (&text, 2, TRUE, &f->day)
         && take_literal (&text, " ") && take_time (&text, f) && take_literal (&text, " ")
         && take_number (&text, 4, FALSE, &f->year) && *text == '\0';
}

/**
 * rt_http_date_parse:
 * @text: a field value, such as `Sun, 06 Nov 1994 08:49:37 GMT`
 * @now_s: the time now, which says what a year of two digits means
 * @time_s: (out): the time, in s since 1970; untouched when there is none
 *
 * Reads a date in one of the three forms that HTTP knows, and no other.  The day of the
 * week is not compared with the date.
 *
 * Source: [RFC 9110 §5.6.7](https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7)
 *
 * Returns: %TRUE if @text is a date
 */
gboolean
rt_http_date_parse (const char *text, gint64 now_s, gint64 *time_s)
{
  Fields f = { 0 };
  g_autoptr (GDateTime) date = NULL;

  if (!read_fixdate (text, &f) && !read_rfc850 (text, now_s, &f)
      && !read_asctime (text, &f))
    return FALSE;
  /* A leap second is the last second of its minute, as far as we can tell. */
  date = g_date_time_new_utc (f.year, f.month, f.day, f.hour, f.minute,
                              f.second == 60 ? 59 : f.second);
  if (date == NULL)
    return FALSE;
  *time_s = g_date_time_to_unix (date);
  return TRUE;
}

/**
 * rt_http_date_format:
 * @time_s: in s since 1970, of the years 1 to 9999
 *
 * Writes a date in the form that is to be sent.
 *
 * Returns: (transfer full): such as `Sun, 06 Nov 1994 08:49:37 GMT`
 */
char *
rt_http_date_format (gint64 time_s)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time_s);

  /* By hand, because strftime's names follow the language. */
  return g_strdup_printf ("%s, %02d %s %04d %02d:%02d:%02d GMT",
                          short_days[g_date_time_get_day_of_week (date) - 1],
                          g_date_time_get_day_of_month (date),
                          months[g_date_time_get_month (date) - 1],
                          g_date_time_get_year (date), g_date_time_get_hour (date),
                          g_date_time_get_minute (date), g_date_time_get_second (date));
}
