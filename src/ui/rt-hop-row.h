/* One hop as a row of a list. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-exchange.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_HOP_ROW (rt_hop_row_get_type ())
G_DECLARE_FINAL_TYPE (RtHopRow, rt_hop_row, RT, HOP_ROW, GtkListBoxRow)

GtkWidget *rt_hop_row_new (RtHop *hop);
RtHop *rt_hop_row_get_hop (RtHopRow *self);
void rt_hop_row_update (RtHopRow *self, gboolean over);

G_END_DECLS
