/* Where a page has its exchange: what stands there before the first, and then its view. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-exchange-bin.h"

struct _RtExchangeBin
{
  AdwBin parent_instance;

  GtkWidget *view; /* there with the first exchange at the latest */
  guint warm_up;   /* source that makes it before */
};

G_DEFINE_FINAL_TYPE (RtExchangeBin, rt_exchange_bin, ADW_TYPE_BIN)

enum
{
  MADE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
set_child (RtExchangeBin *self, GtkWidget *child)
{
  adw_bin_set_child (ADW_BIN (self), child);
  gtk_widget_set_visible (GTK_WIDGET (self), child != NULL);
}

static void
make_view (RtExchangeBin *self)
{
  self->view = g_object_ref_sink (rt_exchange_view_new ());
  g_signal_emit (self, signals[MADE], 0, self->view);
}

static gboolean
on_warm_up (gpointer user_data)
{
  RtExchangeBin *self = user_data;

  if (self->view == NULL)
    make_view (self);
  else if (!rt_exchange_view_prepare (RT_EXCHANGE_VIEW (self->view)))
    {
      self->warm_up = 0;
      return G_SOURCE_REMOVE;
    }
  return G_SOURCE_CONTINUE;
}

static gboolean
on_first_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  RtExchangeBin *self = RT_EXCHANGE_BIN (widget);

  if (self->warm_up == 0)
    self->warm_up = g_idle_add_full (G_PRIORITY_LOW, on_warm_up, self, NULL);
  return G_SOURCE_REMOVE;
}

static void
rt_exchange_bin_dispose (GObject *object)
{
  RtExchangeBin *self = RT_EXCHANGE_BIN (object);

  g_clear_handle_id (&self->warm_up, g_source_remove);
  g_clear_object (&self->view);
  G_OBJECT_CLASS (rt_exchange_bin_parent_class)->dispose (object);
}

static void
rt_exchange_bin_class_init (RtExchangeBinClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rt_exchange_bin_dispose;

  /**
   * RtExchangeBin::made:
   * @self: a bin
   * @view: the #RtExchangeView
   *
   * The view is there now, to be connected to.
   */
  signals[MADE] = g_signal_new ("made", RT_TYPE_EXCHANGE_BIN, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, RT_TYPE_EXCHANGE_VIEW);
}

static void
rt_exchange_bin_init (RtExchangeBin *self)
{
}

/**
 * rt_exchange_bin_set_empty:
 * @self: a bin
 * @empty: (nullable): what stands there while there is no exchange
 *
 * Without @empty, the bin takes no place until there is an exchange.
 */
void
rt_exchange_bin_set_empty (RtExchangeBin *self, GtkWidget *empty)
{
  g_return_if_fail (RT_IS_EXCHANGE_BIN (self));

  set_child (self, empty);
}

/**
 * rt_exchange_bin_show_empty:
 * @self: a bin
 * @is_shown: whether what stands in the place of an exchange is shown
 *
 * Nothing happens once there was an exchange.
 */
void
rt_exchange_bin_show_empty (RtExchangeBin *self, gboolean is_shown)
{
  GtkWidget *child;

  g_return_if_fail (RT_IS_EXCHANGE_BIN (self));

  child = adw_bin_get_child (ADW_BIN (self));
  if (child != NULL && child != self->view)
    gtk_widget_set_visible (GTK_WIDGET (self), is_shown);
}

/**
 * rt_exchange_bin_warm_up:
 * @self: a bin
 *
 * Makes the view, a piece a turn, after the next frame: it costs a good part of the time to
 * the first one, and nothing shows in it before there is an exchange.
 */
void
rt_exchange_bin_warm_up (RtExchangeBin *self)
{
  g_return_if_fail (RT_IS_EXCHANGE_BIN (self));

  if (self->view == NULL)
    gtk_widget_add_tick_callback (GTK_WIDGET (self), on_first_frame, NULL, NULL);
}

/**
 * rt_exchange_bin_get_view:
 * @self: a bin
 *
 * Gives the view, which is made and put in its place if it was not.
 *
 * Returns: (transfer none): the view
 */
RtExchangeView *
rt_exchange_bin_get_view (RtExchangeBin *self)
{
  g_return_val_if_fail (RT_IS_EXCHANGE_BIN (self), NULL);

  if (self->view == NULL)
    make_view (self);
  if (adw_bin_get_child (ADW_BIN (self)) != self->view)
    set_child (self, self->view);
  return RT_EXCHANGE_VIEW (self->view);
}
