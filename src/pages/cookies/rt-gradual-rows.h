/* Rows below each other, made a few at a time. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_GRADUAL_ROWS (rt_gradual_rows_get_type ())
G_DECLARE_FINAL_TYPE (RtGradualRows, rt_gradual_rows, RT, GRADUAL_ROWS, GtkWidget)

/* Makes the widget for row number @row. */
typedef GtkWidget *(*RtGradualRowsMake) (guint row, gpointer user_data);

void rt_gradual_rows_set (RtGradualRows *self,
                          guint n_rows,
                          RtGradualRowsMake make,
                          gpointer user_data);

G_END_DECLS
