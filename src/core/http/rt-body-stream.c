/* Reads a spooled body, as received or decoded on the way. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/http/rt-body-stream.h"

#include "core/http/rt-content-decoder.h"

#define CODED_PIECE_BYTES (64 * 1024)

struct _RtBodyStream
{
  GInputStream parent_instance;

  RtSpool *spool;
  RtContentDecoder *decoder; /* NULL: as received */

  guint64 offset; /* in the spool */
  guint8 *coded;  /* what the decoder was fed with */
};

G_DEFINE_FINAL_TYPE (RtBodyStream, rt_body_stream, G_TYPE_INPUT_STREAM)

static gssize
read_decoded (RtBodyStream *self,
              guint8 *buffer,
              gsize count,
              GCancellable *cancellable,
              GError **error)
{
  for (;;)
    {
      gssize got;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return -1;
      got = rt_content_decoder_pull (self->decoder, buffer, count, error);
      if (got != 0)
        return got;
      got = rt_spool_read (self->spool, self->offset, self->coded, CODED_PIECE_BYTES,
                           error);
      if (got < 0)
        return -1;
      if (got == 0)
        return rt_content_decoder_finish (self->decoder, NULL, NULL, error) ? 0 : -1;
      self->offset += got;
      rt_content_decoder_feed (self->decoder, self->coded, got);
    }
}

static gssize
rt_body_stream_read (GInputStream *stream,
                     void *buffer,
                     gsize count,
                     GCancellable *cancellable,
                     GError **error)
{
  RtBodyStream *self = RT_BODY_STREAM (stream);
  gssize got;

  if (self->decoder != NULL)
    return read_decoded (self, buffer, count, cancellable, error);
  got = rt_spool_read (self->spool, self->offset, buffer, count, error);
  self->offset += MAX (got, 0);
  return got;
}

static void
rt_body_stream_finalize (GObject *object)
{
  RtBodyStream *self = RT_BODY_STREAM (object);

  rt_spool_unref (self->spool);
  g_clear_pointer (&self->decoder, rt_content_decoder_free);
  g_free (self->coded);
  G_OBJECT_CLASS (rt_body_stream_parent_class)->finalize (object);
}

static void
rt_body_stream_class_init (RtBodyStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rt_body_stream_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = rt_body_stream_read;
}

static void
rt_body_stream_init (RtBodyStream *self)
{
}

/**
 * rt_body_stream_new:
 * @spool: a sealed spool
 * @codings: (nullable): the codings to undo, in the order of Content-Encoding
 *
 * Makes a stream over a spooled body. It decodes without the bomb guard, as much at a time
 * as is asked for, and reads as received if a coding is not known.
 *
 * Errors: reading gives %RT_ERROR_BAD_CODING where the body is not what @codings say, after
 * all that could be decoded, and %RT_ERROR_FILE where the spool cannot be read.
 *
 * Returns: (transfer full): the stream
 */
GInputStream *
rt_body_stream_new (RtSpool *spool, const char *const *codings)
{
  RtBodyStream *self = g_object_new (RT_TYPE_BODY_STREAM, NULL);

  self->spool = rt_spool_ref (spool);
  if (codings != NULL)
    self->decoder = rt_content_decoder_new (codings);
  if (self->decoder != NULL)
    {
      rt_content_decoder_set_guarded (self->decoder, FALSE);
      self->coded = g_malloc (CODED_PIECE_BYTES);
    }
  return G_INPUT_STREAM (self);
}
