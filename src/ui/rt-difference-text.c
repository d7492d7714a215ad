/* What differs between two exchanges, in words for people. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-difference-text.h"

#include "ui/rt-format.h"

#include <glib/gi18n.h>
#include <string.h>

/* Lines that stay the same are shown so far around those that do not. */
#define CONTEXT_LINES 3

/**
 * rt_difference_dup_name:
 * @difference: a row of a comparison
 *
 * Says what is compared.
 *
 * Returns: (transfer full): such as "Status" or the name of a field
 */
char *
rt_difference_dup_name (const RtDifference *difference)
{
  switch (difference->fact)
    {
    case RT_FACT_STATE:
      return g_strdup (_ ("Outcome"));
    case RT_FACT_ADDRESS:
      return g_strdup (_ ("Final address"));
    case RT_FACT_HOPS:
      /* Translators: how many hops there were. */
      return g_strdup (C_ ("difference", "Hops"));
    case RT_FACT_VERSION:
      return g_strdup (_ ("Version"));
    case RT_FACT_STATUS:
      return g_strdup (_ ("Status"));
    case RT_FACT_REASON:
      return g_strdup (_ ("Reason"));
    case RT_FACT_FIELD:
      return rt_header_value_to_utf8 (difference->name);
    case RT_FACT_WIRE_BYTES:
      return g_strdup (_ ("Over the wire"));
    case RT_FACT_DECODED_BYTES:
      return g_strdup (_ ("Decoded"));
    case RT_FACT_COMPLETENESS:
      return g_strdup (_ ("All there"));
    case RT_FACT_ELAPSED:
      return g_strdup (_ ("Time"));
    case RT_FACT_PREVIEW:
      return g_strdup (_ ("Body"));
    }
  g_return_val_if_reached (NULL);
}

static char *
dup_state (gint64 state)
{
  if (state == RT_EXCHANGE_DONE)
    return g_strdup (_ ("done"));
  return g_strdup (state == RT_EXCHANGE_CANCELLED ? _ ("cancelled") : _ ("failed"));
}

static char *
dup_completeness (gint64 completeness)
{
  if (completeness == RT_COMPLETE_YES)
    return g_strdup (_ ("yes"));
  return g_strdup (completeness == RT_COMPLETE_NO ? _ ("no") : _ ("not known"));
}

/**
 * rt_difference_dup_value:
 * @difference: a row of a comparison
 * @is_new: which of the two sides
 *
 * Writes the value of one side.
 *
 * Returns: (transfer full): the value, or a dash where there is none
 */
char *
rt_difference_dup_value (const RtDifference *difference, gboolean is_new)
{
  const char *text = is_new ? difference->new_text : difference->old_text;
  gint64 number = is_new ? difference->new_number : difference->old_number;

  if (text != NULL)
    return g_strdup (text);
  if (number < 0)
    return g_strdup ("–");
  switch (difference->fact)
    {
    case RT_FACT_STATE:
      return dup_state (number);
    case RT_FACT_COMPLETENESS:
      return dup_completeness (number);
    case RT_FACT_WIRE_BYTES:
    case RT_FACT_DECODED_BYTES:
    case RT_FACT_PREVIEW:
      return g_format_size ((guint64)number);
    case RT_FACT_ELAPSED:
      return rt_format_duration (number);
    case RT_FACT_HOPS:
    case RT_FACT_STATUS:
    case RT_FACT_ADDRESS:
    case RT_FACT_VERSION:
    case RT_FACT_REASON:
    case RT_FACT_FIELD:
      return g_strdup_printf ("%" G_GINT64_FORMAT, number);
    }
  g_return_val_if_reached (NULL);
}

/* Writes some lines, each behind its mark. */
static const char *
append_lines (GString *patch, char mark, const char *at, const char *end, gsize count)
{
  for (gsize i = 0; i < count && at < end; i++)
    {
      const char *line_end = memchr (at, '\n', (gsize)(end - at));

      g_string_append_c (patch, mark);
      if (line_end == NULL)
        {
          g_string_append_len (patch, at, end - at);
          g_string_append_c (patch, '\n');
          return end;
        }
      g_string_append_len (patch, at, line_end + 1 - at);
      at = line_end + 1;
    }
  return at;
}

static const char *
skip_lines (const char *at, const char *end, gsize count)
{
  for (gsize i = 0; i < count && at < end; i++)
    {
      const char *line_end = memchr (at, '\n', (gsize)(end - at));

      at = line_end != NULL ? line_end + 1 : end;
    }
  return at;
}

/* A long run of equal lines is shown at its two ends only. */
static void
append_same (GString *patch,
             const RtTextRun *run,
             const char *data,
             gboolean is_first,
             gboolean is_last)
{
  const char *at = data + run->start;
  const char *end = at + run->length;
  gsize head = is_first ? 0 : MIN (run->n_lines, CONTEXT_LINES);
  gsize tail = is_last ? 0 : MIN (run->n_lines - head, CONTEXT_LINES);
  gsize skipped = run->n_lines - head - tail;

  at = append_lines (patch, ' ', at, end, head);
  at = skip_lines (at, end, skipped);
  if (skipped > 0 && !is_last)
    g_string_append_printf (patch, "@@ -%" G_GSIZE_FORMAT " +%" G_GSIZE_FORMAT " @@\n",
                            run->old_line + head + skipped,
                            run->new_line + head + skipped);
  append_lines (patch, ' ', at, end, tail);
}

/**
 * rt_text_runs_to_patch:
 * @runs: (element-type RtTextRun): what rt_text_diff() found
 * @old_text: the old text
 * @new_text: the new text
 *
 * Writes a difference the way programmers are used to reading it: added lines behind a
 * plus, removed ones behind a minus, some lines of context.
 *
 * Returns: (transfer full): the text; empty if nothing differs
 */
GBytes *
rt_text_runs_to_patch (GArray *runs, GBytes *old_text, GBytes *new_text)
{
  GString *patch = g_string_new (NULL);
  const char *old_data = g_bytes_get_data (old_text, NULL);
  const char *new_data = g_bytes_get_data (new_text, NULL);
  gboolean differs = FALSE;

  for (guint i = 0; i < runs->len; i++)
    {
      const RtTextRun *run = &g_array_index (runs, RtTextRun, i);
      const char *data = run->kind == RT_TEXT_ADDED ? new_data : old_data;

      differs |= run->kind != RT_TEXT_SAME;
      if (run->kind == RT_TEXT_SAME)
        append_same (patch, run, data, i == 0, i + 1 == runs->len);
      else
        append_lines (patch, run->kind == RT_TEXT_ADDED ? '+' : '-', data + run->start,
                      data + run->start + run->length, run->n_lines);
    }
  if (!differs)
    g_string_truncate (patch, 0);
  return g_string_free_to_bytes (patch);
}
