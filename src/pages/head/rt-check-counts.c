/* What a list of addresses comes to, in words. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/head/rt-check-counts.h"

#include "ui/rt-format.h"

#include <glib/gi18n.h>

char *
rt_check_counts_dup_text (const RtCheckSums *sums)
{
  g_autofree char *checked = rt_format_count (sums->n_checked);
  g_autofree char *rows = rt_format_count (sums->n_rows);
  g_autofree char *exist = rt_format_count (sums->n[RT_CHECK_EXISTS]);
  g_autofree char *moved = rt_format_count (rt_check_sums_count_moved (sums));
  g_autofree char *missing = rt_format_count (sums->n[RT_CHECK_MISSING]);
  g_autofree char *unknown = rt_format_count (rt_check_sums_count_unknown (sums));
  g_autofree char *saved = g_format_size ((guint64)sums->saved);

  return g_strdup_printf (
      /* Translators: numbers of addresses, and a size such as 1.2 MB. */
      _ ("%s of %s checked · %s exist · %s moved · %s missing · %s unknown · %s not "
         "downloaded"),
      checked, rows, exist, moved, missing, unknown, saved);
}
