/* The same request on several ways at once, a row each. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/proxy/rt-ways-list.h"

#include "pages/proxy/rt-way-row.h"

struct _RtWaysList
{
  GtkWidget parent_instance;

  RtTransport *transport;    /* it has no connections from before; nullable */
  GCancellable *cancellable; /* of the comparison, nullable */

  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (RtWaysList, rt_ways_list, GTK_TYPE_WIDGET)

enum
{
  WAY_SELECTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static RtWayRow *
get_way (RtWaysList *self, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, index);

  return row != NULL ? RT_WAY_ROW (row) : NULL;
}

/* Once the last of them is over. */
static void
on_way_state (RtWaysList *self)
{
  RtWayRow *row;

  for (int i = 0; (row = get_way (self, i)) != NULL; i++)
    if (!rt_exchange_is_over (rt_way_row_get_exchange (row)))
      return;
  for (int i = 1; (row = get_way (self, i)) != NULL; i++)
    rt_way_row_compare (row, rt_way_row_get_exchange (get_way (self, 0)));
}

static void
on_row_selected (RtWaysList *self, GtkListBoxRow *row)
{
  if (row != NULL)
    g_signal_emit (self, signals[WAY_SELECTED], 0,
                   rt_way_row_get_exchange (RT_WAY_ROW (row)));
}

static void
rt_ways_list_dispose (GObject *object)
{
  RtWaysList *self = RT_WAYS_LIST (object);

  if (self->list != NULL)
    rt_ways_list_forget (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_WAYS_LIST);
  G_OBJECT_CLASS (rt_ways_list_parent_class)->dispose (object);
}

static void
rt_ways_list_class_init (RtWaysListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_ways_list_dispose;

  /**
   * RtWaysList::way-selected:
   * @self: the list
   * @exchange: what was sent on that way
   *
   * The user wants to see what came of a way.
   */
  signals[WAY_SELECTED]
      = g_signal_new ("way-selected", RT_TYPE_WAYS_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, RT_TYPE_EXCHANGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/proxy/rt-ways-list.ui");
  gtk_widget_class_bind_template_child (widget_class, RtWaysList, list);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
rt_ways_list_init (RtWaysList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rt_ways_list_add:
 * @self: the list
 * @workbench: what the page has
 * @title: the way's name
 * @request: what to send on it
 *
 * Sends @request beside those that were added before.  They are compared with the first
 * once all are over.
 */
void
rt_ways_list_add (RtWaysList *self,
                  RtWorkbench *workbench,
                  const char *title,
                  const RtRequest *request)
{
  g_autoptr (RtRequest) prepared = rt_workbench_prepare (workbench, request);
  g_autoptr (RtExchange) exchange = NULL;

  g_return_if_fail (RT_IS_WAYS_LIST (self));

  if (self->transport == NULL)
    {
      self->transport = rt_transport_new ();
      self->cancellable = g_cancellable_new ();
    }
  exchange = rt_transport_fetch (self->transport, prepared, self->cancellable);
  rt_exchange_log_append (rt_workbench_get_log (workbench), exchange);
  gtk_list_box_append (self->list, rt_way_row_new (title, exchange));
  g_signal_connect_object (exchange, "notify::state", G_CALLBACK (on_way_state), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

/**
 * rt_ways_list_forget:
 * @self: the list
 *
 * Stops what is in flight, and shows nothing.
 */
void
rt_ways_list_forget (RtWaysList *self)
{
  RtWayRow *row;

  g_return_if_fail (RT_IS_WAYS_LIST (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  while ((row = get_way (self, 0)) != NULL)
    {
      g_signal_handlers_disconnect_by_data (rt_way_row_get_exchange (row), self);
      gtk_list_box_remove (self->list, GTK_WIDGET (row));
    }
  g_clear_object (&self->transport);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * rt_ways_list_get_exchange:
 * @self: the list
 * @index: of a way
 *
 * Returns: (transfer none): what was sent on it
 */
RtExchange *
rt_ways_list_get_exchange (RtWaysList *self, guint index)
{
  g_return_val_if_fail (RT_IS_WAYS_LIST (self), NULL);

  return rt_way_row_get_exchange (get_way (self, (int)index));
}
