/* Rows of the list are dragged to another place, and finished files to other programs. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/resume/rt-download-drag.h"

/* Within the list it changes the order; a finished one is also a file for others. */
static GdkContentProvider *
on_prepare (GtkDragSource *source, double x, double y, RtDownloadList *list)
{
  RtDownload *download = rt_download_list_find_at (list, x, y);
  GdkContentProvider *providers[2];
  g_autoptr (GFile) file = NULL;

  if (download == NULL)
    return NULL;
  providers[0] = gdk_content_provider_new_typed (RT_TYPE_DOWNLOAD, download);
  if (rt_download_get_state (download) != RT_DOWNLOAD_DONE)
    return providers[0];
  file = g_file_new_for_path (rt_download_get_news (download)->path);
  providers[1] = gdk_content_provider_new_typed (G_TYPE_FILE, file);
  return gdk_content_provider_new_union (providers, 2);
}

static gboolean
on_drop (GtkDropTarget *target,
         const GValue *value,
         double x,
         double y,
         RtDownloadList *list)
{
  g_autoptr (RtDownload) download = g_value_dup_object (value);

  rt_download_list_move_to (list, download, rt_download_list_find_at (list, x, y));
  return TRUE;
}

/**
 * rt_download_drag_add:
 * @list: a list
 * @view: the part of it that has the rows
 *
 * Lets rows of @view be dragged.
 */
void
rt_download_drag_add (RtDownloadList *list, GtkWidget *view)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (RT_TYPE_DOWNLOAD, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE | GDK_ACTION_COPY);
  g_signal_connect (source, "prepare", G_CALLBACK (on_prepare), list);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), list);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (target));
}
