/* What the lines of an access log come to, in words. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-access-counts.h"

#include "ui/rt-format.h"

#include <glib/gi18n.h>

/**
 * rt_access_counts_dup_text:
 * @list: an access log
 * @n_shown: how many of its lines are shown
 * @is_filtered: whether that is because of a filter
 *
 * Returns: (transfer full): the numbers in words
 */
char *
rt_access_counts_dup_text (RtAccessList *list, guint n_shown, gboolean is_filtered)
{
  guint n_lines = rt_access_list_get_n_lines (list);
  guint n_waiting = rt_access_list_get_n_waiting (list);
  guint64 n_lost = rt_access_list_get_n_lost (list);
  g_autofree char *shown = rt_format_count (n_shown);
  g_autofree char *lines = rt_format_count (n_lines);
  g_autofree char *waiting = rt_format_count (n_waiting);
  g_autofree char *lost = rt_format_count (n_lost);
  GString *text = g_string_new (NULL);

  if (is_filtered)
    /* Translators: a number of lines that match, and the number of all. */
    g_string_append_printf (text, _ ("%s of %s lines"), shown, lines);
  else
    g_string_append_printf (text, ngettext ("%s line", "%s lines", n_lines), lines);
  if (rt_access_list_is_paused (list))
    /* Translators: a number of lines that are not shown until the pause is over. */
    g_string_append_printf (text, ngettext (" · %s waits", " · %s wait", n_waiting),
                            waiting);
  if (n_lost > 0)
    /* Translators: a number of lines that came too fast to be kept. */
    g_string_append_printf (text, ngettext (" · %s was lost", " · %s were lost", n_lost),
                            lost);
  return g_string_free (text, FALSE);
}
