/* Undoes one content coding, as far as input and room go. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-coding.h"

#include "core/wire/rt-error.h"

#include <brotli/decode.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

/* No zstd window past 8 MiB: RFC 9659 §3. */
#define ZSTD_WINDOW_LOG 23

typedef enum
{
  CODING_GZIP,
  CODING_DEFLATE,
  CODING_BROTLI,
  CODING_ZSTD,
} CodingKind;

typedef enum
{
  STATE_START,   /* not a byte came */
  STATE_LOOKING, /* the first bytes are held back until they tell what they begin */
  STATE_RUNNING,
  STATE_BETWEEN, /* a member or frame is whole; another may follow */
  STATE_OVER,    /* whole; what follows is ignored, as browsers do */
} CodingState;

struct _RtCoding
{
  CodingKind kind;
  CodingState state;

  z_stream zlib;
  gboolean zlib_ready;
  guint8 held[4]; /* looked at, and still to be decoded */
  guint n_held;
  guint held_used;
  gboolean again; /* a member or frame came before */

  BrotliDecoderState *brotli;
  ZSTD_DCtx *zstd;
};

static const char *const names[] = { "gzip", "deflate", "br", "zstd" };

static gboolean
bad_coding (GError **error, const char *coding, const char *why)
{
  g_set_error (error, RT_ERROR, RT_ERROR_BAD_CODING, "the body is not %s: %s", coding,
               why != NULL ? why : "damaged");
  return FALSE;
}

/* Raw deflate that begins like a zlib head would be a stored block with padding that is
 * not 0, and nobody writes that.  RFC 1950 §2.2 */
static gboolean
is_zlib_head (const guint8 *bytes)
{
  return (bytes[0] & 0x0f) == Z_DEFLATED && bytes[0] >> 4 <= 7
         && (bytes[0] * 256 + bytes[1]) % 31 == 0;
}

/* A frame, or one to skip over.  The library may know older formats, which the web does
 * not.  RFC 8878 §3.1 */
static gboolean
is_zstd_magic (const guint8 *bytes)
{
  return memcmp (bytes, "\x28\xb5\x2f\xfd", 4) == 0
         || (bytes[0] >> 4 == 5 && memcmp (bytes + 1, "\x2a\x4d\x18", 3) == 0);
}

/* Holds bytes back until there are enough of them.  Returns FALSE while there are not. */
static gboolean
hold (RtCoding *self, RtCodedBytes *input)
{
  guint wanted = self->kind == CODING_ZSTD ? 4 : 2;

  while (self->n_held < wanted && input->length > 0)
    {
      self->held[self->n_held++] = *input->data++;
      input->length--;
    }
  return self->n_held == wanted;
}

/* Looks at what is held.  What follows a whole member or frame and is no other one is
 * ignored. */
static gboolean
look (RtCoding *self, GError **error)
{
  gboolean right = TRUE;

  self->state = STATE_RUNNING;
  self->held_used = 0;
  if (self->kind == CODING_DEFLATE)
    {
      if (inflateInit2 (&self->zlib, is_zlib_head (self->held) ? 15 : -15) != Z_OK)
        g_error ("zlib cannot be set up");
      self->zlib_ready = TRUE;
    }
  else if (self->kind == CODING_GZIP)
    right = self->held[0] == 0x1f && self->held[1] == 0x8b;
  else
    right = is_zstd_magic (self->held);
  if (!right && !self->again)
    return bad_coding (error, names[self->kind], "it does not begin like it");
  if (!right)
    self->state = STATE_OVER;
  else if (self->again && self->kind == CODING_GZIP)
    inflateReset (&self->zlib);
  return TRUE;
}

static gboolean
step_zlib (RtCoding *self,
           RtCodedBytes *input,
           guint8 *buffer,
           gsize *room,
           GError **error)
{
  int result;

  self->zlib.next_in = (Bytef *)input->data;
  self->zlib.avail_in = MIN (input->length, G_MAXINT);
  self->zlib.next_out = buffer;
  self->zlib.avail_out = MIN (*room, G_MAXINT);
  result = inflate (&self->zlib, Z_NO_FLUSH);
  input->length -= self->zlib.next_in - input->data;
  input->data = self->zlib.next_in;
  *room -= self->zlib.next_out - buffer;

  if (result == Z_STREAM_END)
    self->state = self->kind == CODING_GZIP ? STATE_BETWEEN : STATE_OVER;
  else if (result != Z_OK && result != Z_BUF_ERROR)
    return bad_coding (error, names[self->kind], self->zlib.msg);
  return TRUE;
}

static gboolean
step_brotli (RtCoding *self,
             RtCodedBytes *input,
             guint8 *buffer,
             gsize *room,
             GError **error)
{
  BrotliDecoderResult result;

  result = BrotliDecoderDecompressStream (self->brotli, &input->length, &input->data,
                                          room, &buffer, NULL);
  if (result == BROTLI_DECODER_RESULT_ERROR)
    return bad_coding (
        error, "br", BrotliDecoderErrorString (BrotliDecoderGetErrorCode (self->brotli)));
  if (result == BROTLI_DECODER_RESULT_SUCCESS)
    self->state = STATE_OVER;
  return TRUE;
}

static gboolean
step_zstd (RtCoding *self,
           RtCodedBytes *input,
           guint8 *buffer,
           gsize *room,
           GError **error)
{
  ZSTD_inBuffer in = { input->data, input->length, 0 };
  ZSTD_outBuffer out = { buffer, *room, 0 };
  gsize result = ZSTD_decompressStream (self->zstd, &out, &in);

  if (ZSTD_isError (result))
    return bad_coding (error, "zstd", ZSTD_getErrorName (result));
  input->data += in.pos;
  input->length -= in.pos;
  *room -= out.pos;
  if (result == 0)
    self->state = STATE_BETWEEN;
  return TRUE;
}

/**
 * rt_coding_new:
 * @name: a content coding, in lower case, such as `gzip`
 *
 * Makes a decoder for one coding.
 *
 * Returns: (transfer full) (nullable): the decoder, or %NULL if @name is none that we know
 */
RtCoding *
rt_coding_new (const char *name)
{
  static const struct
  {
    const char *name;
    CodingKind kind;
  } known[] = {
    { "gzip", CODING_GZIP }, { "x-gzip", CODING_GZIP }, { "deflate", CODING_DEFLATE },
    { "br", CODING_BROTLI }, { "zstd", CODING_ZSTD },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (strcmp (name, known[i].name) == 0)
      {
        RtCoding *self = g_new0 (RtCoding, 1);

        self->kind = known[i].kind;
        return self;
      }
  return NULL;
}

void
rt_coding_free (RtCoding *self)
{
  if (self->zlib_ready)
    inflateEnd (&self->zlib);
  g_clear_pointer (&self->brotli, BrotliDecoderDestroyInstance);
  g_clear_pointer (&self->zstd, ZSTD_freeDCtx);
  g_free (self);
}

/* The libraries want some memory each; it is taken when the first byte comes. */
static void
start (RtCoding *self)
{
  self->state = STATE_LOOKING;
  switch (self->kind)
    {
    case CODING_GZIP:
      if (inflateInit2 (&self->zlib, 15 + 16) != Z_OK)
        g_error ("zlib cannot be set up");
      self->zlib_ready = TRUE;
      break;
    case CODING_DEFLATE:
      break;
    case CODING_BROTLI:
      self->brotli = BrotliDecoderCreateInstance (NULL, NULL, NULL);
      self->state = STATE_RUNNING;
      break;
    case CODING_ZSTD:
      self->zstd = ZSTD_createDCtx ();
      ZSTD_DCtx_setParameter (self->zstd, ZSTD_d_windowLogMax, ZSTD_WINDOW_LOG);
      break;
    }
}

static gboolean
step (RtCoding *self, RtCodedBytes *input, guint8 *buffer, gsize *room, GError **error)
{
  switch (self->kind)
    {
    case CODING_GZIP:
    case CODING_DEFLATE:
      return step_zlib (self, input, buffer, room, error);
    case CODING_BROTLI:
      return step_brotli (self, input, buffer, room, error);
    case CODING_ZSTD:
      return step_zstd (self, input, buffer, room, error);
    }
  g_return_val_if_reached (FALSE);
}

/**
 * rt_coding_step:
 * @self: a decoder
 * @input: (inout): coded bytes; those used up are gone from it
 * @buffer: where decoded bytes go
 * @size: room in @buffer
 * @produced: (out): how many bytes were written, also when it fails
 * @error: return location for a #GError, or %NULL
 *
 * Decodes until @input is used up or @buffer is full. There may be more to come without
 * further input as long as something was produced.
 *
 * Errors: %RT_ERROR_BAD_CODING if the bytes are not what the coding says.
 *
 * Returns: %FALSE on error
 */
gboolean
rt_coding_step (RtCoding *self,
                RtCodedBytes *input,
                guint8 *buffer,
                gsize size,
                gsize *produced,
                GError **error)
{
  RtCodedBytes held;
  gsize room = size;
  gboolean ok;

  *produced = 0;
  if (input->length > 0 && self->state == STATE_START)
    start (self);
  if (input->length > 0 && self->state == STATE_BETWEEN)
    {
      self->state = STATE_LOOKING;
      self->n_held = 0;
      self->again = TRUE;
    }
  if (self->state == STATE_LOOKING && hold (self, input) && !look (self, error))
    return FALSE;
  if (self->state == STATE_OVER)
    input->length = 0;
  if (self->state != STATE_RUNNING)
    return TRUE;

  if (self->held_used == self->n_held)
    ok = step (self, input, buffer, &room, error);
  else
    {
      held.data = self->held + self->held_used;
      held.length = self->n_held - self->held_used;
      ok = step (self, &held, buffer, &room, error);
      self->held_used = self->n_held - held.length;
    }
  *produced = size - room;
  return ok;
}

/**
 * rt_coding_finish:
 * @self: a decoder that has used up all its input
 * @error: return location for a #GError, or %NULL
 *
 * Says whether the coded bytes ended where they should. No byte at all is fine.
 *
 * Errors: %RT_ERROR_BAD_CODING if the end is missing.
 *
 * Returns: %FALSE on error
 */
gboolean
rt_coding_finish (RtCoding *self, GError **error)
{
  if (self->state == STATE_RUNNING || (self->state == STATE_LOOKING && !self->again))
    return bad_coding (error, names[self->kind], "its end is missing");
  return TRUE;
}
