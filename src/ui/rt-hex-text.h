/* Bytes as lines of a hex listing. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Every line is this long. */
#define RT_HEX_COLUMNS 76

guint64 rt_hex_text_count_lines (GBytes *bytes);
char *rt_hex_text_dup_lines (GBytes *bytes, guint64 first, guint count);

G_END_DECLS
