/* Rows of the list are dragged to another place, and finished files to other programs. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/resume/rt-download-drag.h"

#include "pages/resume/rt-download-rows.h"
#include "pages/resume/rt-download-words.h"

/* So near to the edge the list scrolls, so far in each frame. */
#define EDGE 30
#define SCROLL 12

struct _RtDownloadDrag
{
  GObject parent_instance;

  RtDownloadList *list; /* borrowed: it owns us */
  GtkWidget *view;      /* borrowed: it is a part of the list */

  RtDownload *dragged;   /* by the last drag, nullable */
  RtDownloadRow *marked; /* where it would be dropped, nullable */
  double x;              /* where the pointer is */
  double y;
  guint tick; /* while the pointer is over the rows */
};

G_DEFINE_FINAL_TYPE (RtDownloadDrag, rt_download_drag, G_TYPE_OBJECT)

/* Within the list it changes the order; a finished one is also a file for others. */
static GdkContentProvider *
on_prepare (GtkDragSource *source, double x, double y, RtDownloadDrag *self)
{
  RtDownloadRow *row = rt_download_rows_find_at (self->view, x, y);
  RtDownload *download = row != NULL ? rt_download_row_get_download (row) : NULL;
  GdkContentProvider *providers[2];
  g_autoptr (GFile) file = NULL;

  if (download == NULL)
    return NULL;
  g_set_object (&self->dragged, download);
  providers[0] = gdk_content_provider_new_typed (RT_TYPE_DOWNLOAD, download);
  if (rt_download_get_state (download) != RT_DOWNLOAD_DONE)
    return providers[0];
  file = g_file_new_for_path (rt_download_get_news (download)->path);
  providers[1] = gdk_content_provider_new_typed (G_TYPE_FILE, file);
  return gdk_content_provider_new_union (providers, 2);
}

/* Its name goes along with the pointer. */
static void
on_drag_begin (GtkDragSource *source, GdkDrag *drag, RtDownloadDrag *self)
{
  g_autofree char *name = rt_download_words_dup_name (self->dragged);
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_widget_add_css_class (label, "dragged");
  gtk_drag_icon_set_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag)), label);
  gdk_drag_set_hotspot (drag, -12, -12);
}

static gboolean
is_lower_half (RtDownloadDrag *self, RtDownloadRow *row)
{
  double x, y;

  gtk_widget_translate_coordinates (self->view, GTK_WIDGET (row), self->x, self->y, &x,
                                    &y);
  return y > (double)gtk_widget_get_height (GTK_WIDGET (row)) / 2;
}

/* @row: (nullable): the pointer is over it */
static void
mark (RtDownloadDrag *self, RtDownloadRow *row)
{
  if (self->marked != NULL && self->marked != row)
    rt_download_row_set_mark (self->marked, RT_ROW_MARK_NONE);
  g_set_weak_pointer (&self->marked, row);
  if (row != NULL)
    rt_download_row_set_mark (row, is_lower_half (self, row) ? RT_ROW_MARK_BELOW
                                                             : RT_ROW_MARK_ABOVE);
}

/* A place that is out of sight comes into it. */
static gboolean
on_tick (GtkWidget *view, GdkFrameClock *clock, gpointer user_data)
{
  RtDownloadDrag *self = user_data;
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
  double value = gtk_adjustment_get_value (adjustment);

  if (self->y < EDGE)
    gtk_adjustment_set_value (adjustment, value - SCROLL);
  else if (self->y > gtk_widget_get_height (view) - EDGE)
    gtk_adjustment_set_value (adjustment, value + SCROLL);
  mark (self, rt_download_rows_find_at (self->view, self->x, self->y));
  return G_SOURCE_CONTINUE;
}

static GdkDragAction
on_motion (GtkDropTarget *target, double x, double y, RtDownloadDrag *self)
{
  self->x = x;
  self->y = y;
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (self->view, on_tick, self, NULL);
  return GDK_ACTION_MOVE;
}

static void
on_leave (RtDownloadDrag *self)
{
  mark (self, NULL);
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (self->view, self->tick);
  self->tick = 0;
}

static gboolean
on_drop (GtkDropTarget *target,
         const GValue *value,
         double x,
         double y,
         RtDownloadDrag *self)
{
  g_autoptr (RtDownload) download = g_value_dup_object (value);
  RtDownloadRow *row;

  self->x = x;
  self->y = y;
  row = rt_download_rows_find_at (self->view, x, y);
  rt_download_list_move_beside (self->list, download,
                                row != NULL ? rt_download_row_get_download (row) : NULL,
                                row == NULL || is_lower_half (self, row));
  on_leave (self);
  return TRUE;
}

static void
rt_download_drag_dispose (GObject *object)
{
  RtDownloadDrag *self = RT_DOWNLOAD_DRAG (object);

  g_clear_object (&self->dragged);
  g_clear_weak_pointer (&self->marked);
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (self->view, self->tick);
  self->tick = 0;
  G_OBJECT_CLASS (rt_download_drag_parent_class)->dispose (object);
}

static void
rt_download_drag_class_init (RtDownloadDragClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rt_download_drag_dispose;
}

static void
rt_download_drag_init (RtDownloadDrag *self)
{
}

/**
 * rt_download_drag_new:
 * @list: a list; it must outlive the drag
 * @view: the part of it that has the rows
 *
 * Lets rows of @view be dragged.
 *
 * Returns: (transfer full): what does that
 */
RtDownloadDrag *
rt_download_drag_new (RtDownloadList *list, GtkWidget *view)
{
  RtDownloadDrag *self = g_object_new (RT_TYPE_DOWNLOAD_DRAG, NULL);
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (RT_TYPE_DOWNLOAD, GDK_ACTION_MOVE);

  self->list = list;
  self->view = view;
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE | GDK_ACTION_COPY);
  g_signal_connect_object (source, "prepare", G_CALLBACK (on_prepare), self, 0);
  g_signal_connect_object (source, "drag-begin", G_CALLBACK (on_drag_begin), self, 0);
  g_signal_connect_object (target, "enter", G_CALLBACK (on_motion), self, 0);
  g_signal_connect_object (target, "motion", G_CALLBACK (on_motion), self, 0);
  g_signal_connect_object (target, "leave", G_CALLBACK (on_leave), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop), self, 0);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (target));
  return self;
}
