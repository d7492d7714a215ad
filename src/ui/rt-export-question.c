/* Asks where to export something to, and does it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-export-question.h"

#include "ui/rt-file-question.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWidget *asker; /* in whose window it is said how it went */
  const RtExporter *exporter;
  GObject *what;
  guint format;
  GFile *file; /* NULL until it is chosen */
} Export;

static void
export_free (Export *self)
{
  g_object_unref (self->asker);
  g_object_unref (self->what);
  g_clear_object (&self->file);
  g_free (self);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Export *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_parse_name (self->file);
  g_autofree char *words = NULL;

  if (self->exporter->finish (self->what, result, &error))
    /* Translators: %s is the name of a file. */
    words = g_strdup_printf (_ ("Exported to %s"), name);
  else
    /* Translators: the first is the name of a file, the second says why. */
    words = g_strdup_printf (_ ("Cannot write %s: %s"), name, error->message);
  gtk_widget_activate_action (self->asker, "win.toast", "s", words);
  export_free (self);
}

static void
on_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Export *self = user_data;

  self->file = rt_file_question_ask_finish (self->asker, result);
  if (self->file != NULL)
    self->exporter->write (self->what, self->format, self->file, on_written, self);
  else
    export_free (self);
}

/**
 * rt_export_question_ask:
 * @asker: a widget in the window that asks
 * @title: of the dialog
 * @name: that the file is offered
 * @exporter: of this kind of thing
 * @what: is to be exported
 * @format: for @exporter
 *
 * Asks for a file, writes it, and says in a toast how it went.
 */
void
rt_export_question_ask (GtkWidget *asker,
                        const char *title,
                        const char *name,
                        const RtExporter *exporter,
                        GObject *what,
                        guint format)
{
  Export *self = g_new0 (Export, 1);

  self->asker = g_object_ref (asker);
  self->exporter = exporter;
  self->what = g_object_ref (what);
  self->format = format;
  rt_file_question_ask_async (asker, title, GTK_FILE_CHOOSER_ACTION_SAVE, name, on_chosen,
                              self);
}
