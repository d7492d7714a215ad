/* A request's body from a file or memory: exactly as long as was announced. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/http/rt-file-body.h"

#include "core/wire/rt-error.h"

struct _RtFileBody
{
  GFilterInputStream parent_instance;

  guint64 left; /* bytes that are still promised */
};

G_DEFINE_FINAL_TYPE (RtFileBody, rt_file_body, G_TYPE_FILTER_INPUT_STREAM)

static gssize
rt_file_body_read (GInputStream *stream,
                   void *buffer,
                   gsize count,
                   GCancellable *cancellable,
                   GError **error)
{
  RtFileBody *self = RT_FILE_BODY (stream);
  GInputStream *base
      = g_filter_input_stream_get_base_stream (G_FILTER_INPUT_STREAM (self));
  gssize n;

  if (self->left == 0)
    return 0;
  n = g_input_stream_read (base, buffer, MIN (count, self->left), cancellable, error);
  if (n == 0)
    {
      g_set_error_literal (error, RT_ERROR, RT_ERROR_FILE,
                           "the file became shorter while it was sent");
      return -1;
    }
  if (n > 0)
    self->left -= n;
  return n;
}

static void
rt_file_body_class_init (RtFileBodyClass *klass)
{
  G_INPUT_STREAM_CLASS (klass)->read_fn = rt_file_body_read;
}

static void
rt_file_body_init (RtFileBody *self)
{
}

/**
 * rt_file_body_open:
 * @file: a regular file
 * @length: (out): its length in bytes, as it is now
 * @error: return location for a #GError, or %NULL
 *
 * Opens @file to be sent.
 *
 * Errors: %RT_ERROR_FILE
 *
 * Returns: (transfer full): what rt_file_body_new() takes, or %NULL
 */
GInputStream *
rt_file_body_open (GFile *file, goffset *length, GError **error)
{
  g_autoptr (GError) raw = NULL;
  g_autoptr (GFileInputStream) base = g_file_read (file, NULL, &raw);
  g_autoptr (GFileInfo) info = NULL;

  if (base != NULL)
    info = g_file_input_stream_query_info (
        base, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE, NULL,
        &raw);
  if (info == NULL || g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      g_set_error (error, RT_ERROR, RT_ERROR_FILE, "cannot read '%s': %s",
                   g_file_peek_path (file),
                   raw != NULL ? raw->message : "not a regular file");
      return NULL;
    }
  *length = g_file_info_get_size (info);
  return G_INPUT_STREAM (g_steal_pointer (&base));
}

/**
 * rt_file_body_new:
 * @base: a stream that can seek
 * @length: how many bytes of it were announced
 *
 * Makes a body of the first @length bytes of @base, which it leaves open: when they have
 * to be sent once more, make another.  What is added to a file meanwhile is not sent; when
 * it becomes shorter, reading gives %RT_ERROR_FILE.
 *
 * Returns: (transfer full): the stream
 */
GInputStream *
rt_file_body_new (GInputStream *base, goffset length)
{
  RtFileBody *self = g_object_new (RT_TYPE_FILE_BODY, "base-stream", base,
                                   "close-base-stream", FALSE, NULL);

  g_seekable_seek (G_SEEKABLE (base), 0, G_SEEK_SET, NULL, NULL);
  self->left = length;
  return G_INPUT_STREAM (self);
}
