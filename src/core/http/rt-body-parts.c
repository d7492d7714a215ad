/* A request's body that is put together from memory and files. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-body-parts.h"

#include "core/http/rt-file-body.h"
#include "core/wire/rt-error.h"

#include <string.h>

#define RT_TYPE_PARTS_STREAM (rt_parts_stream_get_type ())
G_DECLARE_FINAL_TYPE (RtPartsStream, rt_parts_stream, RT, PARTS_STREAM, GInputStream)

/* Reads the parts one after another; no more than one file is open at a time. */
struct _RtPartsStream
{
  GInputStream parent_instance;

  GPtrArray *parts;
  GArray *lengths; /* of goffset: each as it was when the stream was opened */
  guint index;
  goffset left; /* of the part at index, in bytes */
  GInputStream *open;
};

static void rt_parts_stream_seekable_init (GSeekableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RtPartsStream,
                               rt_parts_stream,
                               G_TYPE_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_SEEKABLE,
                                                      rt_parts_stream_seekable_init))

static goffset
get_length (RtPartsStream *self, guint index)
{
  return g_array_index (self->lengths, goffset, index);
}

static gboolean
open_part (RtPartsStream *self, GError **error)
{
  const RtBodyPart *part = g_ptr_array_index (self->parts, self->index);
  goffset length;

  if (part->bytes != NULL)
    self->open = g_memory_input_stream_new_from_bytes (part->bytes);
  else
    self->open = rt_file_body_open (part->file, &length, error);
  self->left = get_length (self, self->index);
  return self->open != NULL;
}

static void
go_on (RtPartsStream *self)
{
  g_clear_object (&self->open);
  self->index++;
}

static gssize
rt_parts_stream_read (GInputStream *stream,
                      void *buffer,
                      gsize count,
                      GCancellable *cancellable,
                      GError **error)
{
  RtPartsStream *self = RT_PARTS_STREAM (stream);
  gssize n;

  while (self->index < self->parts->len && get_length (self, self->index) == 0)
    self->index++;
  if (self->index == self->parts->len)
    return 0;
  if (self->open == NULL && !open_part (self, error))
    return -1;
  n = g_input_stream_read (self->open, buffer, MIN (count, (gsize)self->left),
                           cancellable, error);
  if (n == 0)
    {
      g_set_error_literal (error, RT_ERROR, RT_ERROR_FILE,
                           "a file became shorter while it was sent");
      return -1;
    }
  if (n > 0)
    self->left -= n;
  if (n > 0 && self->left == 0)
    go_on (self);
  return n;
}

static goffset
rt_parts_stream_tell (GSeekable *seekable)
{
  RtPartsStream *self = RT_PARTS_STREAM (seekable);
  goffset place = 0;

  for (guint i = 0; i < self->index; i++)
    place += get_length (self, i);
  return self->open != NULL ? place + get_length (self, self->index) - self->left : place;
}

static gboolean
rt_parts_stream_can_seek (GSeekable *seekable)
{
  return TRUE;
}

/* To the beginning, to be sent once more, and nowhere else. */
static gboolean
rt_parts_stream_seek (GSeekable *seekable,
                      goffset offset,
                      GSeekType type,
                      GCancellable *cancellable,
                      GError **error)
{
  RtPartsStream *self = RT_PARTS_STREAM (seekable);

  if (offset != 0 || type != G_SEEK_SET)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                           "parts are read from the beginning");
      return FALSE;
    }
  g_clear_object (&self->open);
  self->index = 0;
  return TRUE;
}

static gboolean
rt_parts_stream_can_truncate (GSeekable *seekable)
{
  return FALSE;
}

static gboolean
rt_parts_stream_truncate (GSeekable *seekable,
                          goffset offset,
                          GCancellable *cancellable,
                          GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "only read");
  return FALSE;
}

static void
rt_parts_stream_finalize (GObject *object)
{
  RtPartsStream *self = RT_PARTS_STREAM (object);

  g_clear_object (&self->open);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_pointer (&self->lengths, g_array_unref);
  G_OBJECT_CLASS (rt_parts_stream_parent_class)->finalize (object);
}

static void
rt_parts_stream_seekable_init (GSeekableIface *iface)
{
  iface->tell = rt_parts_stream_tell;
  iface->can_seek = rt_parts_stream_can_seek;
  iface->seek = rt_parts_stream_seek;
  iface->can_truncate = rt_parts_stream_can_truncate;
  iface->truncate_fn = rt_parts_stream_truncate;
}

static void
rt_parts_stream_class_init (RtPartsStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rt_parts_stream_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = rt_parts_stream_read;
}

static void
rt_parts_stream_init (RtPartsStream *self)
{
}

static void
free_part (gpointer data)
{
  RtBodyPart *part = data;

  g_clear_pointer (&part->bytes, g_bytes_unref);
  g_clear_object (&part->file);
  g_free (part);
}

/**
 * rt_body_parts_new:
 *
 * Returns: (transfer full): a body without parts; it must not change any more when it
 *   belongs to a request
 */
GPtrArray *
rt_body_parts_new (void)
{
  return g_ptr_array_new_with_free_func (free_part);
}

void
rt_body_parts_add_bytes (GPtrArray *parts, GBytes *bytes)
{
  RtBodyPart *part = g_new0 (RtBodyPart, 1);

  part->bytes = g_bytes_ref (bytes);
  g_ptr_array_add (parts, part);
}

void
rt_body_parts_add_file (GPtrArray *parts, GFile *file)
{
  RtBodyPart *part = g_new0 (RtBodyPart, 1);

  part->file = g_object_ref (file);
  g_ptr_array_add (parts, part);
}

/* Each file is opened, so that what cannot be read is told before anything is sent. */
static gboolean
measure (GPtrArray *parts, GArray *lengths, goffset *total, GError **error)
{
  *total = 0;
  for (guint i = 0; i < parts->len; i++)
    {
      const RtBodyPart *part = g_ptr_array_index (parts, i);
      g_autoptr (GInputStream) file = NULL;
      goffset length;

      if (part->bytes != NULL)
        length = g_bytes_get_size (part->bytes);
      else if ((file = rt_file_body_open (part->file, &length, error)) == NULL)
        return FALSE;
      *total += length;
      g_array_append_val (lengths, length);
    }
  return TRUE;
}

/**
 * rt_body_parts_measure:
 * @parts: a body
 * @error: return location for a #GError, or %NULL
 *
 * Errors: %RT_ERROR_FILE if a file cannot be read.
 *
 * Returns: how long it is as a whole, in bytes; -1 on error
 */
goffset
rt_body_parts_measure (GPtrArray *parts, GError **error)
{
  g_autoptr (GArray) lengths = g_array_new (FALSE, FALSE, sizeof (goffset));
  goffset total;

  return measure (parts, lengths, &total, error) ? total : -1;
}

/**
 * rt_body_parts_open:
 * @parts: a body
 * @length: (out): how long it is as a whole, in bytes
 * @error: return location for a #GError, or %NULL
 *
 * Opens the body to be sent.  What is added to a file from now on is not sent; when one
 * becomes shorter, reading gives %RT_ERROR_FILE.
 *
 * Errors: %RT_ERROR_FILE if a file cannot be read.
 *
 * Returns: (transfer full): what rt_file_body_new() takes, or %NULL on error
 */
GInputStream *
rt_body_parts_open (GPtrArray *parts, goffset *length, GError **error)
{
  g_autoptr (GArray) lengths = g_array_new (FALSE, FALSE, sizeof (goffset));
  RtPartsStream *self;

  if (!measure (parts, lengths, length, error))
    return NULL;
  self = g_object_new (RT_TYPE_PARTS_STREAM, NULL);
  self->parts = g_ptr_array_ref (parts);
  self->lengths = g_steal_pointer (&lengths);
  return G_INPUT_STREAM (self);
}
