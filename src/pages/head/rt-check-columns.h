/* Where the columns of a table of addresses stand, for its rows and its titles. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  RT_CHECK_COLUMN_VERDICT,
  RT_CHECK_COLUMN_STATUS,
  RT_CHECK_COLUMN_ADDRESS,
  RT_CHECK_COLUMN_NOTES,
  RT_CHECK_COLUMN_SIZE,
  RT_CHECK_COLUMN_TIME,
  RT_N_CHECK_COLUMNS,
} RtCheckColumn;

/* In pixels. */
typedef struct
{
  int x;
  int width;
} RtCheckPlace;

int rt_check_columns_measure_digit (GtkWidget *widget, int *height, int *ascent);
gboolean rt_check_columns_fit (int width, int digit);
void
rt_check_columns_place (RtCheckPlace places[RT_N_CHECK_COLUMNS], int width, int digit);

G_END_DECLS
