/* Takes the chunked transfer coding off a body, and reads the trailers after it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-chunk-decoder.h"

#include "core/wire/rt-error.h"

/* What the next byte belongs to. */
typedef enum
{
  STEP_SIZE_START, /* no digit yet */
  STEP_SIZE,
  STEP_SPACE,     /* white space after the size */
  STEP_EXTENSION, /* after a ';': skipped */
  STEP_SIZE_CR,   /* LF must follow */
  STEP_DATA,
  STEP_DATA_END, /* CRLF must follow, or LF as after the size */
  STEP_DATA_CR,  /* LF must follow */
  STEP_TRAILERS,
  STEP_OVER,
} Step;

struct _RtChunkDecoder
{
  Step step;
  gint64 remaining; /* of this chunk */
  gboolean has_lf;  /* this chunk's size line ended in LF alone */
  gsize line_length;
  guint64 body_bytes;
  RtLineCollector *lines; /* the trailer section */
  RtHeaderList *trailers;
  RtRemarks remarks;
};

static void
end_size_line (RtChunkDecoder *self, gboolean has_lf)
{
  if (has_lf)
    self->remarks |= RT_REMARK_CHUNK_BARE_LF;
  self->has_lf = has_lf;
  self->line_length = 0;
  self->step = self->remaining > 0 ? STEP_DATA : STEP_TRAILERS;
}

static gboolean
push_digit (RtChunkDecoder *self, guint8 c, GError **error)
{
  int digit = g_ascii_xdigit_value (c);

  if (self->remaining > (G_MAXINT64 - digit) / 16)
    {
      g_set_error (error, RT_ERROR, RT_ERROR_BAD_CHUNK, "a chunk size passes 63 bits");
      return FALSE;
    }
  self->remaining = self->remaining * 16 + digit;
  self->step = STEP_SIZE;
  return TRUE;
}

/* Takes what may stand after the digits of a size.  A CR that no LF follows is refused:
 * others could see the end of the line there. */
static gboolean
push_after_size (RtChunkDecoder *self, guint8 c, GError **error)
{
  if (c == '\n')
    end_size_line (self, TRUE);
  else if (c == '\r')
    self->step = STEP_SIZE_CR;
  else if (self->step == STEP_EXTENSION || c == ';')
    self->step = STEP_EXTENSION;
  else if (c == ' ' || c == '\t')
    self->step = STEP_SPACE;
  else
    {
      g_set_error (error, RT_ERROR, RT_ERROR_BAD_CHUNK, "byte 0x%02x in a chunk size", c);
      return FALSE;
    }
  return TRUE;
}

static gboolean
push_size (RtChunkDecoder *self, guint8 c, GError **error)
{
  if (++self->line_length > RT_CHUNK_LINE_LIMIT)
    {
      g_set_error (error, RT_ERROR, RT_ERROR_BAD_CHUNK,
                   "a chunk's size line passes %d bytes", RT_CHUNK_LINE_LIMIT);
      return FALSE;
    }
  if (self->step <= STEP_SIZE && g_ascii_isxdigit (c))
    return push_digit (self, c, error);
  if (self->step != STEP_SIZE_START && self->step != STEP_SIZE_CR)
    return push_after_size (self, c, error);
  if (self->step == STEP_SIZE_CR && c == '\n')
    {
      end_size_line (self, FALSE);
      return TRUE;
    }
  g_set_error (error, RT_ERROR, RT_ERROR_BAD_CHUNK, "byte 0x%02x in place of %s", c,
               self->step == STEP_SIZE_CR ? "LF after a chunk size" : "a chunk size");
  return FALSE;
}

static gsize
push_data (RtChunkDecoder *self,
           const guint8 *data,
           gsize length,
           RtFramerBodyFunc func,
           gpointer user_data)
{
  length = MIN (length, (guint64)self->remaining);
  self->remaining -= length;
  self->body_bytes += length;
  if (func != NULL)
    func (data, length, user_data);
  if (self->remaining == 0)
    self->step = STEP_DATA_END;
  return length;
}

/* A server that ends its size lines in CRLF and its data in LF has miscounted by one. */
static gboolean
push_data_end (RtChunkDecoder *self, guint8 c, GError **error)
{
  if (c == '\r' && self->step == STEP_DATA_END)
    {
      self->step = STEP_DATA_CR;
      return TRUE;
    }
  if (c == '\n' && (self->step == STEP_DATA_CR || self->has_lf))
    {
      self->step = STEP_SIZE_START;
      return TRUE;
    }
  g_set_error (error, RT_ERROR, RT_ERROR_BAD_CHUNK,
               "byte 0x%02x in place of a chunk's end", c);
  return FALSE;
}

/* Reads the trailer lines that have their end, whether or not the section has its own. */
static void
read_trailers (RtChunkDecoder *self)
{
  RtRemarks remarks = RT_REMARK_NONE;
  gsize length;
  const guint8 *lines = rt_line_collector_peek_lines (self->lines, &length);
  g_autoptr (RtHeaderList) fields
      = rt_message_head_parse_fields (lines, length, &remarks);

  if (remarks & RT_REMARK_BARE_LF)
    remarks ^= RT_REMARK_BARE_LF | RT_REMARK_CHUNK_BARE_LF;
  self->remarks |= remarks;
  if (rt_header_list_get_length (fields) > 0)
    self->trailers = g_steal_pointer (&fields);
  g_bytes_unref (rt_line_collector_steal (self->lines));
  self->step = STEP_OVER;
}

static gboolean
push_trailers (RtChunkDecoder *self,
               const guint8 *data,
               gsize length,
               gsize *taken,
               GError **error)
{
  RtLineState state = rt_line_collector_push (self->lines, data, length, taken);

  if (state == RT_LINE_OVER_LIMIT)
    {
      g_set_error (error, RT_ERROR, RT_ERROR_HEAD_TOO_BIG,
                   "the trailers of the answer pass the limit");
      return FALSE;
    }
  if (state == RT_LINE_EMPTY)
    read_trailers (self);
  return TRUE;
}

/**
 * rt_chunk_decoder_new:
 * @trailer_limit: how many bytes the trailer section may have
 *
 * Makes a decoder for one body.
 *
 * Returns: (transfer full): the decoder
 */
RtChunkDecoder *
rt_chunk_decoder_new (gsize trailer_limit)
{
  RtChunkDecoder *self = g_new0 (RtChunkDecoder, 1);

  self->lines = rt_line_collector_new (trailer_limit);
  return self;
}

void
rt_chunk_decoder_free (RtChunkDecoder *self)
{
  rt_line_collector_free (self->lines);
  g_clear_pointer (&self->trailers, rt_header_list_unref);
  g_free (self);
}

/**
 * rt_chunk_decoder_push:
 * @self: a decoder
 * @data: (array length=length): bytes of the coded body
 * @length: how many
 * @func: (nullable) (scope call): takes bytes of the body
 * @user_data: for @func
 * @error: return location for a #GError, or %NULL
 *
 * Reads on, up to the end of the trailers.  Extensions of a chunk are ignored.  After an
 * error the decoder is of no more use, but what came before it was good.
 *
 * Errors: %RT_ERROR_BAD_CHUNK if the coding is broken, %RT_ERROR_HEAD_TOO_BIG if the
 * trailers pass their limit.
 *
 * Source: [RFC 9112 §7.1](https://www.rfc-editor.org/rfc/rfc9112#section-7.1)
 *
 * Returns: how many bytes it took
 */
gsize
rt_chunk_decoder_push (RtChunkDecoder *self,
                       const guint8 *data,
                       gsize length,
                       RtFramerBodyFunc func,
                       gpointer user_data,
                       GError **error)
{
  gboolean is_good = TRUE;
  gsize taken = 0;

  while (is_good && taken < length && self->step != STEP_OVER)
    if (self->step <= STEP_SIZE_CR)
      {
        is_good = push_size (self, data[taken++], error);
      }
    else if (self->step == STEP_DATA)
      {
        taken += push_data (self, data + taken, length - taken, func, user_data);
      }
    else if (self->step != STEP_TRAILERS)
      {
        is_good = push_data_end (self, data[taken++], error);
      }
    else
      {
        gsize more;
        is_good = push_trailers (self, data + taken, length - taken, &more, error);
        taken += more;
      }
  return taken;
}

/**
 * rt_chunk_decoder_finish:
 * @self: a decoder
 *
 * Says that nothing more comes.  A body whose last chunk came is whole, even if the lines
 * after it did not come.
 *
 * Source: [RFC 9112 §8](https://www.rfc-editor.org/rfc/rfc9112#section-8)
 *
 * Returns: %TRUE if the body is whole
 */
gboolean
rt_chunk_decoder_finish (RtChunkDecoder *self)
{
  if (self->step == STEP_TRAILERS)
    {
      self->remarks |= RT_REMARK_TRAILERS_CUT;
      read_trailers (self);
    }
  return self->step == STEP_OVER;
}

gboolean
rt_chunk_decoder_is_over (RtChunkDecoder *self)
{
  return self->step == STEP_OVER;
}

guint64
rt_chunk_decoder_get_body_bytes (RtChunkDecoder *self)
{
  return self->body_bytes;
}

RtRemarks
rt_chunk_decoder_get_remarks (RtChunkDecoder *self)
{
  return self->remarks;
}

/**
 * rt_chunk_decoder_get_trailers:
 * @self: a decoder
 *
 * Gives the fields after the last chunk.
 *
 * Returns: (transfer none) (nullable): the fields; %NULL if there are none, yet
 */
RtHeaderList *
rt_chunk_decoder_get_trailers (RtChunkDecoder *self)
{
  return self->trailers;
}
