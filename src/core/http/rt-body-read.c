/* Reads a part of a body beyond its preview. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/http/rt-body.h"

#include "core/wire/rt-error.h"

#define PIECE_BYTES (64 * 1024)

/* What the reading thread works with. */
typedef struct
{
  GInputStream *stream;
  guint64 offset;
  gsize length;
} ReadJob;

static void
read_job_free (gpointer data)
{
  ReadJob *job = data;

  g_object_unref (job->stream);
  g_free (job);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  ReadJob *job = data;
  g_autofree guint8 *piece = g_malloc (PIECE_BYTES);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  guint64 at = 0;
  gssize got = 1;

  while (bytes->len < job->length && got > 0)
    {
      gsize want = at < job->offset ? MIN (PIECE_BYTES, job->offset - at)
                                    : MIN (PIECE_BYTES, job->length - bytes->len);

      got = g_input_stream_read (job->stream, piece, want, cancellable, &error);
      if (got > 0 && at >= job->offset)
        g_byte_array_append (bytes, piece, got);
      at += MAX (got, 0);
    }
  /* What could be decoded is shown; the error comes when no more can. */
  if (error != NULL
      && (bytes->len == 0 || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_byte_array_free_to_bytes (g_steal_pointer (&bytes)),
                           (GDestroyNotify)g_bytes_unref);
}

/**
 * rt_body_read_async:
 * @self: a body
 * @offset: where to begin, in decoded bytes
 * @length: how many bytes
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads a part of the decoded body. A coded body is decoded from its start for that.
 */
void
rt_body_read_async (RtBody *self,
                    guint64 offset,
                    gsize length,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GBytes *preview = rt_body_get_preview (self);
  gsize kept = g_bytes_get_size (preview);
  ReadJob *job;

  g_task_set_source_tag (task, rt_body_read_async);
  if (offset <= kept && (length <= kept - offset || !rt_body_can_save (self)))
    {
      g_task_return_pointer (
          task, g_bytes_new_from_bytes (preview, offset, MIN (length, kept - offset)),
          (GDestroyNotify)g_bytes_unref);
      return;
    }
  if (!rt_body_can_save (self))
    {
      g_task_return_new_error (task, RT_ERROR, RT_ERROR_OTHER, "the body was not kept");
      return;
    }
  job = g_new0 (ReadJob, 1);
  job->stream = rt_body_open (self, TRUE);
  job->offset = offset;
  job->length = MIN (length, G_MAXINT32);
  g_task_set_task_data (task, job, read_job_free);
  g_task_run_in_thread (task, read_in_thread);
}

/**
 * rt_body_read_finish:
 * @self: a body
 * @result: what the callback got
 * @error: return location for a #GError, or %NULL
 *
 * Ends rt_body_read_async().
 *
 * Errors: %RT_ERROR_BAD_CODING or %RT_ERROR_FILE if not a byte could be read there,
 * %RT_ERROR_OTHER if the body was not kept.
 *
 * Returns: (transfer full) (nullable): the bytes; fewer than asked for at the end
 */
GBytes *
rt_body_read_finish (RtBody *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
