/* A connection that is read in big pieces, whatever size its reader asks for. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/wire/rt-read-ahead.h"

#include <string.h>

/* Several records of TLS, which GnuTLS asks for one by one, and the head of each before. It
 * is small enough for what is deciphered to stay in the processor's cache. */
#define AHEAD_BYTES (128 * 1024)

#define RT_TYPE_READ_AHEAD_INPUT (rt_read_ahead_input_get_type ())
G_DECLARE_FINAL_TYPE (RtReadAheadInput,
                      rt_read_ahead_input,
                      RT,
                      READ_AHEAD_INPUT,
                      GInputStream)

struct _RtReadAheadInput
{
  GInputStream parent_instance;

  GInputStream *base; /* pollable */
  guint8 *buffer;     /* NULL until something is read */
  gsize begin;        /* of what nobody has taken yet */
  gsize end;
};

/* What it waits for is in GLib's, but for what is in the buffer. */
static void rt_read_ahead_input_poll (GPollableInputStreamInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RtReadAheadInput,
                               rt_read_ahead_input,
                               G_TYPE_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM,
                                                      rt_read_ahead_input_poll))

static gssize
take (RtReadAheadInput *self, void *data, gsize length)
{
  gsize n = MIN (length, self->end - self->begin);

  memcpy (data, self->buffer + self->begin, n);
  self->begin += n;
  return (gssize)n;
}

static gssize
read_any (RtReadAheadInput *self,
          void *data,
          gsize length,
          gboolean blocks,
          GCancellable *cancellable,
          GError **error)
{
  gssize n;

  if (self->begin < self->end)
    return take (self, data, length);
  /* A reader with as much room needs no help. */
  if (length >= AHEAD_BYTES)
    return g_pollable_stream_read (self->base, data, length, blocks, cancellable, error);
  if (self->buffer == NULL)
    self->buffer = g_malloc (AHEAD_BYTES);
  n = g_pollable_stream_read (self->base, self->buffer, AHEAD_BYTES, blocks, cancellable,
                              error);
  if (n <= 0)
    return n;
  self->begin = 0;
  self->end = (gsize)n;
  return take (self, data, length);
}

static gssize
rt_read_ahead_input_read (GInputStream *stream,
                          void *data,
                          gsize length,
                          GCancellable *cancellable,
                          GError **error)
{
  return read_any (RT_READ_AHEAD_INPUT (stream), data, length, TRUE, cancellable, error);
}

static gssize
rt_read_ahead_input_read_nonblocking (GPollableInputStream *stream,
                                      void *data,
                                      gsize length,
                                      GError **error)
{
  return read_any (RT_READ_AHEAD_INPUT (stream), data, length, FALSE, NULL, error);
}

static gboolean
rt_read_ahead_input_is_readable (GPollableInputStream *stream)
{
  RtReadAheadInput *self = RT_READ_AHEAD_INPUT (stream);

  return self->begin < self->end
         || g_pollable_input_stream_is_readable (G_POLLABLE_INPUT_STREAM (self->base));
}

static GSource *
rt_read_ahead_input_create_source (GPollableInputStream *stream,
                                   GCancellable *cancellable)
{
  RtReadAheadInput *self = RT_READ_AHEAD_INPUT (stream);
  g_autoptr (GSource) ready = self->begin < self->end
                                  ? g_timeout_source_new (0)
                                  : g_pollable_input_stream_create_source (
                                      G_POLLABLE_INPUT_STREAM (self->base), NULL);

  return g_pollable_source_new_full (self, ready, cancellable);
}

static void
rt_read_ahead_input_finalize (GObject *object)
{
  RtReadAheadInput *self = RT_READ_AHEAD_INPUT (object);

  g_object_unref (self->base);
  g_free (self->buffer);
  G_OBJECT_CLASS (rt_read_ahead_input_parent_class)->finalize (object);
}

static void
rt_read_ahead_input_poll (GPollableInputStreamInterface *iface)
{
  iface->is_readable = rt_read_ahead_input_is_readable;
  iface->create_source = rt_read_ahead_input_create_source;
  iface->read_nonblocking = rt_read_ahead_input_read_nonblocking;
}

static void
rt_read_ahead_input_class_init (RtReadAheadInputClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rt_read_ahead_input_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = rt_read_ahead_input_read;
}

static void
rt_read_ahead_input_init (RtReadAheadInput *self)
{
}

#define RT_TYPE_READ_AHEAD (rt_read_ahead_get_type ())
G_DECLARE_FINAL_TYPE (RtReadAhead, rt_read_ahead, RT, READ_AHEAD, GIOStream)

struct _RtReadAhead
{
  GIOStream parent_instance;

  GIOStream *base;
  GInputStream *input;
};

G_DEFINE_FINAL_TYPE (RtReadAhead, rt_read_ahead, G_TYPE_IO_STREAM)

static GInputStream *
rt_read_ahead_get_input_stream (GIOStream *stream)
{
  return RT_READ_AHEAD (stream)->input;
}

static GOutputStream *
rt_read_ahead_get_output_stream (GIOStream *stream)
{
  return g_io_stream_get_output_stream (RT_READ_AHEAD (stream)->base);
}

static gboolean
rt_read_ahead_close (GIOStream *stream, GCancellable *cancellable, GError **error)
{
  return g_io_stream_close (RT_READ_AHEAD (stream)->base, cancellable, error);
}

static void
rt_read_ahead_finalize (GObject *object)
{
  RtReadAhead *self = RT_READ_AHEAD (object);

  g_object_unref (self->input);
  g_object_unref (self->base);
  G_OBJECT_CLASS (rt_read_ahead_parent_class)->finalize (object);
}

static void
rt_read_ahead_class_init (RtReadAheadClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rt_read_ahead_finalize;
  G_IO_STREAM_CLASS (klass)->get_input_stream = rt_read_ahead_get_input_stream;
  G_IO_STREAM_CLASS (klass)->get_output_stream = rt_read_ahead_get_output_stream;
  G_IO_STREAM_CLASS (klass)->close_fn = rt_read_ahead_close;
}

static void
rt_read_ahead_init (RtReadAhead *self)
{
}

/**
 * rt_read_ahead_new:
 * @base: an open connection, which can be polled
 *
 * Lays a buffer over what comes in: GnuTLS reads five bytes, and then a record of at most
 * 16 KiB, each with a call of the system.  Nobody else may read from @base from now on.
 *
 * Returns: (transfer full): the connection with a buffer
 */
GIOStream *
rt_read_ahead_new (GIOStream *base)
{
  RtReadAhead *self = g_object_new (RT_TYPE_READ_AHEAD, NULL);

  self->base = g_object_ref (base);
  self->input = g_object_new (RT_TYPE_READ_AHEAD_INPUT, NULL);
  RT_READ_AHEAD_INPUT (self->input)->base
      = g_object_ref (g_io_stream_get_input_stream (base));
  return G_IO_STREAM (self);
}
