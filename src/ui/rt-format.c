/* Numbers in words: sizes, durations, counts, ratios, dates. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-format.h"

#include <glib/gi18n.h>

#define MS (G_TIME_SPAN_MILLISECOND)
#define SECOND (G_TIME_SPAN_SECOND)
#define MINUTE (G_TIME_SPAN_MINUTE)
#define HOUR (G_TIME_SPAN_HOUR)

/**
 * rt_format_count:
 * @count: a number of things
 *
 * Writes a whole number with the digits grouped as the user's locale has it.
 *
 * Returns: (transfer full): the text
 */
char *
rt_format_count (guint64 count)
{
  return g_strdup_printf ("%'" G_GUINT64_FORMAT, count);
}

/**
 * rt_format_duration:
 * @duration_us: a duration in µs
 *
 * Writes a duration with as many digits as mean something.
 *
 * Returns: (transfer full): such as "182 ms", "1.24 s" or "2 min 5 s"
 */
char *
rt_format_duration (gint64 duration_us)
{
  if (duration_us < MS)
    return g_strdup (_ ("<1 ms"));
  if (duration_us < SECOND)
    /* Translators: a duration in milliseconds. */
    return g_strdup_printf (_ ("%d ms"), (int)(duration_us / MS));
  if (duration_us < MINUTE)
    /* Translators: a duration in seconds. */
    return g_strdup_printf (_ ("%.2f s"), (double)duration_us / SECOND);
  if (duration_us < HOUR)
    /* Translators: a duration in minutes and seconds. */
    return g_strdup_printf (_ ("%d min %d s"), (int)(duration_us / MINUTE),
                            (int)(duration_us % MINUTE / SECOND));
  /* Translators: a duration in hours and minutes. */
  return g_strdup_printf (_ ("%u h %d min"), (guint)(duration_us / HOUR),
                          (int)(duration_us % HOUR / MINUTE));
}

/**
 * rt_format_fine_duration:
 * @duration_us: a duration in µs
 *
 * Writes a duration that may be far below a millisecond.
 *
 * Returns: (transfer full): such as "85 µs" or "1.24 ms", beyond as rt_format_duration()
 */
char *
rt_format_fine_duration (gint64 duration_us)
{
  if (duration_us < MS)
    /* Translators: a duration in microseconds. */
    return g_strdup_printf (_ ("%d µs"), (int)duration_us);
  if (duration_us < 100 * MS)
    /* Translators: a duration in milliseconds. */
    return g_strdup_printf (_ ("%.2f ms"), (double)duration_us / MS);
  return rt_format_duration (duration_us);
}

/**
 * rt_format_ratio:
 * @large: the size that is usually the larger one
 * @small: the other size
 *
 * Writes how many times @small goes into @large.
 *
 * Returns: (transfer full): such as "×6.1"
 */
char *
rt_format_ratio (guint64 large, guint64 small)
{
  double ratio = small == 0 ? 0 : (double)large / (double)small;

  /* Translators: a factor, such as ×6.1. */
  return g_strdup_printf (ratio < 99.95 ? _ ("×%.1f") : _ ("×%.0f"), ratio);
}

/**
 * rt_format_date:
 * @date: a moment
 *
 * Writes the day of @date in the user's time zone.
 *
 * Returns: (transfer full): such as "22 November 2026"
 */
char *
rt_format_date (GDateTime *date)
{
  g_autoptr (GDateTime) local = g_date_time_to_local (date);

  /* Translators: a date for g_date_time_format(): day, month in words, year. */
  return g_date_time_format (local, _ ("%-e %B %Y"));
}

/**
 * rt_format_moment:
 * @moment: a moment
 *
 * Writes the day and the time of @moment in the user's time zone.
 *
 * Returns: (transfer full): such as "22 November 2026, 14:05"
 */
char *
rt_format_moment (GDateTime *moment)
{
  g_autoptr (GDateTime) local = g_date_time_to_local (moment);

  /* Translators: date and time for g_date_time_format(). */
  return g_date_time_format (local, _ ("%-e %B %Y, %H:%M"));
}
