/* A run of bytes of a file, as it is asked for and as it is answered. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-byte-range.h"

#include "core/wire/rt-error.h"

/* Takes one run of digits from *text and steps over it.  A sign or a space is no digit,
 * so "-1" and " 1" fail here although g_ascii_strtoull() would take them. */
static gboolean
take_number (const char **text, gint64 *number)
{
  *number = 0;
  if (!g_ascii_isdigit (**text))
    return FALSE;
  for (; g_ascii_isdigit (**text); (*text)++)
    {
      int digit = **text - '0';

      if (*number > (G_MAXINT64 - digit) / 10)
        return FALSE;
      *number = *number * 10 + digit;
    }
  return TRUE;
}

static gboolean
take_character (const char **text, char character)
{
  if (**text != character)
    return FALSE;
  ++*text;
  return TRUE;
}

/* Units are compared without regard to case, RFC 9110 §14.1. */
static gboolean
take_unit (const char **text)
{
  if (g_ascii_strncasecmp (*text, "bytes ", 6) != 0)
    return FALSE;
  *text += 6;
  return TRUE;
}

static gboolean
take_total (const char **text, gint64 *total)
{
  if (!take_character (text, '*'))
    return take_number (text, total);
  *total = -1;
  return TRUE;
}

/**
 * rt_byte_range_format:
 * @first: the first byte
 * @last: the last byte, or -1 for the end of the file
 *
 * Writes a `Range` value that asks for one run of bytes.
 *
 * Source: [RFC 9110 §14.1.2](https://www.rfc-editor.org/rfc/rfc9110#section-14.1.2)
 *
 * Returns: (transfer full): such as `bytes=500-999` or `bytes=500-`
 */
char *
rt_byte_range_format (gint64 first, gint64 last)
{
  g_return_val_if_fail (first >= 0 && (last < 0 || last >= first), NULL);

  if (last < 0)
    return g_strdup_printf ("bytes=%" G_GINT64_FORMAT "-", first);
  return g_strdup_printf ("bytes=%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, first, last);
}

/**
 * rt_byte_range_parse:
 * @range: (out caller-allocates): where to put the answer; untouched on error
 * @value: a `Content-Range` value, such as `bytes 0-99/1000`
 * @error: return location for a #GError, or %NULL
 *
 * Reads a `Content-Range` value that names a range.
 *
 * Errors: %RT_ERROR_BAD_RANGE if @value does not parse, or names bytes that lie beyond
 * its own total.
 *
 * Source: [RFC 9110 §14.4](https://www.rfc-editor.org/rfc/rfc9110#section-14.4)
 *
 * Returns: %TRUE if @range was filled in
 */
gboolean
rt_byte_range_parse (RtByteRange *range, const char *value, GError **error)
{
  const char *text = value;
  RtByteRange found = { 0 };

  if (take_unit (&text) && take_number (&text, &found.first)
      && take_character (&text, '-') && take_number (&text, &found.last)
      && take_character (&text, '/') && take_total (&text, &found.total) && *text == '\0'
      && found.first <= found.last && (found.total < 0 || found.last < found.total))
    {
      *range = found;
      return TRUE;
    }
  if (error != NULL)
    {
      g_autofree char *excerpt = rt_error_excerpt (value);

      g_set_error (error, RT_ERROR, RT_ERROR_BAD_RANGE, "cannot read Content-Range '%s'",
                   excerpt);
    }
  return FALSE;
}

/**
 * rt_byte_range_parse_unsatisfied:
 * @total: (out): the length of the file; untouched if there is none
 * @value: the `Content-Range` value of a 416 answer
 *
 * Reads a value that names no range, only how long the file is whose bytes were asked
 * for beyond its end.
 *
 * Returns: %TRUE if @total was filled in
 */
gboolean
rt_byte_range_parse_unsatisfied (gint64 *total, const char *value)
{
  const char *text = value;
  gint64 found;

  if (!take_unit (&text) || !take_character (&text, '*') || !take_character (&text, '/')
      || !take_number (&text, &found) || *text != '\0')
    return FALSE;
  *total = found;
  return TRUE;
}
