/* What a server that runs is doing: where it is, how busy it is, what it was asked. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/servers/rt-server-activity.h"

#include "core/server/rt-access-item.h"
#include "pages/servers/rt-server-words.h"
#include "ui/rt-controls-layout.h"

#include <glib/gi18n.h>

#define TICK_MS 100
/* So many ticks are a second. */
#define N_TICKS (1000 / TICK_MS)
#define LAST_LINES 2

struct _RtServerActivity
{
  GtkWidget parent_instance;

  RtRackServer *server;        /* nullable */
  guint tick;                  /* while the server runs */
  guint64 n_requests[N_TICKS]; /* at the last ticks, in a circle */
  guint at;

  GtkLabel *warning;
  GtkWidget *controls;
  GtkLabel *address;
  GtkLabel *traffic;
  GtkWidget *log_box;
  GtkLabel *last_lines;
};

G_DEFINE_FINAL_TYPE (RtServerActivity, rt_server_activity, GTK_TYPE_WIDGET)

static void
show_traffic (RtServerActivity *self)
{
  RtServerCounts counts = rt_rack_server_get_counts (self->server);
  guint64 before = self->n_requests[self->at];
  g_autofree char *words = NULL;

  self->n_requests[self->at] = counts.n_requests;
  self->at = (self->at + 1) % N_TICKS;
  words = rt_server_words_dup_traffic ((double)(counts.n_requests - before), &counts);
  if (!g_str_equal (words, gtk_label_get_label (self->traffic)))
    gtk_label_set_label (self->traffic, words);
}

static gboolean
on_tick (gpointer data)
{
  show_traffic (data);
  return G_SOURCE_CONTINUE;
}

/* The log of a server that has stopped can still be read. */
static void
update_visibility (RtServerActivity *self)
{
  gboolean is_running = self->tick != 0;
  gboolean has_log = *gtk_label_get_label (self->last_lines) != '\0';

  gtk_widget_set_visible (self->controls, is_running);
  gtk_widget_set_visible (self->log_box, has_log);
  gtk_widget_set_visible (GTK_WIDGET (self), is_running || has_log);
}

static void
on_log_changed (RtServerActivity *self)
{
  GListModel *log = G_LIST_MODEL (rt_rack_server_get_log (self->server));
  guint n = g_list_model_get_n_items (log);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = n - MIN (n, LAST_LINES); i < n; i++)
    {
      g_autoptr (RtAccessItem) item = g_list_model_get_item (log, i);
      g_autofree char *line = rt_access_entry_format (rt_access_item_get_entry (item));

      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
    }
  gtk_label_set_label (self->last_lines, text->str);
  update_visibility (self);
}

static void
stop_tick (RtServerActivity *self)
{
  if (self->tick != 0)
    g_source_remove (self->tick);
  self->tick = 0;
}

static void
on_state_changed (RtServerActivity *self)
{
  g_autofree char *address = rt_rack_server_build_address (self->server);
  g_autofree char *warning = rt_server_words_dup_warning (self->server);

  stop_tick (self);
  if (address != NULL)
    {
      memset (self->n_requests, 0, sizeof self->n_requests);
      self->tick = g_timeout_add (TICK_MS, on_tick, self);
      gtk_label_set_label (self->address, address);
      show_traffic (self);
    }
  gtk_label_set_label (self->warning, warning);
  gtk_widget_set_visible (GTK_WIDGET (self->warning),
                          address != NULL && *warning != '\0');
  update_visibility (self);
}

static void
on_copy_clicked (RtServerActivity *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          gtk_label_get_label (self->address));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s",
                              _ ("The address is copied"));
}

static void
on_open_clicked (RtServerActivity *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_show_uri (GTK_WINDOW (root), gtk_label_get_label (self->address), GDK_CURRENT_TIME);
}

static void
on_fetch_clicked (RtServerActivity *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.fetch", "s",
                              gtk_label_get_label (self->address));
}

static void
rt_server_activity_dispose (GObject *object)
{
  RtServerActivity *self = RT_SERVER_ACTIVITY (object);

  stop_tick (self);
  g_clear_object (&self->server);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_SERVER_ACTIVITY);
  G_OBJECT_CLASS (rt_server_activity_parent_class)->dispose (object);
}

static void
rt_server_activity_class_init (RtServerActivityClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_server_activity_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/servers/rt-server-activity.ui");
  gtk_widget_class_bind_template_child (widget_class, RtServerActivity, warning);
  gtk_widget_class_bind_template_child (widget_class, RtServerActivity, controls);
  gtk_widget_class_bind_template_child (widget_class, RtServerActivity, address);
  gtk_widget_class_bind_template_child (widget_class, RtServerActivity, traffic);
  gtk_widget_class_bind_template_child (widget_class, RtServerActivity, log_box);
  gtk_widget_class_bind_template_child (widget_class, RtServerActivity, last_lines);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_open_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_fetch_clicked);
}

static void
rt_server_activity_init (RtServerActivity *self)
{
  g_type_ensure (RT_TYPE_CONTROLS_LAYOUT);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rt_server_activity_set_server:
 * @self: a view without a server
 * @server: a server
 *
 * Shows what @server does from now on, and hides where there is nothing to show.
 */
void
rt_server_activity_set_server (RtServerActivity *self, RtRackServer *server)
{
  g_return_if_fail (RT_IS_SERVER_ACTIVITY (self));

  self->server = g_object_ref (server);
  g_signal_connect_object (server, "notify::state", G_CALLBACK (on_state_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (rt_rack_server_get_log (server), "items-changed",
                           G_CALLBACK (on_log_changed), self, G_CONNECT_SWAPPED);
  on_log_changed (self);
  on_state_changed (self);
}
