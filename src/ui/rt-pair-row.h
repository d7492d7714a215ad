/* One name with its value, to be edited. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/rt-pair.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What happens to it, an ancestor does, through actions: "pairs.remove" (i), "pairs.move"
 * (ii) from an index to another, and "pairs.paste" (is), a block of lines at an index. */
#define RT_TYPE_PAIR_ROW (rt_pair_row_get_type ())
G_DECLARE_FINAL_TYPE (RtPairRow, rt_pair_row, RT, PAIR_ROW, GtkListBoxRow)

GtkWidget *rt_pair_row_new (const RtPair *pair);
RtPair *rt_pair_row_dup_pair (RtPairRow *self);
gboolean rt_pair_row_is_blank (RtPairRow *self);
gboolean rt_pair_row_check (RtPairRow *self);

G_END_DECLS
