/* Rows that the user puts into another order. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signal "moved", with a row and with the one whose place it has now: when that is done. */
#define RT_TYPE_ROW_MOVER (rt_row_mover_get_type ())
G_DECLARE_FINAL_TYPE (RtRowMover, rt_row_mover, RT, ROW_MOVER, GObject)

RtRowMover *rt_row_mover_new (void);

void rt_row_mover_add_box (RtRowMover *self, GtkBox *box);
GtkWidget *rt_row_mover_add_row (RtRowMover *self, GtkWidget *row);

G_END_DECLS
