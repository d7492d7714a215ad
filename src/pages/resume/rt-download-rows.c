/* Finds rows in the view of the list. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/resume/rt-download-rows.h"

/* The row in an item of the list view; nullable. */
static GtkWidget *
get_row (GtkWidget *item)
{
  GtkWidget *child = gtk_widget_get_first_child (item);

  return child != NULL && RT_IS_DOWNLOAD_ROW (child) ? child : NULL;
}

/* GTK has rows above and below, too. */
static gboolean
is_on_screen (GtkWidget *view, GtkWidget *row)
{
  graphene_rect_t bounds;

  return gtk_widget_compute_bounds (row, view, &bounds) && bounds.origin.y >= 0
         && bounds.origin.y < (float)gtk_widget_get_height (view);
}

/**
 * rt_download_rows_find_at:
 * @view: a list view of downloads
 * @x: where in @view
 * @y: likewise
 *
 * Returns: (transfer none) (nullable): the row that is there
 */
RtDownloadRow *
rt_download_rows_find_at (GtkWidget *view, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (view, x, y, GTK_PICK_DEFAULT);

  if (picked != NULL && !RT_IS_DOWNLOAD_ROW (picked))
    picked = get_row (picked); /* the padding around a row */
  return picked != NULL ? RT_DOWNLOAD_ROW (picked) : NULL;
}

/**
 * rt_download_rows_find:
 * @view: a list view of downloads
 * @download: one of them
 *
 * Returns: (transfer none) (nullable): its row, if it is on screen
 */
RtDownloadRow *
rt_download_rows_find (GtkWidget *view, RtDownload *download)
{
  for (GtkWidget *item = gtk_widget_get_first_child (view); item != NULL;
       item = gtk_widget_get_next_sibling (item))
    {
      GtkWidget *row = get_row (item);

      if (row != NULL && rt_download_row_get_download (RT_DOWNLOAD_ROW (row)) == download
          && is_on_screen (view, row))
        return RT_DOWNLOAD_ROW (row);
    }
  return NULL;
}

/**
 * rt_download_rows_grab_focus:
 * @view: a list view of downloads
 * @download: one of them
 *
 * Lets the keyboard go on at its row, if it is on screen.
 */
void
rt_download_rows_grab_focus (GtkWidget *view, RtDownload *download)
{
  RtDownloadRow *row = rt_download_rows_find (view, download);

  if (row != NULL)
    gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (row)));
}
