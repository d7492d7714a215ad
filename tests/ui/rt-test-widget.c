/* Finds widgets of a template from outside, reads, uses and draws them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/ui/rt-test-widget.h"

#include "tests/lib/rt-test-wait.h"

#include <string.h>

typedef gboolean (*Matches) (GtkWidget *widget, gconstpointer what);

static GtkWidget *
find (GtkWidget *top, Matches matches, gconstpointer what)
{
  GtkWidget *found = NULL;

  if (matches (top, what))
    return top;
  for (GtkWidget *child = gtk_widget_get_first_child (top);
       child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find (child, matches, what);
  return found;
}

static gboolean
has_id (GtkWidget *widget, gconstpointer id)
{
  return g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)), id) == 0;
}

static gboolean
has_type (GtkWidget *widget, gconstpointer type)
{
  return g_type_is_a (G_OBJECT_TYPE (widget), *(const GType *)type);
}

static gboolean
has_class (GtkWidget *widget, gconstpointer css_class)
{
  return gtk_widget_has_css_class (widget, css_class);
}

static gboolean
is_button (GtkWidget *widget, gconstpointer text)
{
  return GTK_IS_BUTTON (widget) && rt_test_has_label (widget, text);
}

/* What rt_question_new() makes, of whichever libadwaita. */
static gboolean
is_question (GtkWidget *widget, gconstpointer unused)
{
  const char *type = G_OBJECT_TYPE_NAME (widget);

  return g_str_equal (type, "AdwMessageDialog") || g_str_equal (type, "AdwAlertDialog");
}

/* Of the pages of a stack, the one that is shown. */
static gboolean
is_shown_text (GtkWidget *widget, gconstpointer what)
{
  if (!GTK_IS_TEXT_VIEW (widget))
    return FALSE;
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    if (!gtk_widget_get_child_visible (widget))
      return FALSE;
  return TRUE;
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
  GtkWidget *found = find (top, has_id, id);

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
  return find (top, has_type, &type);
}

/**
 * rt_test_find_class:
 * @top: a widget
 * @css_class: a style class
 *
 * Returns: (transfer none) (nullable): the first widget from @top on of that class
 */
GtkWidget *
rt_test_find_class (GtkWidget *top, const char *css_class)
{
  return find (top, has_class, css_class);
}

/**
 * rt_test_get_label:
 * @top: a widget
 * @id: the id of a label in a template
 *
 * Returns: (transfer none): what the label says
 */
const char *
rt_test_get_label (GtkWidget *top, const char *id)
{
  return gtk_label_get_label (GTK_LABEL (rt_test_find (top, id)));
}

/**
 * rt_test_dup_text:
 * @top: a widget
 *
 * Returns: (transfer full): the text in the text view that is shown in @top, "" without one
 */
char *
rt_test_dup_text (GtkWidget *top)
{
  GtkWidget *view = find (top, is_shown_text, NULL);
  GtkTextIter start;
  GtkTextIter end;

  if (view == NULL)
    return g_strdup ("");
  gtk_text_buffer_get_bounds (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), &start,
                              &end);
  return gtk_text_iter_get_text (&start, &end);
}

/* Clicks on the button with this id, which can be seen and used. */
void
rt_test_click (GtkWidget *top, const char *id)
{
  GtkWidget *button = rt_test_find (top, id);

  g_assert_true (gtk_widget_get_visible (button));
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

/**
 * rt_test_choose:
 * @top: a widget
 * @id: the id of a list that drops down, of strings
 * @words: one of them
 *
 * Chooses from the list, as a user does.
 */
void
rt_test_choose (GtkWidget *top, const char *id, const char *words)
{
  GtkDropDown *list = GTK_DROP_DOWN (rt_test_find (top, id));
  GtkStringList *strings = GTK_STRING_LIST (gtk_drop_down_get_model (list));
  guint i = 0;

  while (g_strcmp0 (gtk_string_list_get_string (strings, i), words) != 0)
    g_assert_cmpuint (++i, <, g_list_model_get_n_items (G_LIST_MODEL (strings)));
  gtk_drop_down_set_selected (list, i);
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

/**
 * rt_test_find_question:
 *
 * Returns: (transfer none) (nullable): the question that is asked, in a window or as one
 */
GtkWidget *
rt_test_find_question (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWidget *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (windows) && found == NULL; i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      found = find (window, is_question, NULL);
    }
  return found;
}

/**
 * rt_test_find_button:
 * @top: a widget
 * @text: what is written on a button
 *
 * Returns: (transfer none) (nullable): the first such button from @top on
 */
GtkWidget *
rt_test_find_button (GtkWidget *top, const char *text)
{
  return find (top, is_button, text);
}

/* Answers the question that is asked. */
void
rt_test_answer (const char *text)
{
  GtkWidget *button = rt_test_find_button (rt_test_find_question (), text);

  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
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

/* Presses a key in a widget that listens for it itself. */
void
rt_test_press (GtkWidget *widget, guint key, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean is_taken;

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, state, &is_taken);
    }
}

/* Drops a widget on another: whether it is taken. */
gboolean
rt_test_drop (GtkWidget *dragged, GtkWidget *target)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (target);
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean is_taken = FALSE;

  g_value_init (&value, GTK_TYPE_WIDGET);
  g_value_set_object (&value, dragged);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        g_signal_emit_by_name (controller, "drop", &value, 0.0, 0.0, &is_taken);
    }
  return is_taken;
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
