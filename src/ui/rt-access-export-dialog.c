/* Asks where to export an access log to, and does it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-access-export-dialog.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWidget *parent; /* in whose window it is said how it went */
  RtAccessList *list;
  GFile *file; /* NULL until it is chosen */
} Export;

static void
export_free (Export *self)
{
  g_object_unref (self->parent);
  g_object_unref (self->list);
  g_clear_object (&self->file);
  g_free (self);
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Export *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_parse_name (self->file);
  g_autofree char *words = NULL;

  if (rt_access_list_export_finish (self->list, result, &error))
    /* Translators: %s is the name of a file. */
    words = g_strdup_printf (_ ("Exported to %s"), name);
  else
    /* Translators: the first is the name of a file, the second says why. */
    words = g_strdup_printf (_ ("Cannot write %s: %s"), name, error->message);
  gtk_widget_activate_action (self->parent, "win.toast", "s", words);
  export_free (self);
}

static void
on_response (GtkFileChooser *chooser, int response, gpointer user_data)
{
  Export *self = user_data;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      self->file = gtk_file_chooser_get_file (chooser);
      rt_access_list_export_async (self->list, self->file, NULL, on_exported, self);
    }
  else
    export_free (self);
  g_object_unref (chooser);
}

/**
 * rt_access_export_dialog_open:
 * @parent: what wants the export
 * @list: what to export
 *
 * Asks for a file, writes the lines that are shown, and says in a toast how it went.
 */
void
rt_access_export_dialog_open (GtkWidget *parent, RtAccessList *list)
{
  GtkFileChooserNative *native = gtk_file_chooser_native_new (
      _ ("Export the Access Log"), GTK_WINDOW (gtk_widget_get_root (parent)),
      GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  Export *self = g_new0 (Export, 1);

  self->parent = g_object_ref (parent);
  self->list = g_object_ref (list);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (native), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (native), "access.log");
  g_signal_connect (native, "response", G_CALLBACK (on_response), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (native));
}
