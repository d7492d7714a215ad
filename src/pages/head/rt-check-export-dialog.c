/* Asks where to export what became of addresses to, and does it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/head/rt-check-export-dialog.h"

#include "core/check/rt-check-export.h"
#include "ui/rt-file-question.h"

#include <glib/gi18n.h>

/* What the menu calls a format, and the name that a file is offered. */
static const struct
{
  const char *id;
  const char *file;
} formats[RT_N_CHECK_FORMATS] = {
  [RT_CHECK_AS_CSV] = { "csv", "links.csv" },
  [RT_CHECK_AS_JSON] = { "json", "links.jsonl" },
  [RT_CHECK_AS_MARKDOWN] = { "markdown", "links.md" },
  [RT_CHECK_AS_DEAD] = { "dead", "dead-links.txt" },
  [RT_CHECK_AS_MOVES] = { "moves", "moved-links.csv" },
};

typedef struct
{
  GtkWidget *parent; /* in whose window it is said how it went */
  RtCheckList *list;
  RtCheckFormat format;
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

  if (rt_check_export_finish (result, &error))
    /* Translators: %s is the name of a file. */
    words = g_strdup_printf (_ ("Exported to %s"), name);
  else
    /* Translators: the first is the name of a file, the second says why. */
    words = g_strdup_printf (_ ("Cannot write %s: %s"), name, error->message);
  gtk_widget_activate_action (self->parent, "win.toast", "s", words);
  export_free (self);
}

static void
on_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Export *self = user_data;

  self->file = rt_file_question_ask_finish (self->parent, result);
  if (self->file != NULL)
    rt_check_export_async (rt_check_list_get_table (self->list), self->format, self->file,
                           NULL, on_exported, self);
  else
    export_free (self);
}

/**
 * rt_check_export_dialog_open:
 * @parent: what wants the export
 * @list: what to export
 * @format: `csv`, `json`, `markdown`, `dead` or `moves`
 *
 * Asks for a file, writes what was checked, and says in a toast how it went.
 */
void
rt_check_export_dialog_open (GtkWidget *parent, RtCheckList *list, const char *format)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i].id, format))
      {
        Export *self = g_new0 (Export, 1);

        self->parent = g_object_ref (parent);
        self->list = g_object_ref (list);
        self->format = (RtCheckFormat)i;
        rt_file_question_ask_async (parent, _ ("Export What Was Found"),
                                    GTK_FILE_CHOOSER_ACTION_SAVE, formats[i].file,
                                    on_chosen, self);
        return;
      }
  g_return_if_reached ();
}
