/* Writes the lines of an access log into a file of the user's choice. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/server/rt-access-export.h"

#include "core/http/rt-text-file.h"

typedef struct
{
  GPtrArray *entries;
  guint next;
  RtAccessFilter *filter; /* nullable */
  GFile *file;
} Export;

static void
export_free (gpointer data)
{
  Export *self = data;

  g_ptr_array_unref (self->entries);
  g_clear_pointer (&self->filter, rt_access_filter_free);
  g_object_unref (self->file);
  g_free (self);
}

static gboolean
append_line (GString *text, gpointer data)
{
  Export *self = data;
  RtAccessEntry *entry;

  if (self->next == self->entries->len)
    return FALSE;
  entry = self->entries->pdata[self->next++];
  if (rt_access_filter_matches (self->filter, entry))
    rt_access_entry_append_line (entry, text);
  return TRUE;
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Export *self = data;
  GError *error = NULL;

  if (rt_text_file_write (self->file, append_line, self, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * rt_access_export_run:
 * @task: what to run and to end, with %TRUE or an error of GIO's
 * @entries: (element-type RtAccessEntry) (transfer full): the lines
 * @filter: (nullable): which of them are wanted
 * @file: what to write, for the user alone; on error it is as it was
 *
 * Writes lines in the Combined format, in a thread.
 */
void
rt_access_export_run (GTask *task,
                      GPtrArray *entries,
                      const RtAccessFilter *filter,
                      GFile *file)
{
  Export *self = g_new0 (Export, 1);

  self->entries = entries;
  self->filter = rt_access_filter_copy (filter);
  self->file = g_object_ref (file);
  g_task_set_task_data (task, self, export_free);
  g_task_run_in_thread (task, run);
}
