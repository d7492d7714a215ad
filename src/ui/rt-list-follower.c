/* Keeps the newest line of a growing list in sight until the user scrolls away. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-list-follower.h"

/* Lines that came are laid out at the end of the next frame. */
#define FRAMES_TO_LAY_OUT 2

struct _RtListFollower
{
  GObject parent_instance;

  gboolean is_following;
  guint n_frames; /* until all lines have been laid out */
  guint tick;     /* 0: all have */

  GtkListView *list;         /* borrowed: it owns whoever owns this */
  GtkAdjustment *adjustment; /* borrowed likewise */
};

G_DEFINE_FINAL_TYPE (RtListFollower, rt_list_follower, G_TYPE_OBJECT)

typedef enum
{
  PROP_IS_FOLLOWING = 1,
} RtListFollowerProperty;

static GParamSpec *properties[PROP_IS_FOLLOWING + 1];

static void
set_following (RtListFollower *self, gboolean is_following)
{
  if (self->is_following == is_following)
    return;
  self->is_following = is_following;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_FOLLOWING]);
}

static void
show_newest (RtListFollower *self)
{
  guint n
      = g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (self->list)));

  if (n > 0)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u",
                                n - 1);
}

static double
get_distance (RtListFollower *self)
{
  return gtk_adjustment_get_upper (self->adjustment)
         - gtk_adjustment_get_page_size (self->adjustment)
         - gtk_adjustment_get_value (self->adjustment);
}

/* A list that was not laid out yet goes somewhere else than it was told to. */
static gboolean
on_tick (GtkWidget *list, GdkFrameClock *clock, gpointer data)
{
  RtListFollower *self = data;

  if (self->is_following && get_distance (self) >= 1)
    show_newest (self);
  if (--self->n_frames > 0)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
wait_for_layout (RtListFollower *self)
{
  self->n_frames = FRAMES_TO_LAY_OUT;
  if (self->tick == 0)
    self->tick
        = gtk_widget_add_tick_callback (GTK_WIDGET (self->list), on_tick, self, NULL);
}

static void
on_items_changed (RtListFollower *self)
{
  if (self->is_following)
    show_newest (self);
  wait_for_layout (self);
}

static void
on_resized (RtListFollower *self)
{
  if (self->is_following && get_distance (self) >= 1)
    wait_for_layout (self);
}

/* The view moves under the user's hand, or because lines came or went: that is no wish to
 * look at older ones. */
static void
on_scrolled (RtListFollower *self)
{
  if (get_distance (self) < 1)
    set_following (self, TRUE);
  else if (self->tick == 0)
    set_following (self, FALSE);
}

static void
rt_list_follower_dispose (GObject *object)
{
  RtListFollower *self = RT_LIST_FOLLOWER (object);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->list), self->tick);
  self->tick = 0;
  G_OBJECT_CLASS (rt_list_follower_parent_class)->dispose (object);
}

static void
rt_list_follower_get_property (GObject *object,
                               guint property,
                               GValue *value,
                               GParamSpec *spec)
{
  switch ((RtListFollowerProperty)property)
    {
    case PROP_IS_FOLLOWING:
      g_value_set_boolean (value, RT_LIST_FOLLOWER (object)->is_following);
      return;
    }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, spec);
}

static void
rt_list_follower_class_init (RtListFollowerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rt_list_follower_dispose;
  object_class->get_property = rt_list_follower_get_property;

  /**
   * RtListFollower:is-following:
   *
   * Whether the newest line stays in sight.
   */
  properties[PROP_IS_FOLLOWING] = g_param_spec_boolean (
      "is-following", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
rt_list_follower_init (RtListFollower *self)
{
  self->is_following = TRUE;
}

/**
 * rt_list_follower_new:
 * @list: a list with a model, the newest line last; has to live longer than the follower
 * @scroller: what scrolls it
 *
 * Returns: (transfer full): a follower that follows
 */
RtListFollower *
rt_list_follower_new (GtkListView *list, GtkScrolledWindow *scroller)
{
  RtListFollower *self = g_object_new (RT_TYPE_LIST_FOLLOWER, NULL);

  self->list = list;
  self->adjustment = gtk_scrolled_window_get_vadjustment (scroller);
  /* After the list, which has to know of the lines first. */
  g_signal_connect_object (gtk_list_view_get_model (list), "items-changed",
                           G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->adjustment, "changed", G_CALLBACK (on_resized), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->adjustment, "value-changed", G_CALLBACK (on_scrolled),
                           self, G_CONNECT_SWAPPED);
  return self;
}

gboolean
rt_list_follower_is_following (RtListFollower *self)
{
  g_return_val_if_fail (RT_IS_LIST_FOLLOWER (self), FALSE);

  return self->is_following;
}

/**
 * rt_list_follower_follow:
 * @self: a follower
 *
 * Goes to the newest line and stays there.
 */
void
rt_list_follower_follow (RtListFollower *self)
{
  g_return_if_fail (RT_IS_LIST_FOLLOWER (self));

  set_following (self, TRUE);
  show_newest (self);
}
