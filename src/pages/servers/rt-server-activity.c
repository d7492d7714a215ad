/* What a server that runs is doing: where it is, how busy it is, what it was asked. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/servers/rt-server-activity.h"

#include "core/server/rt-access-item.h"
#include "core/server/rt-mdns-name.h"
#include "core/server/rt-server-reach.h"
#include "pages/servers/rt-server-addresses.h"
#include "pages/servers/rt-server-words.h"
#include "ui/rt-access-row.h"
#include "ui/rt-access-view.h"
#include "ui/rt-controls-layout.h"
#include "ui/rt-live-graph.h"

#include <glib/gi18n.h>

#define TICK_MS 100
/* So many ticks are a second. */
#define N_TICKS (1000 / TICK_MS)
/* A graph goes on at each of so many ticks. */
#define GRAPH_TICKS 5
#define LOG_HEIGHT 300

struct _RtServerActivity
{
  GtkWidget parent_instance;

  RtRackServer *server;           /* nullable */
  guint tick;                     /* while the server runs */
  RtServerCounts counts[N_TICKS]; /* at the last ticks, in a circle */
  guint at;

  GtkWidget *warning;
  GtkLabel *warning_words;
  GtkMenuButton *addresses;
  GtkWidget *controls;
  GtkWidget *graphs;
  GtkLabel *address;
  GtkWidget *open;
  GtkWidget *fetch;
  GtkLabel *traffic;
  GtkWidget *log_box;
  RtLiveGraph *requests_graph;
  RtLiveGraph *bytes_graph;
  RtAccessRow *last_but_one;
  RtAccessRow *last;
  GtkToggleButton *expand;
  GtkWidget *log_view; /* made when it is first shown; owned by log_box */
};

G_DEFINE_FINAL_TYPE (RtServerActivity, rt_server_activity, GTK_TYPE_WIDGET)

static void
show_traffic (RtServerActivity *self)
{
  RtServerCounts counts = rt_rack_server_get_counts (self->server);
  RtServerCounts before = self->counts[self->at];
  double requests_per_s = (double)(counts.n_requests - before.n_requests);
  g_autofree char *words = rt_server_words_dup_traffic (requests_per_s, &counts);

  self->counts[self->at] = counts;
  self->at = (self->at + 1) % N_TICKS;
  if (self->at % GRAPH_TICKS == 0)
    {
      rt_live_graph_push (self->requests_graph, requests_per_s);
      rt_live_graph_push (self->bytes_graph,
                          (double)(counts.body_bytes - before.body_bytes));
    }
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
  gboolean has_log
      = rt_access_list_get_n_lines (rt_rack_server_get_log (self->server)) > 0;

  gtk_widget_set_visible (self->controls, is_running);
  gtk_widget_set_visible (self->graphs, is_running);
  gtk_widget_set_visible (self->log_box, has_log);
  gtk_widget_set_visible (GTK_WIDGET (self), is_running || has_log);
}

static void
show_line (RtServerActivity *self, RtAccessRow *row, guint from_end)
{
  GListModel *log = G_LIST_MODEL (rt_rack_server_get_log (self->server));
  guint n = g_list_model_get_n_items (log);
  g_autoptr (RtAccessItem) item = NULL;

  gtk_widget_set_visible (GTK_WIDGET (row), n > from_end);
  if (n <= from_end)
    return;
  item = g_list_model_get_item (log, n - 1 - from_end);
  rt_access_row_show (row, rt_access_item_get_entry (item));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  rt_access_row_get_text (row), -1);
}

static void
on_log_changed (RtServerActivity *self)
{
  show_line (self, self->last_but_one, 1);
  show_line (self, self->last, 0);
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
show_warning (RtServerActivity *self)
{
  g_autofree char *words = rt_server_words_dup_warning (self->server);

  gtk_label_set_label (self->warning_words, words);
  gtk_widget_set_visible (self->warning, self->tick != 0 && *words != '\0');
}

/* It has no pages of its own. */
static gboolean
is_proxy (RtServerActivity *self)
{
  return rt_rack_server_get_settings (self->server)->recipe->relay != NULL;
}

static void
show_log_address (RtServerActivity *self)
{
  rt_access_view_set_address (RT_ACCESS_VIEW (self->log_view),
                              is_proxy (self) ? NULL
                                              : gtk_label_get_label (self->address));
}

static void
on_state_changed (RtServerActivity *self)
{
  g_autofree char *address = rt_server_reach_build_local (self->server);

  stop_tick (self);
  if (address != NULL)
    {
      memset (self->counts, 0, sizeof self->counts);
      rt_live_graph_clear (self->requests_graph);
      rt_live_graph_clear (self->bytes_graph);
      self->tick = g_timeout_add (TICK_MS, on_tick, self);
      gtk_label_set_label (self->address, address);
      gtk_widget_set_visible (self->open, !is_proxy (self));
      gtk_widget_set_visible (self->fetch, !is_proxy (self));
      if (self->log_view != NULL)
        show_log_address (self);
      show_traffic (self);
    }
  show_warning (self);
  gtk_widget_set_visible (GTK_WIDGET (self->addresses),
                          rt_rack_server_get_settings (self->server)->is_visible);
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

/* A client may have asked for anything: only the path is taken up, and appended, so that
 * "//elsewhere/" leads nowhere else. */
static void
on_log_fetch (RtServerActivity *self, const char *target)
{
  const char *address = gtk_label_get_label (self->address);
  g_autofree char *uri = NULL;

  if (*target == '/')
    uri = g_strconcat (address, target + 1, NULL);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.fetch", "s",
                              uri != NULL ? uri : address);
}

static void
ensure_log_view (RtServerActivity *self)
{
  if (self->log_view != NULL)
    return;
  self->log_view = g_object_new (RT_TYPE_ACCESS_VIEW, "height-request", LOG_HEIGHT,
                                 "vexpand", FALSE, NULL);
  rt_access_view_set_list (RT_ACCESS_VIEW (self->log_view),
                           rt_rack_server_get_log (self->server));
  show_log_address (self);
  g_signal_connect_object (self->log_view, "fetch", G_CALLBACK (on_log_fetch), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->log_box), self->log_view);
}

static void
on_expand_toggled (RtServerActivity *self)
{
  gboolean is_expanded = gtk_toggle_button_get_active (self->expand);

  if (is_expanded)
    ensure_log_view (self);
  gtk_widget_set_visible (self->log_view, is_expanded);
  gtk_button_set_icon_name (GTK_BUTTON (self->expand),
                            is_expanded ? "pan-up-symbolic" : "pan-down-symbolic");
}

/* Where the name is to be added, if it is still there. */
typedef struct
{
  GWeakRef list; /* of RtServerAddresses */
  RtRackServer *server;
} NameSearch;

static void
on_name_found (GObject *source, GAsyncResult *result, gpointer data)
{
  NameSearch *search = data;
  g_autoptr (RtServerAddresses) list = g_weak_ref_get (&search->list);
  g_autofree char *name = rt_mdns_name_find_finish (result);
  g_autofree char *address
      = name != NULL ? rt_server_reach_build (search->server, name) : NULL;

  if (list != NULL && address != NULL)
    rt_server_addresses_add (list, address);
  g_weak_ref_clear (&search->list);
  g_object_unref (search->server);
  g_free (search);
}

static void
find_name (RtServerActivity *self, GtkWidget *list)
{
  NameSearch *search = g_new0 (NameSearch, 1);

  g_weak_ref_init (&search->list, list);
  search->server = g_object_ref (self->server);
  rt_mdns_name_find_async (on_name_found, search);
}

/* Each time anew: this computer may have moved to another network. */
static void
fill_addresses (GtkMenuButton *button, gpointer data)
{
  RtServerActivity *self = data;
  g_auto (GStrv) addresses = rt_server_reach_build_all (self->server);
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *list = rt_server_addresses_new ((const char *const *)addresses);

  gtk_popover_set_child (GTK_POPOVER (popover), list);
  gtk_menu_button_set_popover (button, popover);
  /* That it has one need not mean that anybody answers to it. */
  if (addresses[0] != NULL)
    find_name (self, list);
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
  gtk_widget_class_bind_template_child (widget_class, RtServerActivity, warning_words);
  gtk_widget_class_bind_template_child (widget_class, RtServerActivity, addresses);
  gtk_widget_class_bind_template_child (widget_class, RtServerActivity, controls);
  gtk_widget_class_bind_template_child (widget_class, RtServerActivity, address);
  gtk_widget_class_bind_template_child (widget_class, RtServerActivity, open);
  gtk_widget_class_bind_template_child (widget_class, RtServerActivity, fetch);
  gtk_widget_class_bind_template_child (widget_class, RtServerActivity, traffic);
  gtk_widget_class_bind_template_child (widget_class, RtServerActivity, log_box);
  gtk_widget_class_bind_template_child (widget_class, RtServerActivity, graphs);
  gtk_widget_class_bind_template_child (widget_class, RtServerActivity, requests_graph);
  gtk_widget_class_bind_template_child (widget_class, RtServerActivity, bytes_graph);
  gtk_widget_class_bind_template_child (widget_class, RtServerActivity, last_but_one);
  gtk_widget_class_bind_template_child (widget_class, RtServerActivity, last);
  gtk_widget_class_bind_template_child (widget_class, RtServerActivity, expand);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_open_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_fetch_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_expand_toggled);
}

static void
rt_server_activity_init (RtServerActivity *self)
{
  g_type_ensure (RT_TYPE_ACCESS_ROW);
  g_type_ensure (RT_TYPE_CONTROLS_LAYOUT);
  g_type_ensure (RT_TYPE_LIVE_GRAPH);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->addresses, fill_addresses, self, NULL);
  rt_live_graph_set_format (self->requests_graph, rt_server_words_dup_rate);
  rt_live_graph_set_format (self->bytes_graph, rt_server_words_dup_speed);
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
  g_signal_connect_object (server, "notify::log-error", G_CALLBACK (show_warning), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (server, "notify::settings", G_CALLBACK (show_warning), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (rt_rack_server_get_log (server), "items-changed",
                           G_CALLBACK (on_log_changed), self, G_CONNECT_SWAPPED);
  on_log_changed (self);
  on_state_changed (self);
}
