/* One server on its card. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/servers/rt-server-card.h"

#include "core/server/rt-server-pem-task.h"
#include "core/wire/rt-error.h"
#include "pages/servers/rt-server-activity.h"
#include "pages/servers/rt-server-starter.h"
#include "pages/servers/rt-server-words.h"
#include "ui/rt-accessible-name.h"
#include "ui/rt-controls-layout.h"
#include "ui/rt-error-text.h"
#include "ui/rt-file-question.h"

#include <glib/gi18n.h>

struct _RtServerCard
{
  GtkWidget parent_instance;

  RtRackServer *server;

  GtkWidget *header;
  GtkLabel *title;
  GtkLabel *facts;
  GtkWidget *more;
  GtkButton *toggle;
  GtkWidget *trouble;
  GtkLabel *trouble_words;
  GtkButton *next_port;
  GtkWidget *any_port;
  GtkWidget *activity; /* made when there is some */
  gboolean had_focus;  /* the button, before it had to wait */
};

G_DEFINE_FINAL_TYPE (RtServerCard, rt_server_card, GTK_TYPE_WIDGET)

enum
{
  EDIT,
  TRUST,
  REMOVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const char *
state_to_button (RtServerState state)
{
  switch (state)
    {
    case RT_SERVER_STOPPED:
      return _ ("Start");
    case RT_SERVER_FAILED:
      return _ ("Try Again");
    case RT_SERVER_STARTING:
      return _ ("Starting…");
    case RT_SERVER_RUNNING:
      return _ ("Stop");
    case RT_SERVER_STOPPING:
      return _ ("Stopping…");
    }
  g_return_val_if_reached (NULL);
}

static void
show_trouble (RtServerCard *self)
{
  const GError *error = rt_rack_server_get_error (self->server);
  gboolean is_port = g_error_matches (error, RT_ERROR, RT_ERROR_PORT_TAKEN)
                     || g_error_matches (error, RT_ERROR, RT_ERROR_PORT_FORBIDDEN);
  guint free_port;
  g_autofree char *words = NULL;
  g_autofree char *label = NULL;

  gtk_widget_set_visible (self->trouble, error != NULL);
  if (error == NULL)
    return;
  free_port = rt_rack_server_get_launch (self->server)->free_port;
  words = rt_server_words_dup_trouble (self->server);
  gtk_label_set_label (self->trouble_words, words);
  /* Translators: %u is the number of a port. */
  label = g_strdup_printf (_ ("Use %u"), free_port);
  gtk_button_set_label (self->next_port, label);
  gtk_widget_set_visible (GTK_WIDGET (self->next_port), is_port && free_port != 0);
  gtk_widget_set_visible (self->any_port, is_port);
}

/* What is insensitive loses the focus, and a keyboard its place. */
static void
set_waiting (RtServerCard *self, gboolean is_waiting)
{
  GtkWidget *toggle = GTK_WIDGET (self->toggle);
  GtkRoot *root = gtk_widget_get_root (toggle);

  self->had_focus |= gtk_widget_is_focus (toggle);
  gtk_widget_set_sensitive (toggle, !is_waiting);
  if (is_waiting)
    return;
  if (self->had_focus && root != NULL && gtk_root_get_focus (root) == NULL)
    gtk_widget_grab_focus (toggle);
  self->had_focus = FALSE;
}

/* Most servers never run, and what this shows is much to make. */
static void
ensure_activity (RtServerCard *self)
{
  RtAccessList *log = rt_rack_server_get_log (self->server);

  if (self->activity != NULL
      || (rt_rack_server_get_state (self->server) != RT_SERVER_RUNNING
          && rt_access_list_get_n_lines (log) == 0))
    return;
  self->activity = g_object_new (RT_TYPE_SERVER_ACTIVITY, NULL);
  gtk_widget_insert_before (self->activity, GTK_WIDGET (self), NULL);
  rt_server_activity_set_server (RT_SERVER_ACTIVITY (self->activity), self->server);
}

static void
on_changed (RtServerCard *self)
{
  const RtServerSettings *settings = rt_rack_server_get_settings (self->server);
  const RtServerLaunch *launch = rt_rack_server_get_launch (self->server);
  RtServerState state = rt_rack_server_get_state (self->server);
  gboolean is_running = state == RT_SERVER_RUNNING || state == RT_SERVER_STOPPING;
  GtkWidget *toggle = GTK_WIDGET (self->toggle);
  g_autofree char *title = rt_server_words_dup_title (settings);
  g_autofree char *facts = rt_server_words_dup_facts (self->server);
  /* Translators: %s is what a server is called. */
  g_autofree char *toggle_label = is_running
                                      ? g_strdup_printf (_ ("Stop %s"), title)
                                      /* Translators: %s is what a server is called. */
                                      : g_strdup_printf (_ ("Start %s"), title);
  /* Translators: %s is what a server is called. */
  g_autofree char *more_label = g_strdup_printf (_ ("More for %s"), title);

  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->facts, facts);
  gtk_button_set_label (self->toggle, state_to_button (state));
  set_waiting (self, state == RT_SERVER_STARTING || state == RT_SERVER_STOPPING);
  gtk_widget_remove_css_class (toggle,
                               is_running ? "suggested-action" : "destructive-action");
  gtk_widget_add_css_class (toggle,
                            is_running ? "destructive-action" : "suggested-action");
  rt_accessible_name_set (toggle, toggle_label);
  rt_accessible_name_set (self->more, more_label);
  rt_accessible_name_set (GTK_WIDGET (self), title);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "card.trust",
                                 settings->is_secure && settings->certificate == NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "card.export",
                                 launch != NULL && launch->certificate != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "card.log",
                                 launch != NULL && launch->log_path != NULL);
  show_trouble (self);
  ensure_activity (self);
}

static void
on_toggle_clicked (RtServerCard *self)
{
  if (rt_rack_server_get_state (self->server) == RT_SERVER_RUNNING)
    rt_rack_server_stop (self->server);
  else
    rt_server_starter_start (GTK_WIDGET (self), self->server);
}

static void
start_on_port (RtServerCard *self, guint16 port)
{
  g_autoptr (RtServerSettings) settings
      = rt_server_settings_copy (rt_rack_server_get_settings (self->server));

  settings->port = port;
  rt_rack_server_set_settings (self->server, settings);
  rt_server_starter_start (GTK_WIDGET (self), self->server);
}

static void
on_next_port_clicked (RtServerCard *self)
{
  start_on_port (self, rt_rack_server_get_launch (self->server)->free_port);
}

static void
on_any_port_clicked (RtServerCard *self)
{
  start_on_port (self, 0);
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[EDIT], 0);
}

static void
trust_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[TRUST], 0);
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RtServerCard) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  rt_server_pem_export_finish (G_TLS_CERTIFICATE (source), result, &error);
  words = error != NULL ? rt_error_dup_title (error, NULL)
                        : g_strdup (_ ("Certificate and key are saved"));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", words);
}

static void
on_place_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  RtServerCard *self = RT_SERVER_CARD (source);
  g_autoptr (GTlsCertificate) certificate = data;
  g_autoptr (GFile) file = rt_file_question_ask_finish (GTK_WIDGET (self), result);

  if (file != NULL)
    rt_server_pem_export_async (certificate, g_file_peek_path (file), on_exported,
                                g_object_ref (self));
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GTlsCertificate *certificate
      = rt_rack_server_get_launch (RT_SERVER_CARD (widget)->server)->certificate;

  rt_file_question_ask_async (widget, _ ("Save Certificate and Key"),
                              GTK_FILE_CHOOSER_ACTION_SAVE, "server.pem", on_place_chosen,
                              g_object_ref (certificate));
}

static void
on_log_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RtServerCard) self = data;
  const RtServerLaunch *launch = rt_rack_server_get_launch (self->server);
  g_autofree char *words = NULL;

  /* It may be starting anew. */
  if (gtk_show_uri_full_finish (GTK_WINDOW (source), result, NULL) || launch == NULL)
    return;
  /* Translators: %s is the path of a file. */
  words = g_strdup_printf (_ ("The log is in %s"), launch->log_path);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", words);
}

static void
log_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *path
      = rt_rack_server_get_launch (RT_SERVER_CARD (widget)->server)->log_path;
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);

  gtk_show_uri_full (GTK_WINDOW (gtk_widget_get_root (widget)), uri, GDK_CURRENT_TIME,
                     NULL, on_log_opened, g_object_ref (widget));
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[REMOVE], 0);
}

static void
rt_server_card_dispose (GObject *object)
{
  RtServerCard *self = RT_SERVER_CARD (object);

  g_clear_object (&self->server);
  g_clear_pointer (&self->activity, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_SERVER_CARD);
  G_OBJECT_CLASS (rt_server_card_parent_class)->dispose (object);
}

static void
rt_server_card_class_init (RtServerCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_server_card_dispose;

  /**
   * RtServerCard::edit:
   * @self: a card
   *
   * The user wants to set something for the server.
   */
  signals[EDIT] = g_signal_new ("edit", RT_TYPE_SERVER_CARD, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);

  /**
   * RtServerCard::trust:
   * @self: a card
   *
   * The user wants to know how clients come to trust the server.
   */
  signals[TRUST] = g_signal_new ("trust", RT_TYPE_SERVER_CARD, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  /**
   * RtServerCard::remove:
   * @self: a card
   *
   * The user wants the server to be gone.
   */
  signals[REMOVE] = g_signal_new ("remove", RT_TYPE_SERVER_CARD, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/servers/rt-server-card.ui");
  gtk_widget_class_bind_template_child (widget_class, RtServerCard, header);
  gtk_widget_class_bind_template_child (widget_class, RtServerCard, title);
  gtk_widget_class_bind_template_child (widget_class, RtServerCard, facts);
  gtk_widget_class_bind_template_child (widget_class, RtServerCard, more);
  gtk_widget_class_bind_template_child (widget_class, RtServerCard, toggle);
  gtk_widget_class_bind_template_child (widget_class, RtServerCard, trouble);
  gtk_widget_class_bind_template_child (widget_class, RtServerCard, trouble_words);
  gtk_widget_class_bind_template_child (widget_class, RtServerCard, next_port);
  gtk_widget_class_bind_template_child (widget_class, RtServerCard, any_port);
  gtk_widget_class_bind_template_callback (widget_class, on_toggle_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_next_port_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_any_port_clicked);
  gtk_widget_class_install_action (widget_class, "card.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "card.trust", NULL, trust_action);
  gtk_widget_class_install_action (widget_class, "card.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "card.log", NULL, log_action);
  gtk_widget_class_install_action (widget_class, "card.remove", NULL, remove_action);
}

static void
rt_server_card_init (RtServerCard *self)
{
  g_type_ensure (RT_TYPE_CONTROLS_LAYOUT);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rt_server_card_new:
 * @server: a server
 *
 * Returns: (transfer floating): its card
 */
GtkWidget *
rt_server_card_new (RtRackServer *server)
{
  RtServerCard *self = g_object_new (RT_TYPE_SERVER_CARD, NULL);

  self->server = g_object_ref (server);
  g_signal_connect_object (server, "notify", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  on_changed (self);
  return GTK_WIDGET (self);
}

RtRackServer *
rt_server_card_get_server (RtServerCard *self)
{
  g_return_val_if_fail (RT_IS_SERVER_CARD (self), NULL);

  return self->server;
}

/**
 * rt_server_card_focus_toggle:
 * @self: a card
 *
 * Gives the focus to what starts and stops the server.
 */
void
rt_server_card_focus_toggle (RtServerCard *self)
{
  g_return_if_fail (RT_IS_SERVER_CARD (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->toggle));
}
