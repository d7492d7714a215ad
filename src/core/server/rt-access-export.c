/* Writes the lines of an access log into a file of the user's choice. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/server/rt-access-export.h"

#define PIECE (64 * 1024)

typedef struct
{
  GPtrArray *entries;
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
write_text (GOutputStream *out, GString *text, GCancellable *cancellable, GError **error)
{
  gboolean is_written
      = g_output_stream_write_all (out, text->str, text->len, NULL, cancellable, error);

  g_string_truncate (text, 0);
  return is_written;
}

static gboolean
write_lines (const Export *self,
             GOutputStream *out,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GString) text = g_string_sized_new (PIECE + 1024);

  for (guint i = 0; i < self->entries->len; i++)
    {
      if (!rt_access_filter_matches (self->filter, self->entries->pdata[i]))
        continue;
      rt_access_entry_append_line (self->entries->pdata[i], text);
      if (text->len >= PIECE && !write_text (out, text, cancellable, error))
        return FALSE;
    }
  return write_text (out, text, cancellable, error);
}

/* What is cut short must not look finished.  A stream that is closed by a cancelled call
 * leaves what was there before; but what is new is written in its place at once. */
static void
take_back (const Export *self, GFileOutputStream *out, gboolean is_new)
{
  g_autoptr (GCancellable) never = g_cancellable_new ();

  g_cancellable_cancel (never);
  g_output_stream_close (G_OUTPUT_STREAM (out), never, NULL);
  if (is_new)
    g_file_delete (self->file, NULL, NULL);
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Export *self = data;
  gboolean is_new = !g_file_query_exists (self->file, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileOutputStream) out = g_file_replace (
      self->file, NULL, FALSE, G_FILE_CREATE_PRIVATE, cancellable, &error);

  if (out != NULL
      && (!write_lines (self, G_OUTPUT_STREAM (out), cancellable, &error)
          || !g_output_stream_close (G_OUTPUT_STREAM (out), cancellable, &error)))
    take_back (self, out, is_new);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
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
