/* The program: its command line, its actions, its one window. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "app/rt-application.h"

#include "app/rt-download-desk.h"
#include "app/rt-guide.h"
#include "app/rt-preferences.h"
#include "app/rt-settings.h"
#include "app/rt-window.h"
#include "core/wire/rt-priority.h"
#include "core/wire/rt-tls-versions.h"
#include "rt-config.h"
#include "ui/rt-widget-mends.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

struct _RtApplication
{
  AdwApplication parent_instance;

  RtSettings *settings;
  RtWorkbench *workbench;
  RtDownloadDesk *desk;
  RtGuide *guide; /* borrowed; nullable: it is not open */
};

G_DEFINE_FINAL_TYPE (RtApplication, rt_application, ADW_TYPE_APPLICATION)

static RtPreferences *
open_preferences (RtApplication *self)
{
  GtkWidget *preferences = rt_preferences_new (self->settings, self->workbench);

  gtk_window_set_transient_for (
      GTK_WINDOW (preferences),
      gtk_application_get_active_window (GTK_APPLICATION (self)));
  gtk_window_present (GTK_WINDOW (preferences));
  return RT_PREFERENCES (preferences);
}

static void
on_preferences (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  open_preferences (user_data);
}

static void
on_download_preferences (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rt_preferences_show_downloads (open_preferences (user_data));
}

/* GTK's own window for them needs more than the 360 pixels of a telephone. */
static void
on_shortcuts (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (
      "/io/github/roundtriphttp/Roundtrip/app/rt-shortcuts.ui");
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (
      window, gtk_application_get_active_window (GTK_APPLICATION (user_data)));
  gtk_window_present (window);
}

/* The window with the tabs, nullable. */
static GtkWindow *
find_window (GtkApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (application);

  while (window != NULL && !RT_IS_WINDOW (window))
    window = gtk_window_get_transient_for (window);
  return window;
}

static void
on_help (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RtApplication *self = user_data;
  GtkWindow *window = find_window (GTK_APPLICATION (self));
  g_autofree char *page = NULL;

  if (window == NULL)
    return;
  g_object_get (self->settings, "page", &page, NULL);
  if (self->guide == NULL)
    g_set_weak_pointer (&self->guide, rt_guide_new (window));
  rt_guide_show (self->guide, page);
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  adw_show_about_window (
      gtk_application_get_active_window (user_data), "application-name", "Roundtrip",
      "application-icon", RT_APP_ID, "version", RT_VERSION, "license-type",
      GTK_LICENSE_GPL_3_0, "developer-name", _ ("The Roundtrip developers"), "comments",
      _ ("Sends HTTP requests and shows everything that happens on the way."),
      /* Translators: your name, and your address if you like, one translator a line. */
      "translator-credits", _ ("translator-credits"), NULL);
}

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RtApplication *self = user_data;
  GList *windows;

  /* It would go with another, amid the list. */
  if (self->guide != NULL)
    gtk_window_close (GTK_WINDOW (self->guide));
  windows = gtk_application_get_windows (GTK_APPLICATION (self));
  while (windows != NULL)
    {
      GtkWindow *window = windows->data;

      windows = windows->next;
      gtk_window_close (window);
    }
}

static void
add_accels (GtkApplication *application)
{
  static const struct
  {
    const char *action;
    const char *accels[3];
  } table[] = {
    { "app.quit", { "<Control>q" } },
    { "app.preferences", { "<Control>comma" } },
    { "app.shortcuts", { "<Control>question" } },
    { "app.help", { "F1" } },
    { "window.close", { "<Control>w" } },
    { "win.focus-address", { "<Control>l" } },
    { "win.send-again", { "F5", "<Control>r" } },
    { "win.stop", { "Escape" } },
    { "win.step-page(1)", { "<Control>Page_Down" } },
    { "win.step-page(-1)", { "<Control>Page_Up" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    gtk_application_set_accels_for_action (application, table[i].action, table[i].accels);
  for (int i = 0; i < 8; i++)
    {
      g_autofree char *action = g_strdup_printf ("win.page(%d)", i);
      g_autofree char *accel = g_strdup_printf ("<Alt>%d", i + 1);

      gtk_application_set_accels_for_action (application, action,
                                             (const char *[]){ accel, NULL });
    }
}

static void
on_settings_changed (RtApplication *self)
{
  RtRequestOptions options = rt_settings_get_request_options (self->settings);
  g_autofree char *identity = NULL;
  g_autofree char *languages = NULL;
  guint log_length;
  gboolean keep_history;

  g_object_get (self->settings, "log-length", &log_length, "keep-history", &keep_history,
                NULL);
  rt_workbench_set_request_options (self->workbench, &options);
  g_object_get (self->settings, "identity", &identity, "identity-languages", &languages,
                NULL);
  rt_agent_book_set_languages (rt_workbench_get_agents (self->workbench), languages);
  rt_workbench_set_agent_id (self->workbench, identity);
  rt_exchange_log_set_limit (rt_workbench_get_log (self->workbench), log_length);
  rt_address_history_set_paused (rt_workbench_get_history (self->workbench),
                                 !keep_history);
}

/* Not before the window is there: its first paint comes first. */
static void
on_settled (gpointer user_data)
{
  g_autoptr (RtTransport) transport = user_data;

  rt_transport_warm_up (transport);
}

static RtWindow *
ensure_window (RtApplication *self)
{
  GtkWindow *window = find_window (GTK_APPLICATION (self));

  if (window == NULL)
    {
      window = GTK_WINDOW (
          rt_window_new (GTK_APPLICATION (self), self->workbench, self->settings));
      g_timeout_add_once (1000, on_settled,
                          g_object_ref (rt_workbench_get_transport (self->workbench)));
    }
  gtk_window_present (window);
  return RT_WINDOW (window);
}

/* Where a notification leads to. */
static void
on_show_page (GSimpleAction *action, GVariant *name, gpointer user_data)
{
  rt_window_show_page (ensure_window (user_data), g_variant_get_string (name, NULL));
}

static gboolean
on_signal (gpointer application)
{
  g_application_quit (application);
  return G_SOURCE_CONTINUE;
}

static void
rt_application_startup (GApplication *application)
{
  RtApplication *self = RT_APPLICATION (application);
  static const GActionEntry actions[] = {
    { .name = "preferences", .activate = on_preferences },
    { .name = "download-preferences", .activate = on_download_preferences },
    { .name = "shortcuts", .activate = on_shortcuts },
    { .name = "help", .activate = on_help },
    { .name = "about", .activate = on_about },
    { .name = "quit", .activate = on_quit },
    { .name = "show-page", .activate = on_show_page, .parameter_type = "s" },
  };
  g_autofree char *folder = NULL;
  g_autofree char *log_folder = NULL;
  RtDownloadQueue *queue;

  /* GTK would end the program as well, with a warning that says less. */
  if (!gtk_init_check ())
    {
      g_printerr ("%s\n", _ ("There is no display to open a window on. Use roundtrip-cli "
                             "instead, or a display in memory: xvfb-run -a roundtrip"));
      exit (1);
    }
  G_APPLICATION_CLASS (rt_application_parent_class)->startup (application);
  rt_widget_mends_install ();

  folder = g_build_filename (g_get_user_data_dir (), "roundtrip", NULL);
  log_folder = g_build_filename (g_get_user_state_dir (), "roundtrip", "logs", NULL);
  self->settings = rt_settings_new ();
  self->workbench = rt_workbench_new (folder, log_folder);
  queue = rt_workbench_get_queue (self->workbench);
  rt_settings_bind_terms (self->settings, rt_download_queue_get_terms (queue));
  self->desk = rt_download_desk_new (GTK_APPLICATION (self), queue);
  g_object_bind_property (self->settings, "color-scheme",
                          adw_application_get_style_manager (ADW_APPLICATION (self)),
                          "color-scheme", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->settings, "trust-own-servers",
                          rt_workbench_get_trust (self->workbench), "own-servers",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_signal_connect_object (self->settings, "notify", G_CALLBACK (on_settings_changed),
                           self, G_CONNECT_SWAPPED);
  on_settings_changed (self);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions),
                                   self);
  add_accels (GTK_APPLICATION (self));
  /* As a session ends, or by hand. */
  g_unix_signal_add (SIGTERM, on_signal, self);
  g_unix_signal_add (SIGINT, on_signal, self);
}

/* Whoever still holds something: the program ends here. */
static void
rt_application_shutdown (GApplication *application)
{
  RtApplication *self = RT_APPLICATION (application);

  rt_server_rack_end (rt_workbench_get_rack (self->workbench));
  G_APPLICATION_CLASS (rt_application_parent_class)->shutdown (application);
}

static void
rt_application_activate (GApplication *application)
{
  ensure_window (RT_APPLICATION (application));
}

static void
rt_application_open (GApplication *application,
                     GFile **files,
                     int n_files,
                     const char *hint)
{
  g_autofree char *address = g_file_get_uri (files[0]);

  rt_window_open_address (ensure_window (RT_APPLICATION (application)), address);
}

static int
rt_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("roundtrip %s\n", RT_VERSION);
      return 0;
    }
  return -1;
}

static int
rt_application_command_line (GApplication *application, GApplicationCommandLine *line)
{
  RtWindow *window = ensure_window (RT_APPLICATION (application));
  GVariantDict *options = g_application_command_line_get_options_dict (line);
  g_autofree const char **addresses = NULL;

  if (g_variant_dict_lookup (options, G_OPTION_REMAINING, "^a&s", &addresses))
    rt_window_open_address (window, addresses[0]);
  return 0;
}

static void
rt_application_dispose (GObject *object)
{
  RtApplication *self = RT_APPLICATION (object);

  g_clear_weak_pointer (&self->guide);
  g_clear_object (&self->desk);
  g_clear_object (&self->workbench);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (rt_application_parent_class)->dispose (object);
}

static void
rt_application_class_init (RtApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_application_dispose;
  application_class->startup = rt_application_startup;
  application_class->shutdown = rt_application_shutdown;
  application_class->activate = rt_application_activate;
  application_class->open = rt_application_open;
  application_class->handle_local_options = rt_application_handle_local_options;
  application_class->command_line = rt_application_command_line;
}

static void
rt_application_init (RtApplication *self)
{
  static const GOptionEntry entries[] = {
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and end"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, NULL, N_ ("[ADDRESS]") },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), entries);
}

RtApplication *
rt_application_new (void)
{
  rt_tls_versions_limit ();
  rt_priority_prepare ();
  return g_object_new (RT_TYPE_APPLICATION, "application-id", RT_APP_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN | G_APPLICATION_HANDLES_COMMAND_LINE,
                       "resource-base-path", "/io/github/roundtriphttp/Roundtrip", NULL);
}
