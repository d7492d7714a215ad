/* Which status codes are good: a list of codes and ranges. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/check/rt-code-ranges.h"

#include <string.h>

/* Takes three digits from *text and steps over them. */
static gboolean
take_code (const char **text, guint *code)
{
  *code = 0;
  for (guint i = 0; i < 3; i++)
    {
      if (!g_ascii_isdigit (**text))
        return FALSE;
      *code = *code * 10 + (guint)(*(*text)++ - '0');
    }
  return *code >= RT_CODE_FIRST && *code <= RT_CODE_LAST;
}

static void
skip_space (const char **text)
{
  while (g_ascii_isspace (**text))
    (*text)++;
}

/* “..=” has its end in it, “..” has not. */
static gboolean
take_range (const char **text, guint *first, guint *last)
{
  gboolean is_closed;

  *first = RT_CODE_FIRST;
  if (g_ascii_isdigit (**text) && !take_code (text, first))
    return FALSE;
  *last = *first;
  if (!g_str_has_prefix (*text, ".."))
    return TRUE;
  *text += 2;
  is_closed = **text == '=';
  if (is_closed)
    (*text)++;
  *last = RT_CODE_LAST;
  if (!g_ascii_isdigit (**text))
    return !is_closed;
  if (!take_code (text, last))
    return FALSE;
  if (!is_closed)
    (*last)--;
  return *first <= *last;
}

static void
add (RtCodeRanges *self, guint first, guint last)
{
  for (guint code = first; code <= last; code++)
    self->bits[(code - RT_CODE_FIRST) / 32] |= 1u << (code - RT_CODE_FIRST) % 32;
}

/**
 * rt_code_ranges_parse:
 * @self: (out caller-allocates): where to put the answer; untouched on error
 * @text: codes and ranges with commas between them, such as `200..=204,301`; `200..205`
 *   leaves its end out, and either end may be missing: `..=299`, `200..`
 *
 * Reads a list of status codes.
 *
 * Returns: %TRUE if @text is one
 */
gboolean
rt_code_ranges_parse (RtCodeRanges *self, const char *text)
{
  RtCodeRanges ranges = { 0 };
  guint first, last;

  for (;;)
    {
      skip_space (&text);
      if (*text == '\0' || *text == ',' || !take_range (&text, &first, &last))
        return FALSE;
      add (&ranges, first, last);
      skip_space (&text);
      if (*text == '\0')
        break;
      if (*text++ != ',')
        return FALSE;
    }
  *self = ranges;
  return TRUE;
}

gboolean
rt_code_ranges_contain (const RtCodeRanges *self, guint code)
{
  if (code < RT_CODE_FIRST || code > RT_CODE_LAST)
    return FALSE;
  return (self->bits[(code - RT_CODE_FIRST) / 32] >> (code - RT_CODE_FIRST) % 32 & 1)
         != 0;
}
