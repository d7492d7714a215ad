/* Undoes content codings, one or several in a row, piece by piece. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-content-decoder.h"

#include "core/http/rt-coding.h"
#include "core/wire/rt-error.h"

#include <gio/gio.h>
#include <string.h>

/* More codings than that are an attack, not a web page. */
#define MAX_CODINGS 8

/* A body is a bomb past this size at more than this ratio. */
#define BOMB_BYTES (100 * 1000 * 1000)
#define BOMB_RATIO 200

/* One coding and what it is fed with. */
typedef struct
{
  RtCoding *coding;
  RtCodedBytes input;
  guint8 *buffer; /* what the stage before has produced; NULL for the first */
  guint64 produced;
} Stage;

/* Every stage takes from the one before it, so nothing is decoded before there is room
 * for it, and memory stays flat however far the bytes unfold. */
struct _RtContentDecoder
{
  gboolean guarded;
  guint n_stages;
  Stage stages[MAX_CODINGS]; /* the outermost coding, the last one applied, is first */
  RtCodedBytes fed;          /* borrowed; used when there is no coding to undo */
  guint64 coded;
  GError *error; /* told after all that was decoded before it is given out */
  guint failed;  /* the stage that gives no more, counted from 1; 0 while all do */
  guint8 *piece;
};

/**
 * rt_content_decoder_new:
 * @codings: (nullable): the codings in the order of Content-Encoding, in lower case
 *
 * Makes a decoder that undoes @codings, the last one first. `identity` is skipped.
 *
 * Source: [RFC 9110 §8.4](https://www.rfc-editor.org/rfc/rfc9110#section-8.4)
 *
 * Returns: (transfer full) (nullable): the decoder, or %NULL if a coding is not known, or
 *   there are more than eight
 */
RtContentDecoder *
rt_content_decoder_new (const char *const *codings)
{
  g_autoptr (RtContentDecoder) self = g_new0 (RtContentDecoder, 1);

  self->guarded = TRUE;
  for (guint i = codings != NULL ? g_strv_length ((char **)codings) : 0; i > 0; i--)
    {
      Stage *stage = &self->stages[self->n_stages];

      if (strcmp (codings[i - 1], "identity") == 0)
        continue;
      if (self->n_stages == MAX_CODINGS)
        return NULL;
      stage->coding = rt_coding_new (codings[i - 1]);
      if (stage->coding == NULL)
        return NULL;
      if (self->n_stages++ > 0)
        stage->buffer = g_malloc (RT_DECODED_PIECE_BYTES);
    }
  return g_steal_pointer (&self);
}

void
rt_content_decoder_free (RtContentDecoder *self)
{
  for (guint i = 0; i < self->n_stages; i++)
    {
      rt_coding_free (self->stages[i].coding);
      g_free (self->stages[i].buffer);
    }
  g_clear_error (&self->error);
  g_free (self->piece);
  g_free (self);
}

/**
 * rt_content_codings_parse:
 * @content_encoding: (nullable): the value of Content-Encoding, several joined by `,`
 *
 * Splits the value into codings in lower case. Empty ones are left out.
 *
 * Returns: (transfer full): the codings in the order they were applied
 */
GStrv
rt_content_codings_parse (const char *content_encoding)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = g_strsplit (content_encoding ? content_encoding : "", ",", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *coding = g_ascii_strdown (g_strstrip (parts[i]), -1);

      if (*coding != '\0')
        g_strv_builder_add (builder, coding);
    }
  return g_strv_builder_end (builder);
}

/**
 * rt_content_coding_is_known:
 * @coding: a coding in lower case
 *
 * Says whether we can undo @coding.
 *
 * Returns: %TRUE if so
 */
gboolean
rt_content_coding_is_known (const char *coding)
{
  g_autoptr (RtCoding) known = rt_coding_new (coding);

  return known != NULL || strcmp (coding, "identity") == 0;
}

/**
 * rt_content_codings_accepted:
 *
 * Gives the value of Accept-Encoding that names what we can undo, and no more.
 *
 * Returns: (transfer none): the value
 */
const char *
rt_content_codings_accepted (void)
{
  return "gzip, deflate, br, zstd";
}

/* However the bytes are wrapped, no stage may unfold too far: a middle one could keep us
 * busy for hours without a byte at the end. */
static gboolean
is_bomb (RtContentDecoder *self, const Stage *stage)
{
  return self->guarded && stage->produced > BOMB_BYTES
         && stage->produced / BOMB_RATIO > self->coded;
}

/* The stages after the one that failed still work on what they have.  Their errors follow
 * from the first one, which is told. */
static void
fail (RtContentDecoder *self, guint index, GError *error)
{
  self->failed = index + 1;
  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
}

/* Takes what stage @index can give now; 0 when it needs more to be fed, or failed. */
static gsize
pull (RtContentDecoder *self, guint index, guint8 *buffer, gsize size)
{
  Stage *stage = &self->stages[index];

  while (self->failed != index + 1)
    {
      gsize before = stage->input.length;
      gsize produced;
      GError *error = NULL;

      rt_coding_step (stage->coding, &stage->input, buffer, size, &produced, &error);
      stage->produced += produced;
      if (error == NULL && is_bomb (self, stage))
        error = g_error_new (RT_ERROR, RT_ERROR_BOMB,
                             "%" G_GUINT64_FORMAT " bytes decode to more than %d",
                             self->coded, BOMB_BYTES);
      if (error == NULL && produced == 0 && before > 0 && stage->input.length == before)
        error = g_error_new_literal (RT_ERROR, RT_ERROR_BAD_CODING,
                                     "the body does not decode any further");
      if (error != NULL)
        fail (self, index, error);
      if (produced > 0)
        return produced;
      if (error != NULL || stage->input.length > 0)
        continue;
      if (index == 0)
        return 0;
      stage->input.data = stage->buffer;
      stage->input.length = pull (self, index - 1, stage->buffer, RT_DECODED_PIECE_BYTES);
      if (stage->input.length == 0)
        return 0;
    }
  return 0;
}

/**
 * rt_content_decoder_feed:
 * @self: a decoder
 * @data: coded bytes; they must stay until all of them are pulled
 * @length: how many
 *
 * Gives the decoder bytes to work on. What was fed before must have been pulled out, until
 * rt_content_decoder_pull() said 0.
 */
void
rt_content_decoder_feed (RtContentDecoder *self, const guint8 *data, gsize length)
{
  RtCodedBytes *input = self->n_stages > 0 ? &self->stages[0].input : &self->fed;

  g_return_if_fail (input->length == 0 || self->error != NULL);

  input->data = data;
  input->length = length;
  self->coded += length;
}

/**
 * rt_content_decoder_pull:
 * @self: a decoder
 * @buffer: where decoded bytes go
 * @size: room in @buffer
 * @error: return location for a #GError, or %NULL
 *
 * Decodes some of what was fed.
 *
 * Errors: %RT_ERROR_BAD_CODING if the bytes are not what the codings say,
 * %RT_ERROR_BOMB if they unfold too far; both after all that could be decoded was given
 * out, and from then on always.
 *
 * Returns: how many bytes were written, 0 if more must be fed, -1 on error
 */
gssize
rt_content_decoder_pull (RtContentDecoder *self,
                         guint8 *buffer,
                         gsize size,
                         GError **error)
{
  gsize produced;

  if (self->n_stages > 0)
    produced = pull (self, self->n_stages - 1, buffer, size);
  else
    {
      produced = MIN (size, self->fed.length);
      if (produced > 0)
        memcpy (buffer, self->fed.data, produced);
      self->fed.data += produced;
      self->fed.length -= produced;
    }
  if (produced > 0 || self->error == NULL)
    return produced;
  if (error != NULL)
    *error = g_error_copy (self->error);
  return -1;
}

static gboolean
deliver (RtContentDecoder *self, RtDecodedFunc func, gpointer user_data, GError **error)
{
  gssize got;

  if (self->piece == NULL)
    self->piece = g_malloc (RT_DECODED_PIECE_BYTES);
  while (
      (got = rt_content_decoder_pull (self, self->piece, RT_DECODED_PIECE_BYTES, error))
      > 0)
    if (!func (self->piece, got, user_data))
      {
        g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                             "nobody wants the rest");
        return FALSE;
      }
  return got == 0;
}

/**
 * rt_content_decoder_push:
 * @self: a decoder
 * @data: coded bytes
 * @length: how many
 * @func: (scope call): called with decoded bytes, at most %RT_DECODED_PIECE_BYTES a time
 * @user_data: for @func
 * @error: return location for a #GError, or %NULL
 *
 * Decodes @data. All that could be decoded before an error has been given to @func.
 *
 * Errors: as rt_content_decoder_pull(), and %G_IO_ERROR_CANCELLED if @func said %FALSE;
 * then the decoder is of no further use.
 *
 * Returns: %FALSE on error
 */
gboolean
rt_content_decoder_push (RtContentDecoder *self,
                         const guint8 *data,
                         gsize length,
                         RtDecodedFunc func,
                         gpointer user_data,
                         GError **error)
{
  rt_content_decoder_feed (self, data, length);
  return deliver (self, func, user_data, error);
}

/**
 * rt_content_decoder_finish:
 * @self: a decoder
 * @func: (scope call) (nullable): called with what is left, as in rt_content_decoder_push()
 * @user_data: for @func
 * @error: return location for a #GError, or %NULL
 *
 * Says that no more bytes come.
 *
 * Errors: %RT_ERROR_BAD_CODING if the coded bytes end too early, though none at all are
 * fine for every coding; else as rt_content_decoder_push().
 *
 * Returns: %FALSE on error
 */
gboolean
rt_content_decoder_finish (RtContentDecoder *self,
                           RtDecodedFunc func,
                           gpointer user_data,
                           GError **error)
{
  if (func != NULL && !deliver (self, func, user_data, error))
    return FALSE;
  if (self->error != NULL)
    {
      if (error != NULL)
        *error = g_error_copy (self->error);
      return FALSE;
    }
  for (guint i = 0; i < self->n_stages; i++)
    if (!rt_coding_finish (self->stages[i].coding, error))
      return FALSE;
  return TRUE;
}

/**
 * rt_content_decoder_set_guarded:
 * @self: a decoder
 * @guarded: whether to stop at a bomb
 *
 * Sets whether decoding stops with %RT_ERROR_BOMB past 100 MB at more than 200 decoded
 * bytes for each coded one. It does by default.
 */
void
rt_content_decoder_set_guarded (RtContentDecoder *self, gboolean guarded)
{
  self->guarded = guarded;
}
