/* Shows the view on the server's side of an exchange once there is one. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-server-side-watch.h"

/* How often, and for how long, to look for what a server of ours saw. */
#define LOOK_MS 100
#define LOOKS 20

struct _RtServerSideWatch
{
  GObject parent_instance;

  GtkStackPage *page; /* borrowed: it outlives us */
  RtHop *hop;         /* nullable */
  guint wait;         /* for what a server of ours has to say */
  guint looks;
};

G_DEFINE_FINAL_TYPE (RtServerSideWatch, rt_server_side_watch, G_TYPE_OBJECT)

static void
show_page (RtServerSideWatch *self)
{
  g_autoptr (RtServerSide) side
      = self->hop != NULL
            ? rt_wire_report_find_server_side (rt_hop_get_report (self->hop))
            : NULL;

  gtk_stack_page_set_visible (self->page, side != NULL);
}

static gboolean
on_look (gpointer data)
{
  RtServerSideWatch *self = data;

  show_page (self);
  if (!gtk_stack_page_get_visible (self->page) && --self->looks > 0)
    return G_SOURCE_CONTINUE;
  self->wait = 0;
  return G_SOURCE_REMOVE;
}

static void
rt_server_side_watch_dispose (GObject *object)
{
  RtServerSideWatch *self = RT_SERVER_SIDE_WATCH (object);

  g_clear_handle_id (&self->wait, g_source_remove);
  g_clear_object (&self->hop);
  G_OBJECT_CLASS (rt_server_side_watch_parent_class)->dispose (object);
}

static void
rt_server_side_watch_class_init (RtServerSideWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rt_server_side_watch_dispose;
}

static void
rt_server_side_watch_init (RtServerSideWatch *self)
{
}

/**
 * rt_server_side_watch_new:
 * @page: of the view; it outlives what is made
 *
 * Returns: (transfer full): a watch that has not looked yet
 */
RtServerSideWatch *
rt_server_side_watch_new (GtkStackPage *page)
{
  RtServerSideWatch *self = g_object_new (RT_TYPE_SERVER_SIDE_WATCH, NULL);

  self->page = page;
  return self;
}

/**
 * rt_server_side_watch_look:
 * @self: a watch
 * @exchange: what is shown
 * @hop: (nullable): a hop of it
 *
 * Shows the view if the server of @hop is ours; for it hands over what it saw a moment after
 * its last byte.
 */
void
rt_server_side_watch_look (RtServerSideWatch *self, RtExchange *exchange, RtHop *hop)
{
  g_return_if_fail (RT_IS_SERVER_SIDE_WATCH (self));

  g_clear_handle_id (&self->wait, g_source_remove);
  /* While the next one is on its way, who looks at this view stays there. */
  if (!rt_exchange_is_over (exchange))
    return;
  g_set_object (&self->hop, hop);
  show_page (self);
  if (gtk_stack_page_get_visible (self->page) || hop == NULL
      || rt_hop_get_report (hop)->ends == NULL)
    return;
  self->looks = LOOKS;
  self->wait = g_timeout_add (LOOK_MS, on_look, self);
}
