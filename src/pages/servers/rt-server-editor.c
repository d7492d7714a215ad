/* Where the user sets something for a server. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/servers/rt-server-editor.h"

#include "pages/servers/rt-certificate-import.h"
#include "pages/servers/rt-fault-list.h"
#include "pages/servers/rt-server-words.h"
#include "ui/rt-file-question.h"

#include <glib/gi18n.h>

struct _RtServerEditor
{
  AdwWindow parent_instance;

  RtServerSettings *settings; /* NULL: closed */
  char *certificates;         /* the folder for copies of them */

  GtkButton *save;
  AdwPreferencesGroup *content_group;
  GtkEditable *name;
  AdwActionRow *folder_row;
  GtkSpinButton *port;
  GtkSwitch *visible_switch;
  GtkSpinButton *visible_minutes;
  GtkSwitch *secure;
  GtkWidget *visible_row;
  GtkWidget *secure_row;
  AdwActionRow *certificate_row;
  GtkWidget *forget_certificate;
  GtkWidget *coded_row;
  GtkSwitch *coded;
  GtkWidget *shared_row;
  GtkSwitch *shared;
  GtkSpinButton *workers;
  RtFaultList *faults;
};

G_DEFINE_FINAL_TYPE (RtServerEditor, rt_server_editor, ADW_TYPE_WINDOW)

enum
{
  SAVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
show_folder (RtServerEditor *self)
{
  g_autofree char *folder = NULL;

  if (self->settings->folder != NULL)
    folder = rt_server_words_dup_folder (self->settings->folder);
  else
    folder = g_strdup (_ ("No folder is chosen yet"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->folder_row), FALSE);
  adw_action_row_set_subtitle (self->folder_row, folder);
}

static void
on_folder_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  RtServerEditor *self = RT_SERVER_EDITOR (source);
  g_autoptr (GFile) file = rt_file_question_ask_finish (GTK_WIDGET (self), result);

  if (file == NULL)
    return;
  rt_server_settings_set_text (&self->settings->folder, g_file_peek_path (file));
  show_folder (self);
}

static void
on_folder_clicked (RtServerEditor *self)
{
  rt_file_question_ask_async (GTK_WIDGET (self), _ ("Folder to Serve"),
                              GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
                              self->settings->folder, on_folder_chosen, NULL);
}

/* The name that a server has anyway is not written down: it follows the language, and what
 * else is set. */
static void
read_name (RtServerEditor *self)
{
  g_autofree char *name = g_strdup (gtk_editable_get_text (self->name));
  g_autofree char *own = NULL;

  rt_server_settings_set_text (&self->settings->title, NULL);
  own = rt_server_words_dup_title (self->settings);
  if (!g_str_equal (g_strstrip (name), own))
    rt_server_settings_set_text (&self->settings->title, name);
}

static void
on_save_clicked (RtServerEditor *self)
{
  RtServerSettings *settings = self->settings;

  read_name (self);
  gtk_spin_button_update (self->port);
  gtk_spin_button_update (self->workers);
  gtk_spin_button_update (self->visible_minutes);
  settings->port = (guint16)gtk_spin_button_get_value_as_int (self->port);
  settings->n_workers = (guint)gtk_spin_button_get_value_as_int (self->workers);
  settings->is_visible = gtk_switch_get_active (self->visible_switch);
  settings->visible_s = 60 * (guint)gtk_spin_button_get_value (self->visible_minutes);
  settings->is_secure = gtk_switch_get_active (self->secure);
  settings->is_coded = gtk_switch_get_active (self->coded);
  settings->is_shared = gtk_switch_get_active (self->shared);
  g_strfreev (settings->faults);
  settings->faults = rt_fault_list_dup_specs (self->faults);
  g_signal_emit (self, signals[SAVED], 0, settings);
  gtk_window_close (GTK_WINDOW (self));
}

/* A certificate of the user's own is served as it is. */
static void
update_faults (RtServerEditor *self)
{
  rt_fault_list_set_has_tls (self->faults, gtk_switch_get_active (self->secure)
                                               && self->settings->certificate == NULL);
}

static void
show_certificate (RtServerEditor *self, const char *words)
{
  gboolean is_own = self->settings->certificate != NULL;

  if (words == NULL)
    words = is_own ? _ ("From a file of yours")
                   : _ ("Of your own authority, which is made when it is first needed");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->certificate_row), FALSE);
  adw_action_row_set_subtitle (self->certificate_row, words);
  gtk_widget_set_visible (self->forget_certificate, is_own);
  update_faults (self);
}

static void
on_imported (GObject *source, GAsyncResult *result, gpointer data)
{
  RtServerEditor *self = RT_SERVER_EDITOR (source);
  RtServerPemFlaws flaws;
  g_autoptr (GError) error = NULL;
  g_autofree char *path
      = rt_certificate_import_finish (GTK_WIDGET (self), result, &flaws, &error);
  g_autofree char *words = NULL;

  if (self->settings == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    words = rt_server_words_dup_error (error);
  else
    words = rt_server_words_dup_flaws (flaws);
  if (path != NULL)
    rt_server_settings_set_text (&self->settings->certificate, path);
  show_certificate (self, words);
}

static void
on_import_clicked (RtServerEditor *self)
{
  rt_certificate_import_async (GTK_WIDGET (self), self->certificates, on_imported, NULL);
}

static void
on_forget_certificate (RtServerEditor *self)
{
  rt_server_settings_set_text (&self->settings->certificate, NULL);
  show_certificate (self, NULL);
}

static void
on_secure_changed (RtServerEditor *self)
{
  guint port = (guint)gtk_spin_button_get_value_as_int (self->port);
  gboolean is_secure = gtk_switch_get_active (self->secure);

  /* Who has not chosen a port gets the usual one of the kind. */
  if (is_secure && port == self->settings->recipe->port)
    gtk_spin_button_set_value (self->port, RT_RECIPE_TLS_PORT);
  else if (!is_secure && port == RT_RECIPE_TLS_PORT)
    gtk_spin_button_set_value (self->port, self->settings->recipe->port);
  update_faults (self);
}

static void
rt_server_editor_dispose (GObject *object)
{
  RtServerEditor *self = RT_SERVER_EDITOR (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_SERVER_EDITOR);
  g_clear_pointer (&self->settings, rt_server_settings_free);
  g_clear_pointer (&self->certificates, g_free);
  G_OBJECT_CLASS (rt_server_editor_parent_class)->dispose (object);
}

static void
rt_server_editor_class_init (RtServerEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_server_editor_dispose;

  /**
   * RtServerEditor::saved:
   * @self: an editor
   * @settings: (type gpointer): an RtServerSettings, with what the user has set
   *
   * The user has set something.
   */
  signals[SAVED] = g_signal_new ("saved", RT_TYPE_SERVER_EDITOR, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/servers/rt-server-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, RtServerEditor, save);
  gtk_widget_class_bind_template_child (widget_class, RtServerEditor, content_group);
  gtk_widget_class_bind_template_child (widget_class, RtServerEditor, name);
  gtk_widget_class_bind_template_child (widget_class, RtServerEditor, folder_row);
  gtk_widget_class_bind_template_child (widget_class, RtServerEditor, port);
  gtk_widget_class_bind_template_child (widget_class, RtServerEditor, visible_switch);
  gtk_widget_class_bind_template_child (widget_class, RtServerEditor, visible_minutes);
  gtk_widget_class_bind_template_child (widget_class, RtServerEditor, secure);
  gtk_widget_class_bind_template_child (widget_class, RtServerEditor, visible_row);
  gtk_widget_class_bind_template_child (widget_class, RtServerEditor, secure_row);
  gtk_widget_class_bind_template_child (widget_class, RtServerEditor, certificate_row);
  gtk_widget_class_bind_template_child (widget_class, RtServerEditor, forget_certificate);
  gtk_widget_class_bind_template_child (widget_class, RtServerEditor, coded_row);
  gtk_widget_class_bind_template_child (widget_class, RtServerEditor, coded);
  gtk_widget_class_bind_template_child (widget_class, RtServerEditor, shared_row);
  gtk_widget_class_bind_template_child (widget_class, RtServerEditor, shared);
  gtk_widget_class_bind_template_child (widget_class, RtServerEditor, workers);
  gtk_widget_class_bind_template_child (widget_class, RtServerEditor, faults);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_folder_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_import_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_forget_certificate);
}

static void
rt_server_editor_init (RtServerEditor *self)
{
  g_type_ensure (RT_TYPE_FAULT_LIST);
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_settings (RtServerEditor *self)
{
  const RtServerSettings *settings = self->settings;
  const RtRelayProtocol *relay = settings->recipe->relay;
  g_autofree char *title = rt_server_words_dup_title (settings);

  adw_preferences_group_set_description (self->content_group,
                                         _ (settings->recipe->summary));
  gtk_editable_set_text (self->name, title);
  gtk_widget_set_visible (GTK_WIDGET (self->folder_row), settings->recipe->has_folder);
  /* A proxy serves this machine only, and passes everything on as it is. */
  gtk_widget_set_visible (self->visible_row, relay == NULL);
  gtk_widget_set_visible (self->secure_row,
                          relay == NULL || relay->secure_scheme != NULL);
  gtk_widget_set_visible (self->coded_row, !settings->recipe->is_coded && relay == NULL);
  gtk_widget_set_visible (self->shared_row, relay == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->faults), relay == NULL);
  gtk_spin_button_set_value (self->port, settings->port);
  gtk_spin_button_set_value (self->workers, settings->n_workers);
  gtk_switch_set_active (self->visible_switch, settings->is_visible);
  gtk_spin_button_set_value (self->visible_minutes, settings->visible_s / 60.0);
  gtk_switch_set_active (self->secure, settings->is_secure);
  gtk_switch_set_active (self->coded, settings->is_coded);
  gtk_switch_set_active (self->shared, settings->is_shared);
  show_folder (self);
  rt_fault_list_show (self->faults, (const char *const *)settings->faults);
  show_certificate (self, NULL);
}

/**
 * rt_server_editor_new:
 * @parent: the window that it belongs to
 * @settings: what is set so far
 * @certificates: the folder where certificates from files are kept
 * @is_new: whether the server is yet to be added
 *
 * Returns: (transfer floating): the editor
 */
GtkWidget *
rt_server_editor_new (GtkWindow *parent,
                      const RtServerSettings *settings,
                      const char *certificates,
                      gboolean is_new)
{
  RtServerEditor *self
      = g_object_new (RT_TYPE_SERVER_EDITOR, "transient-for", parent, NULL);

  self->settings = rt_server_settings_copy (settings);
  self->certificates = g_strdup (certificates);
  gtk_button_set_label (self->save, is_new ? _ ("_Add") : _ ("_Save"));
  show_settings (self);
  g_signal_connect_object (self->secure, "notify::active", G_CALLBACK (on_secure_changed),
                           self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
