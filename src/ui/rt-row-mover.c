/* Rows that the user puts into another order. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-row-mover.h"

#include <glib/gi18n.h>

struct _RtRowMover
{
  GObject parent_instance;

  GPtrArray *boxes; /* of GtkBox, borrowed: one list, from top to bottom */
};

G_DEFINE_FINAL_TYPE (RtRowMover, rt_row_mover, G_TYPE_OBJECT)

enum
{
  MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
find_box (RtRowMover *self, GtkWidget *row, guint *index)
{
  return g_ptr_array_find (self->boxes, gtk_widget_get_parent (row), index);
}

/* Also the first or last of the next box. */
static GtkWidget *
get_neighbour (RtRowMover *self, GtkWidget *row, gboolean is_down)
{
  GtkWidget *next
      = is_down ? gtk_widget_get_next_sibling (row) : gtk_widget_get_prev_sibling (row);
  guint i;

  if (!find_box (self, row, &i))
    return NULL;
  while (next == NULL && (is_down ? ++i < self->boxes->len : i-- > 0))
    next = is_down ? gtk_widget_get_first_child (self->boxes->pdata[i])
                   : gtk_widget_get_last_child (self->boxes->pdata[i]);
  return next;
}

static gboolean
is_before (RtRowMover *self, GtkWidget *row, GtkWidget *target)
{
  guint i, j;

  find_box (self, row, &i);
  find_box (self, target, &j);
  if (i != j)
    return i < j;
  while (row != NULL && row != target)
    row = gtk_widget_get_next_sibling (row);
  return row == target;
}

/* Once more than before, where it has its new place. */
static gboolean
on_frame (GtkWidget *row, GdkFrameClock *clock, gpointer user_data)
{
  gint64 *until = user_data;
  GtkWidget *viewport = gtk_widget_get_ancestor (row, GTK_TYPE_VIEWPORT);
  graphene_rect_t bounds;

  if (gdk_frame_clock_get_frame_counter (clock) < *until)
    return G_SOURCE_CONTINUE;
  if (viewport != NULL
      && gtk_widget_compute_bounds (row, gtk_viewport_get_child (GTK_VIEWPORT (viewport)),
                                    &bounds))
    gtk_adjustment_clamp_page (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (viewport)),
                               bounds.origin.y, bounds.origin.y + bounds.size.height);
  return G_SOURCE_REMOVE;
}

/* It is laid out at the end of a frame, and is where it belongs in the next. */
static void
scroll_to (GtkWidget *row)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (row);
  gint64 *until;

  if (clock == NULL)
    return;
  until = g_new (gint64, 1);
  *until = gdk_frame_clock_get_frame_counter (clock) + 2;
  gtk_widget_add_tick_callback (row, on_frame, until, g_free);
}

static void
put (GtkWidget *row, GtkWidget *box, GtkWidget *after)
{
  GtkWidget *old_box = gtk_widget_get_parent (row);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (row));

  if (box == old_box)
    {
      gtk_box_reorder_child_after (GTK_BOX (box), row, after);
      return;
    }
  g_object_ref (row);
  gtk_box_remove (GTK_BOX (old_box), row);
  gtk_box_insert_child_after (GTK_BOX (box), row, after);
  if (focus != NULL && gtk_widget_is_ancestor (focus, row))
    gtk_widget_grab_focus (focus);
  g_object_unref (row);
}

/* Puts a row in the place of another. */
static void
move (RtRowMover *self, GtkWidget *row, GtkWidget *target)
{
  gboolean is_down = is_before (self, row, target);

  put (row, gtk_widget_get_parent (target),
       is_down ? target : gtk_widget_get_prev_sibling (target));
  scroll_to (row);
  g_signal_emit (self, signals[MOVED], 0, row, target);
}

static void
step (RtRowMover *self, GtkWidget *row, gboolean is_down)
{
  GtkWidget *target = get_neighbour (self, row, is_down);

  while (target != NULL && !gtk_widget_get_visible (target))
    target = get_neighbour (self, target, is_down);
  if (target == NULL)
    gtk_widget_error_bell (row);
  else
    move (self, row, target);
}

static gboolean
on_key_pressed (RtRowMover *self,
                guint key,
                guint code,
                GdkModifierType state,
                GtkEventController *controller)
{
  if ((state & gtk_accelerator_get_default_mod_mask ()) != GDK_ALT_MASK
      || (key != GDK_KEY_Up && key != GDK_KEY_Down))
    return GDK_EVENT_PROPAGATE;

  step (self, gtk_event_controller_get_widget (controller), key == GDK_KEY_Down);
  return GDK_EVENT_STOP;
}

static GdkContentProvider *
on_drag_prepare (GtkDragSource *source, double x, double y, GtkWidget *row)
{
  return gdk_content_provider_new_typed (GTK_TYPE_WIDGET, row);
}

static void
on_drag_begin (GtkDragSource *source, GdkDrag *drag, GtkWidget *row)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (row);

  gtk_drag_source_set_icon (source, picture, 0, 0);
}

/* It may be a row of another list. */
static gboolean
on_drop (RtRowMover *self, const GValue *value, double x, double y, GtkDropTarget *drop)
{
  GtkWidget *row = g_value_get_object (value);
  GtkWidget *target = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (drop));

  if (!find_box (self, row, NULL))
    return FALSE;
  if (row != target)
    move (self, row, target);
  return TRUE;
}

static void
rt_row_mover_finalize (GObject *object)
{
  g_ptr_array_unref (RT_ROW_MOVER (object)->boxes);
  G_OBJECT_CLASS (rt_row_mover_parent_class)->finalize (object);
}

static void
rt_row_mover_class_init (RtRowMoverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rt_row_mover_finalize;
  signals[MOVED]
      = g_signal_new ("moved", RT_TYPE_ROW_MOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 2, GTK_TYPE_WIDGET, GTK_TYPE_WIDGET);
}

static void
rt_row_mover_init (RtRowMover *self)
{
  self->boxes = g_ptr_array_new ();
}

RtRowMover *
rt_row_mover_new (void)
{
  return g_object_new (RT_TYPE_ROW_MOVER, NULL);
}

/* Adds a box, which has nothing but rows, below those before. */
void
rt_row_mover_add_box (RtRowMover *self, GtkBox *box)
{
  g_return_if_fail (RT_IS_ROW_MOVER (self));

  g_ptr_array_add (self->boxes, box);
}

/**
 * rt_row_mover_add_row:
 * @self: a mover
 * @row: a row that is in one of its boxes, or will be
 *
 * Lets the row be moved with Alt+Up and Alt+Down, and dragged.
 *
 * Returns: (transfer floating): the handle to drag it by, which goes into it
 */
GtkWidget *
rt_row_mover_add_row (RtRowMover *self, GtkWidget *row)
{
  GtkWidget *handle = gtk_image_new_from_icon_name ("list-drag-handle-symbolic");
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkDropTarget *drop = gtk_drop_target_new (GTK_TYPE_WIDGET, GDK_ACTION_MOVE);
  GtkDragSource *drag = gtk_drag_source_new ();

  gtk_widget_set_tooltip_text (handle,
                               _ ("Drag, or press Alt+Up and Alt+Down, to move it"));
  gtk_widget_set_cursor_from_name (handle, "grab");
  gtk_widget_add_css_class (handle, "dim-label");
  gtk_drag_source_set_actions (drag, GDK_ACTION_MOVE);
  g_signal_connect_object (drag, "prepare", G_CALLBACK (on_drag_prepare), row, 0);
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (on_drag_begin), row, 0);
  gtk_widget_add_controller (handle, GTK_EVENT_CONTROLLER (drag));

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_pressed), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (row, keys);
  g_signal_connect_object (drop, "drop", G_CALLBACK (on_drop), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (drop));
  return handle;
}
