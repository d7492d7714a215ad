/* The date of an Expires attribute, in whatever form it was written. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cookies/rt-cookie-date.h"

#include <string.h>

/* What the tokens have told so far; -1 is not yet. */
typedef struct
{
  int hour;
  int minute;
  int second;
  int day;
  int month;
  int year;
} Found;

/* RFC 6265bis §5.1.1: delimiter. */
static gboolean
is_delimiter (guchar c)
{
  return c == '\t' || (c >= 0x20 && c <= 0x2f) || (c >= 0x3b && c <= 0x40)
         || (c >= 0x5b && c <= 0x60) || (c >= 0x7b && c <= 0x7e);
}

/* Takes a run of @min to @max digits from *@text and steps over it; -1 if there is none. */
static int
take_digits (const char **text, const char *end, gsize min, gsize max)
{
  int value = 0;
  gsize n = 0;

  while (*text + n < end && g_ascii_isdigit ((*text)[n]))
    {
      if (n == max)
        return -1;
      value = value * 10 + ((*text)[n++] - '0');
    }
  *text += n;
  return n >= min ? value : -1;
}

/* Digits may be followed by anything that does not begin with a digit. */
static int
read_number (const char *token, const char *end, gsize min, gsize max)
{
  return take_digits (&token, end, min, max);
}

static gboolean
read_time (Found *found, const char *token, const char *end)
{
  int fields[3];

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (i > 0 && (token == end || *token++ != ':'))
        return FALSE;
      fields[i] = take_digits (&token, end, 1, 2);
      if (fields[i] < 0)
        return FALSE;
    }
  found->hour = fields[0];
  found->minute = fields[1];
  found->second = fields[2];
  return TRUE;
}

static int
read_month (const char *token, const char *end)
{
  static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";

  for (int month = 1; end - token >= 3 && month <= 12; month++)
    if (g_ascii_strncasecmp (token, names + (month - 1) * 3, 3) == 0)
      return month;
  return -1;
}

/* Each token is the first thing that is still missing and that it can be. */
static void
read_token (Found *found, const char *token, const char *end)
{
  if (found->hour < 0 && read_time (found, token, end))
    return;
  if (found->day < 0)
    {
      found->day = read_number (token, end, 1, 2);
      if (found->day >= 0)
        return;
    }
  if (found->month < 0)
    {
      found->month = read_month (token, end);
      if (found->month >= 0)
        return;
    }
  if (found->year < 0)
    found->year = read_number (token, end, 2, 4);
}

/**
 * rt_cookie_date_parse:
 * @text: an attribute value
 * @seconds: (out): the date in seconds since 1970; untouched where there is none
 *
 * Reads a date as browsers do: the parts may stand in any order and need not belong
 * together.  Names of days and time zones are not looked at; every date is UTC.
 *
 * Source: [RFC 6265bis
 * §5.1.1](https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5.1.1)
 *
 * Returns: %TRUE if @text names a date
 */
gboolean
rt_cookie_date_parse (const char *text, gint64 *seconds)
{
  Found found = { -1, -1, -1, -1, -1, -1 };
  g_autoptr (GDateTime) date = NULL;

  while (*text != '\0')
    {
      const char *start = text;

      while (*text != '\0' && !is_delimiter (*text))
        text++;
      if (text > start)
        read_token (&found, start, text);
      else
        text++;
    }
  if (found.year >= 70 && found.year <= 99)
    found.year += 1900;
  else if (found.year >= 0 && found.year <= 69)
    found.year += 2000;
  if (found.hour < 0 || found.day < 0 || found.month < 0 || found.year < 1601)
    return FALSE;
  /* Says no to the 30th of February, to 25:00 and to a second of 60, as the source does. */
  date = g_date_time_new_utc (found.year, found.month, found.day, found.hour,
                              found.minute, found.second);
  if (date == NULL)
    return FALSE;
  *seconds = g_date_time_to_unix (date);
  return TRUE;
}
