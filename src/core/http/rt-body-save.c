/* Saves a body to a file that is there only when it is whole. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/http/rt-body.h"

#include "core/wire/rt-error.h"

#include <errno.h>
#include <gio/gfiledescriptorbased.h>
#include <unistd.h>

#define PIECE_BYTES (256 * 1024)

/* Progress goes to the owner at most as often as a screen is drawn. */
#define PROGRESS_INTERVAL_US (G_USEC_PER_SEC / 10)

/* What the saving thread works with. */
typedef struct
{
  GInputStream *stream;
  GFile *file;
  GFileProgressCallback progress;
  gpointer progress_data;
  goffset total; /* 0 if unknown */
  gint64 told_us;
} SaveJob;

typedef struct
{
  GFileProgressCallback progress;
  gpointer progress_data;
  goffset saved;
  goffset total;
} Progress;

static void
save_job_free (gpointer data)
{
  SaveJob *job = data;

  g_object_unref (job->stream);
  g_object_unref (job->file);
  g_free (job);
}

static gboolean
on_progress (gpointer data)
{
  Progress *progress = data;

  progress->progress (progress->saved, progress->total, progress->progress_data);
  return G_SOURCE_REMOVE;
}

/* The source is dispatched before the one that ends the task: it is older and as urgent. */
static void
tell (GTask *task, guint64 saved_bytes)
{
  SaveJob *job = g_task_get_task_data (task);
  gint64 now_us = g_get_monotonic_time ();
  g_autoptr (GSource) source = NULL;
  Progress *progress;

  if (job->progress == NULL || now_us - job->told_us < PROGRESS_INTERVAL_US)
    return;
  job->told_us = now_us;
  progress = g_new0 (Progress, 1);
  progress->progress = job->progress;
  progress->progress_data = job->progress_data;
  progress->saved = saved_bytes;
  progress->total = job->total;
  source = g_idle_source_new ();
  g_source_set_priority (source, g_task_get_priority (task));
  g_source_set_callback (source, on_progress, progress, g_free);
  g_source_set_static_name (source, "[rt] saved a piece");
  g_source_attach (source, g_task_get_context (task));
}

/* Our own errors and a cancel stay; what GIO says becomes one the user can act on. */
static gboolean
classify (GError *raw, GError **error)
{
  RtErrorCode code = RT_ERROR_FILE;

  if (raw->domain == RT_ERROR || g_error_matches (raw, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, raw);
      return FALSE;
    }
  if (g_error_matches (raw, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    code = RT_ERROR_DISK_FULL;
  g_set_error (error, RT_ERROR, code, "cannot save the body: %s", raw->message);
  g_error_free (raw);
  return FALSE;
}

/* Beside the file, so that it can be moved over it in one step. */
static GFile *
name_beside (GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *name = g_strdup_printf (".roundtrip-%s.part", uuid);

  return folder != NULL ? g_file_get_child (folder, name) : NULL;
}

static gboolean
write_to_disk (GFileOutputStream *out, GCancellable *cancellable, GError **error)
{
  if (!g_output_stream_flush (G_OUTPUT_STREAM (out), cancellable, error))
    return FALSE;
  if (G_IS_FILE_DESCRIPTOR_BASED (out)
      && fsync (g_file_descriptor_based_get_fd (G_FILE_DESCRIPTOR_BASED (out))) < 0
      && errno != EINVAL)
    {
      int code = errno;

      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (code),
                           g_strerror (code));
      return FALSE;
    }
  return TRUE;
}

static gboolean
copy (GTask *task,
      GInputStream *stream,
      GFileOutputStream *out,
      GCancellable *cancellable,
      GError **error)
{
  g_autofree guint8 *piece = g_malloc (PIECE_BYTES);
  guint64 saved = 0;
  gsize got;

  do
    {
      if (!g_input_stream_read_all (stream, piece, PIECE_BYTES, &got, cancellable, error)
          || !g_output_stream_write_all (G_OUTPUT_STREAM (out), piece, got, NULL,
                                         cancellable, error))
        return FALSE;
      saved += got;
      tell (task, saved);
    }
  while (got == PIECE_BYTES);
  return write_to_disk (out, cancellable, error);
}

/* By way of a file beside @file that is moved over it at the end: if anything fails, @file
 * is as it was before. */
static gboolean
save (GTask *task,
      GInputStream *stream,
      GFile *file,
      GCancellable *cancellable,
      GError **error)
{
  g_autoptr (GFile) part = name_beside (file);
  g_autoptr (GFileOutputStream) out = NULL;
  GError *raw = NULL;
  gboolean ok;

  if (part == NULL)
    {
      g_set_error_literal (error, RT_ERROR, RT_ERROR_FILE,
                           "cannot save the body over a root folder");
      return FALSE;
    }
  out = g_file_create (part, G_FILE_CREATE_NONE, cancellable, &raw);
  if (out == NULL)
    return classify (raw, error);
  ok = copy (task, stream, out, cancellable, &raw);
  ok = g_output_stream_close (G_OUTPUT_STREAM (out), NULL, ok ? &raw : NULL) && ok;
  ok = ok
       && g_file_move (part, file,
                       G_FILE_COPY_OVERWRITE | G_FILE_COPY_NO_FALLBACK_FOR_MOVE,
                       cancellable, NULL, NULL, &raw);
  if (ok)
    return TRUE;
  g_file_delete (part, NULL, NULL);
  return classify (raw, error);
}

static void
save_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  SaveJob *job = data;
  GError *error = NULL;

  if (save (task, job->stream, job->file, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * rt_body_save_async:
 * @self: a body
 * @file: where to; replaced if it exists
 * @decoded: whether to undo the content codings
 * @progress: (nullable): called with bytes saved, and in all or 0 if that is not known
 * @progress_data: for @progress; has to stay until @callback
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Saves the body. The file is there when it is whole, and before that as it was.
 */
void
rt_body_save_async (RtBody *self,
                    GFile *file,
                    gboolean decoded,
                    GFileProgressCallback progress,
                    gpointer progress_data,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  SaveJob *job;

  g_task_set_source_tag (task, rt_body_save_async);
  if (!rt_body_can_save (self))
    {
      g_task_return_new_error (task, RT_ERROR, RT_ERROR_OTHER, "the body was not kept");
      return;
    }
  job = g_new0 (SaveJob, 1);
  job->stream = rt_body_open (self, decoded);
  job->file = g_object_ref (file);
  job->progress = progress;
  job->progress_data = progress_data;
  job->total = decoded ? rt_body_get_decoded_bytes (self) : rt_body_get_wire_bytes (self);
  g_task_set_task_data (task, job, save_job_free);
  g_task_run_in_thread (task, save_in_thread);
}

/**
 * rt_body_save_finish:
 * @self: a body
 * @result: what the callback got
 * @error: return location for a #GError, or %NULL
 *
 * Ends rt_body_save_async().
 *
 * Errors: %RT_ERROR_BAD_CODING if the body does not decode to its end, %RT_ERROR_DISK_FULL,
 * %RT_ERROR_FILE, %RT_ERROR_OTHER if the body was not kept; %G_IO_ERROR_CANCELLED.
 *
 * Returns: %FALSE on error; the file is then as it was before
 */
gboolean
rt_body_save_finish (RtBody *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
