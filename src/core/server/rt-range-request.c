/* Which bytes of a file a Range field asks for. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-range-request.h"

#include <string.h>

/* A part of a multipart answer costs about as much as the gap it saves. */
#define GAP_MIN 80

typedef enum
{
  SPEC_BAD,     /* not what the grammar allows */
  SPEC_OUTSIDE, /* no byte of the file */
  SPEC_WHOLE,   /* the last so many bytes of an empty file: that is all of it */
  SPEC_SPAN,
} SpecVerdict;

static const char *
skip_blanks (const char *text)
{
  while (*text == ' ' || *text == '\t')
    text++;
  return text;
}

/* Takes a run of digits; what no offset can be is the greatest number. */
static gboolean
take_number (const char **text, guint64 *number)
{
  const char *start = *text;

  *number = 0;
  for (; g_ascii_isdigit (**text); (*text)++)
    {
      guint digit = (guint)(**text - '0');
      *number = *number > (G_MAXUINT64 - digit) / 10 ? G_MAXUINT64 : *number * 10 + digit;
    }
  return *text != start;
}

/* Takes one of the ranges between the commas. */
static SpecVerdict
take_spec (const char **text, guint64 size, RtByteSpan *span)
{
  guint64 first, last;
  gboolean has_first = take_number (text, &first);
  gboolean has_last;

  if (**text != '-')
    return SPEC_BAD;
  (*text)++;
  has_last = take_number (text, &last);
  if (!has_first)
    {
      if (!has_last)
        return SPEC_BAD;
      if (last == 0)
        return SPEC_OUTSIDE;
      if (size == 0)
        return SPEC_WHOLE;
      *span = (RtByteSpan){ last < size ? size - last : 0, size - 1 };
      return SPEC_SPAN;
    }
  if (has_last && first > last)
    return SPEC_BAD;
  if (first >= size)
    return SPEC_OUTSIDE;
  *span = (RtByteSpan){ first, has_last && last < size ? last : size - 1 };
  return SPEC_SPAN;
}

static gboolean
is_near (const RtByteSpan *a, const RtByteSpan *b)
{
  const RtByteSpan *low = a->first <= b->first ? a : b;
  const RtByteSpan *high = low == a ? b : a;

  return high->first <= low->last || high->first - low->last <= GAP_MIN;
}

/* Adds @span, made one with all that it touches or nearly touches.  Since the spans stay
 * apart, a field of any length costs no more than the file. */
static gboolean
add_span (RtRangeRequest *self, RtByteSpan span)
{
  guint place = self->n_spans;
  guint i = 0;

  while (i < self->n_spans)
    if (is_near (&self->spans[i], &span))
      {
        span.first = MIN (span.first, self->spans[i].first);
        span.last = MAX (span.last, self->spans[i].last);
        place = MIN (place, i);
        self->n_spans--;
        memmove (&self->spans[i], &self->spans[i + 1],
                 (self->n_spans - i) * sizeof (RtByteSpan));
        i = 0;
      }
    else
      {
        i++;
      }
  if (self->n_spans == RT_RANGE_SPANS_MAX)
    return FALSE;
  place = MIN (place, self->n_spans);
  memmove (&self->spans[place + 1], &self->spans[place],
           (self->n_spans - place) * sizeof (RtByteSpan));
  self->spans[place] = span;
  self->n_spans++;
  return TRUE;
}

/**
 * rt_range_request_read:
 * @self: (out caller-allocates): the spans; valid for %RT_RANGE_SPANS only
 * @value: a Range field value, such as `bytes=0-99,-1`
 * @size: of the file, in bytes
 *
 * Reads a Range field against a file.  A field that does not parse, that names a unit
 * other than bytes, or that asks for more than %RT_RANGE_SPANS_MAX spans is ignored, as
 * the standard lets a server do.  Spans that overlap or lie within 80 bytes are joined.
 *
 * Source: [RFC 9110 §14](https://www.rfc-editor.org/rfc/rfc9110#section-14)
 *
 * Returns: what is to be answered
 */
RtRangeVerdict
rt_range_request_read (RtRangeRequest *self, const char *value, guint64 size)
{
  gboolean is_too_many = FALSE;
  gboolean is_whole = FALSE;
  guint n_specs = 0;

  self->n_spans = 0;
  if (g_ascii_strncasecmp (value, "bytes=", 6) != 0)
    return RT_RANGE_WHOLE;
  for (value += 6;;)
    {
      RtByteSpan span;

      value = skip_blanks (value);
      if (*value != ',' && *value != '\0')
        {
          SpecVerdict verdict = take_spec (&value, size, &span);

          if (verdict == SPEC_BAD)
            return RT_RANGE_WHOLE;
          if (verdict == SPEC_SPAN && !add_span (self, span))
            is_too_many = TRUE;
          is_whole = is_whole || verdict == SPEC_WHOLE;
          n_specs++;
          value = skip_blanks (value);
        }
      if (*value == '\0')
        break;
      if (*value++ != ',')
        return RT_RANGE_WHOLE;
    }
  if (n_specs == 0 || is_too_many || is_whole)
    return RT_RANGE_WHOLE;
  return self->n_spans > 0 ? RT_RANGE_SPANS : RT_RANGE_UNSATISFIABLE;
}
