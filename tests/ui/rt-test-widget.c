/* Finds widgets of a template from outside, and draws them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/ui/rt-test-widget.h"

#include "tests/lib/rt-test-wait.h"

#include <string.h>

static GtkWidget *
find (GtkWidget *top, const char *id, GType type)
{
  GtkWidget *found = NULL;

  if (id != NULL
          ? g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (top)), id) == 0
          : g_type_is_a (G_OBJECT_TYPE (top), type))
    return top;
  for (GtkWidget *child = gtk_widget_get_first_child (top);
       child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find (child, id, type);
  return found;
}

/**
 * rt_test_find:
 * @top: a widget
 * @id: the id of a widget in a template
 *
 * Returns: (transfer none): the first widget from @top on with that id; the test fails if
 * there is none
 */
GtkWidget *
rt_test_find (GtkWidget *top, const char *id)
{
  GtkWidget *found = find (top, id, G_TYPE_INVALID);

  if (found == NULL)
    g_error ("there is no widget '%s'", id);
  return found;
}

/**
 * rt_test_find_type:
 * @top: a widget
 * @type: a type of widget
 *
 * Returns: (transfer none) (nullable): the first widget from @top on of that type
 */
GtkWidget *
rt_test_find_type (GtkWidget *top, GType type)
{
  return find (top, NULL, type);
}

/**
 * rt_test_find_window:
 * @type: a type of window
 *
 * Returns: (transfer none) (nullable): the first open window of that type
 */
GtkWidget *
rt_test_find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
        return window;
    }
  return NULL;
}

/* Whether there is a label with this text somewhere below @top. */
gboolean
rt_test_has_label (GtkWidget *top, const char *text)
{
  if (GTK_IS_LABEL (top) && strstr (gtk_label_get_text (GTK_LABEL (top)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (top); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (rt_test_has_label (child, text))
      return TRUE;
  return FALSE;
}

/**
 * rt_test_wait_for_frames:
 * @widget: a widget in sight
 * @n: a number of frames
 *
 * Waits until the window has been laid out and drawn so often.
 */
void
rt_test_wait_for_frames (GtkWidget *widget, guint n)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gint64 last = gdk_frame_clock_get_frame_counter (clock) + n;

  gdk_frame_clock_begin_updating (clock);
  rt_test_wait_until (NULL, gdk_frame_clock_get_frame_counter (clock) >= last);
  gdk_frame_clock_end_updating (clock);
}

/**
 * rt_test_draw:
 * @widget: a widget in sight
 *
 * Returns: (transfer full): a picture of @widget as large as it is, with nothing behind it
 */
GdkTexture *
rt_test_draw (GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  int width;
  int height;

  /* The first may be under way; what comes after the second shows all of the present. */
  rt_test_wait_for_frames (widget, 3);
  width = gtk_widget_get_width (widget);
  height = gtk_widget_get_height (widget);
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_to_node (snapshot);
  /* Even where nothing is drawn, there is a picture of it. */
  if (node == NULL)
    node = gsk_color_node_new (&(GdkRGBA){ 0 }, &GRAPHENE_RECT_INIT (0, 0, 1, 1));
  return gsk_renderer_render_texture (
      gtk_native_get_renderer (gtk_widget_get_native (widget)), node,
      &GRAPHENE_RECT_INIT (0, 0, width, height));
}
