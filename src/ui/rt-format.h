/* Numbers in words: sizes, durations, counts, ratios, dates. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *rt_format_count (guint64 count);
char *rt_format_duration (gint64 duration_us);
char *rt_format_fine_duration (gint64 duration_us);
char *rt_format_ratio (guint64 large, guint64 small);
char *rt_format_date (GDateTime *date);
char *rt_format_moment (GDateTime *moment);

G_END_DECLS
