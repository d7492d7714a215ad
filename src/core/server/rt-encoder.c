/* Codes a body while it is sent. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-encoder.h"

#include <brotli/encode.h>
#include <zlib.h>

#define ROOM_BYTES 65536
#define GZIP_LEVEL 6
/* Brotli's levels above this one are for what is coded once and sent often. */
#define BROTLI_QUALITY 5

struct _RtEncoder
{
  z_stream gzip;
  BrotliEncoderState *brotli; /* NULL: gzip */
};

/**
 * rt_encoder_new:
 * @coded: %RT_CODED_GZIP or %RT_CODED_BR
 *
 * Begins to code one body.
 *
 * Returns: (transfer full): the encoder
 */
RtEncoder *
rt_encoder_new (RtCoded coded)
{
  RtEncoder *self = g_new0 (RtEncoder, 1);

  g_return_val_if_fail (coded == RT_CODED_GZIP || coded == RT_CODED_BR, NULL);
  if (coded == RT_CODED_BR)
    {
      self->brotli = BrotliEncoderCreateInstance (NULL, NULL, NULL);
      BrotliEncoderSetParameter (self->brotli, BROTLI_PARAM_QUALITY, BROTLI_QUALITY);
    }
  /* 16 asks for gzip's own head and tail. */
  else if (deflateInit2 (&self->gzip, GZIP_LEVEL, Z_DEFLATED, MAX_WBITS + 16, 8,
                         Z_DEFAULT_STRATEGY)
           != Z_OK)
    {
      g_error ("cannot set zlib up");
    }
  return self;
}

void
rt_encoder_free (RtEncoder *self)
{
  if (self->brotli != NULL)
    BrotliEncoderDestroyInstance (self->brotli);
  else
    deflateEnd (&self->gzip);
  g_free (self);
}

static void
push_gzip (RtEncoder *self,
           const guint8 *data,
           gsize size,
           gboolean is_end,
           GByteArray *out)
{
  self->gzip.next_in = (Bytef *)data;
  self->gzip.avail_in = (uInt)size;
  do
    {
      guint before = out->len;

      g_byte_array_set_size (out, before + ROOM_BYTES);
      self->gzip.next_out = out->data + before;
      self->gzip.avail_out = ROOM_BYTES;
      deflate (&self->gzip, is_end ? Z_FINISH : Z_NO_FLUSH);
      g_byte_array_set_size (out, before + ROOM_BYTES - self->gzip.avail_out);
    }
  while (self->gzip.avail_out == 0);
}

static void
push_brotli (RtEncoder *self,
             const guint8 *data,
             gsize size,
             gboolean is_end,
             GByteArray *out)
{
  BrotliEncoderOperation operation
      = is_end ? BROTLI_OPERATION_FINISH : BROTLI_OPERATION_PROCESS;
  gsize room = 0;

  do
    {
      gsize n = 0;
      const guint8 *coded;

      BrotliEncoderCompressStream (self->brotli, operation, &size, &data, &room, NULL,
                                   NULL);
      coded = BrotliEncoderTakeOutput (self->brotli, &n);
      g_byte_array_append (out, coded, (guint)n);
    }
  while (size > 0 || BrotliEncoderHasMoreOutput (self->brotli)
         || (is_end && !BrotliEncoderIsFinished (self->brotli)));
}

/**
 * rt_encoder_push:
 * @self: an encoder that has not come to its end
 * @piece: (nullable): what comes next; less than 2 GiB; %NULL ends the body
 *
 * Takes a piece of the body.
 *
 * Returns: (transfer full): what can be sent; may be empty before the end
 */
GBytes *
rt_encoder_push (RtEncoder *self, GBytes *piece)
{
  GByteArray *out = g_byte_array_new ();
  gsize size = 0;
  const guint8 *data = piece != NULL ? g_bytes_get_data (piece, &size) : NULL;

  if (self->brotli != NULL)
    push_brotli (self, data, size, piece == NULL, out);
  else
    push_gzip (self, data, size, piece == NULL, out);
  return g_byte_array_free_to_bytes (out);
}

/**
 * rt_encoder_code:
 * @coded: a coding
 * @plain: a whole body; less than 2 GiB
 *
 * Codes a body that is in memory.
 *
 * Returns: (transfer full): the coded body
 */
GBytes *
rt_encoder_code (RtCoded coded, GBytes *plain)
{
  g_autoptr (RtEncoder) encoder = rt_encoder_new (coded);
  g_autoptr (GBytes) most = rt_encoder_push (encoder, plain);
  g_autoptr (GBytes) rest = rt_encoder_push (encoder, NULL);
  GByteArray *all = g_bytes_unref_to_array (g_steal_pointer (&most));
  gsize size;
  const guint8 *data = g_bytes_get_data (rest, &size);

  g_byte_array_append (all, data, (guint)size);
  return g_byte_array_free_to_bytes (all);
}
