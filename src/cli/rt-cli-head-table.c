/* What “head” prints of each address, and of all of them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-head-table.h"

#include "cli/rt-cli-print.h"
#include "core/check/rt-check-words.h"

#include <glib/gi18n.h>

/* In columns of a terminal: a Chinese character takes two. */
static void
append_padded (GString *text, const char *words, guint width)
{
  guint n = 0;

  for (const char *p = words; *p != '\0'; p = g_utf8_next_char (p))
    n += g_unichar_iswide (g_utf8_get_char (p)) ? 2 : 1;
  g_string_append (text, words);
  for (; n < width; n++)
    g_string_append_c (text, ' ');
  g_string_append (text, "  ");
}

/* The longest of all the words that may stand in a column. */
static guint
measure (const char *const *words, guint n_words)
{
  guint widest = 0;

  for (guint i = 0; i < n_words; i++)
    {
      guint n = 0;

      for (const char *p = _ (words[i]); *p != '\0'; p = g_utf8_next_char (p))
        n += g_unichar_iswide (g_utf8_get_char (p)) ? 2 : 1;
      widest = MAX (widest, n);
    }
  return widest;
}

static void
append_ok (GString *text, gboolean is_ok)
{
  const char *const words[]
      = { rt_check_ok_to_words (FALSE), rt_check_ok_to_words (TRUE) };

  append_padded (text, _ (words[is_ok]), measure (words, G_N_ELEMENTS (words)));
}

static void
append_verdict (GString *text, RtCheckVerdict verdict)
{
  const char *words[RT_N_CHECK_VERDICTS];

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    words[i] = rt_check_verdict_to_title (i);
  append_padded (text, _ (words[verdict]), measure (words, G_N_ELEMENTS (words)));
}

/**
 * rt_cli_head_table_append:
 * @address: an address
 * @result: what became of it
 * @text: where to
 *
 * Appends a line for an address, and one for each thing that is to be said of it.
 */
void
rt_cli_head_table_append (const char *address, const RtCheckResult *result, GString *text)
{
  guint status = rt_check_result_get_status (result);
  g_autofree char *code = status > 0 ? g_strdup_printf ("%u", status) : g_strdup ("");
  g_autofree char *safe = rt_cli_dup_printable (address);
  g_autoptr (GPtrArray) notes = rt_check_result_list_notes (result);

  append_ok (text, result->is_ok);
  append_padded (text, code, 3);
  append_verdict (text, result->verdict);
  g_string_append (text, safe);
  g_string_append_c (text, '\n');
  for (guint i = 0; i < notes->len; i++)
    {
      const RtNote *note = notes->pdata[i];
      g_autofree char *words = rt_note_render (note, gettext);
      g_autofree char *line = rt_cli_dup_printable (words);

      g_string_append_printf (text, "    %s\n", line);
    }
}

/**
 * rt_cli_head_table_format_sums:
 * @sums: what was counted
 *
 * Returns: (transfer full): a line of it
 */
char *
rt_cli_head_table_format_sums (const RtCheckSums *sums)
{
  g_autofree char *saved = g_format_size ((guint64)sums->saved);

  return g_strdup_printf (
      /* Translators: numbers, and a size such as 1.2 MB. */
      _ ("Checked: %u. Exist: %u. Moved: %u. Missing: %u. Unknown: %u. Not downloaded: "
         "%s."),
      sums->n_checked, sums->n[RT_CHECK_EXISTS], rt_check_sums_count_moved (sums),
      sums->n[RT_CHECK_MISSING], rt_check_sums_count_unknown (sums), saved);
}
