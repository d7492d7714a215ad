/* Where the user sets on which terms downloads run. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "app/rt-download-preferences.h"

#include "ui/rt-file-question.h"

#include <glib/gi18n.h>
#include <stdio.h>

struct _RtDownloadPreferences
{
  AdwPreferencesGroup parent_instance;

  RtSettings *settings;

  GtkWidget *folder_row;
  GtkWidget *at_once;
  GtkWidget *rate;
  GtkWidget *host_rate;
  GtkWidget *metered;
  GtkWidget *schedule;
  GtkWidget *from;
  GtkWidget *until;
};

G_DEFINE_FINAL_TYPE (RtDownloadPreferences,
                     rt_download_preferences,
                     ADW_TYPE_PREFERENCES_GROUP)

/* Minutes since midnight, as a clock shows them. */
static gboolean
on_time_output (GtkSpinButton *button)
{
  int minutes = gtk_spin_button_get_value_as_int (button);
  g_autofree char *text = g_strdup_printf ("%02d:%02d", minutes / 60, minutes % 60);

  if (!g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (button))))
    gtk_editable_set_text (GTK_EDITABLE (button), text);
  return TRUE;
}

static int
on_time_input (GtkSpinButton *button, double *value)
{
  int hours, minutes;

  if (sscanf (gtk_editable_get_text (GTK_EDITABLE (button)), "%2d:%2d", &hours, &minutes)
          != 2
      || hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
    return GTK_INPUT_ERROR;
  *value = hours * 60 + minutes;
  return TRUE;
}

static void
on_folder_chosen (GObject *source, GAsyncResult *result, gpointer unused)
{
  RtDownloadPreferences *self = RT_DOWNLOAD_PREFERENCES (source);
  g_autoptr (GFile) file = rt_file_question_ask_finish (GTK_WIDGET (self), result);

  if (file != NULL && self->settings != NULL && g_file_peek_path (file) != NULL)
    g_object_set (self->settings, "download-folder", g_file_peek_path (file), NULL);
}

static void
on_folder_clicked (RtDownloadPreferences *self)
{
  g_autofree char *folder = NULL;

  g_object_get (self->settings, "download-folder", &folder, NULL);
  rt_file_question_ask_async (GTK_WIDGET (self), _ ("Choose a Folder"),
                              GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
                              *folder != '\0' ? folder : NULL, on_folder_chosen, NULL);
}

static gboolean
folder_to_words (GBinding *binding, const GValue *from, GValue *to, gpointer unused)
{
  const char *folder = g_value_get_string (from);

  if (folder == NULL || *folder == '\0')
    g_value_set_string (to, _ ("Where you have downloads"));
  else
    g_value_take_string (to, g_filename_display_name (folder));
  return TRUE;
}

static void
rt_download_preferences_dispose (GObject *object)
{
  RtDownloadPreferences *self = RT_DOWNLOAD_PREFERENCES (object);

  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (self), RT_TYPE_DOWNLOAD_PREFERENCES);
  G_OBJECT_CLASS (rt_download_preferences_parent_class)->dispose (object);
}

static void
rt_download_preferences_class_init (RtDownloadPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rt_download_preferences_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/roundtriphttp/Roundtrip/app/rt-download-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, RtDownloadPreferences, folder_row);
  gtk_widget_class_bind_template_child (widget_class, RtDownloadPreferences, at_once);
  gtk_widget_class_bind_template_child (widget_class, RtDownloadPreferences, rate);
  gtk_widget_class_bind_template_child (widget_class, RtDownloadPreferences, host_rate);
  gtk_widget_class_bind_template_child (widget_class, RtDownloadPreferences, metered);
  gtk_widget_class_bind_template_child (widget_class, RtDownloadPreferences, schedule);
  gtk_widget_class_bind_template_child (widget_class, RtDownloadPreferences, from);
  gtk_widget_class_bind_template_child (widget_class, RtDownloadPreferences, until);
  gtk_widget_class_bind_template_callback (widget_class, on_folder_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_time_output);
  gtk_widget_class_bind_template_callback (widget_class, on_time_input);
}

static void
rt_download_preferences_init (RtDownloadPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rt_download_preferences_bind:
 * @self: the group
 * @settings: what is set, once and for all
 */
void
rt_download_preferences_bind (RtDownloadPreferences *self, RtSettings *settings)
{
  const GBindingFlags flags = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;
  const struct
  {
    const char *key;
    GtkWidget *widget;
    const char *property;
  } table[] = {
    { "downloads-at-once", self->at_once, "value" },
    { "download-rate", self->rate, "value" },
    { "download-host-rate", self->host_rate, "value" },
    { "download-schedule", self->schedule, "active" },
    { "download-from", self->from, "value" },
    { "download-until", self->until, "value" },
    { "spare-metered", self->metered, "active" },
  };

  self->settings = g_object_ref (settings);
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    g_object_bind_property (settings, table[i].key, table[i].widget, table[i].property,
                            flags);
  g_object_bind_property_full (settings, "download-folder", self->folder_row, "subtitle",
                               G_BINDING_SYNC_CREATE, folder_to_words, NULL, NULL, NULL);
  g_object_bind_property (self->schedule, "active", self->from, "sensitive",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->schedule, "active", self->until, "sensitive",
                          G_BINDING_SYNC_CREATE);
}
