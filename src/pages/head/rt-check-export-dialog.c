/* Asks where to export what became of addresses to, and does it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/head/rt-check-export-dialog.h"

#include "core/check/rt-check-export.h"
#include "ui/rt-export-question.h"

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

static void
write_list (GObject *list,
            guint format,
            GFile *file,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  rt_check_export_async (rt_check_list_get_table (RT_CHECK_LIST (list)),
                         (RtCheckFormat)format, file, NULL, callback, user_data);
}

static gboolean
finish (GObject *list, GAsyncResult *result, GError **error)
{
  return rt_check_export_finish (result, error);
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
  static const RtExporter exporter = { write_list, finish };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i].id, format))
      {
        rt_export_question_ask (parent, _ ("Export What Was Found"), formats[i].file,
                                &exporter, G_OBJECT (list), i);
        return;
      }
  g_return_if_reached ();
}
