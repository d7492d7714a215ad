/* Reads the requests of one connection out of its bytes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-request-reader.h"

#include "core/wire/rt-chunk-decoder.h"
#include "core/wire/rt-line-collector.h"

#include <string.h>

#define TRAILER_BYTES_MAX 8192
/* Empty lines before a request (RFC 9112 §2.2). */
#define LEADING_BYTES_MAX 16
/* Of a line that is kept only to be shown. */
#define REFUSED_LINE_BYTES_MAX 1024

struct _RtRequestReader
{
  guint64 body_limit;

  RtReaderPhase phase;
  guint status;       /* 0: nothing is wrong */
  char *refused_line; /* NULL: unless a head was refused */
  guint n_leading;
  RtLineCollector *head;
  RtQuestion *question;
  GByteArray *body;
  RtChunkDecoder *chunks; /* NULL: the body has a length */
};

/**
 * rt_request_reader_new:
 * @body_limit: how long a body may be, in bytes
 *
 * Makes a reader of requests, one after another.
 *
 * Returns: (transfer full): the reader
 */
RtRequestReader *
rt_request_reader_new (guint64 body_limit)
{
  RtRequestReader *self = g_new0 (RtRequestReader, 1);

  self->body_limit = body_limit;
  self->body = g_byte_array_new ();
  return self;
}

void
rt_request_reader_free (RtRequestReader *self)
{
  g_clear_pointer (&self->head, rt_line_collector_free);
  g_clear_pointer (&self->question, rt_question_free);
  g_clear_pointer (&self->chunks, rt_chunk_decoder_free);
  g_byte_array_unref (self->body);
  g_free (self->refused_line);
  g_free (self);
}

/**
 * rt_request_reader_refuse:
 * @self: a reader
 * @status: what to answer
 *
 * Takes nothing more.
 */
void
rt_request_reader_refuse (RtRequestReader *self, guint status)
{
  self->phase = RT_READER_REFUSED;
  self->status = status;
}

/* A password in an address is for nobody's eyes. */
static void
hide_user (char *line)
{
  char *start = strstr (line, "://");
  gsize length;

  if (start == NULL)
    return;
  start += strlen ("://");
  length = strcspn (start, "/?# ");
  while (length > 0 && start[length] != '@')
    length--;
  memset (start, '*', length);
}

/* Who looks at the log wants to see what it was all the same. */
static void
refuse_head (RtRequestReader *self, guint status, const guint8 *head, gsize length)
{
  gsize n = 0;

  while (n < MIN (length, REFUSED_LINE_BYTES_MAX) && head[n] != '\r' && head[n] != '\n')
    n++;
  self->refused_line = g_strndup ((const char *)head, n);
  hide_user (self->refused_line);
  rt_request_reader_refuse (self, status);
}

static void
end_request (RtRequestReader *self)
{
  if (self->body->len > 0)
    self->question->body = g_byte_array_free_to_bytes (g_steal_pointer (&self->body));
  if (self->body == NULL)
    self->body = g_byte_array_new ();
  g_clear_pointer (&self->chunks, rt_chunk_decoder_free);
  self->phase = RT_READER_WHOLE;
}

static void
end_head (RtRequestReader *self)
{
  g_autoptr (GBytes) head = rt_line_collector_steal (self->head);
  guint wrong = rt_question_parse (head, &self->question);

  g_clear_pointer (&self->head, rt_line_collector_free);
  if (wrong != 0)
    refuse_head (self, wrong, g_bytes_get_data (head, NULL), g_bytes_get_size (head));
  else if (self->question->length > self->body_limit)
    rt_request_reader_refuse (self, 413);
  else
    self->phase = RT_READER_ASKED;
}

/* What no method begins with is no HTTP: a TLS handshake, mostly, whose client would wait
 * for an answer until it gives up. */
static gboolean
may_begin (guint8 c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("!#$%&'*+-.^_`|~", c) != NULL);
}

static void
end_long_head (RtRequestReader *self)
{
  gsize length;
  const guint8 *lines = rt_line_collector_peek_lines (self->head, &length);

  if (length == 0)
    lines = rt_line_collector_peek_open_line (self->head, &length);
  refuse_head (self, 431, lines, length);
}

static gsize
push_head (RtRequestReader *self, const guint8 *data, gsize length)
{
  gsize taken;

  if (self->phase == RT_READER_IDLE && (*data == '\r' || *data == '\n'))
    {
      if (++self->n_leading > LEADING_BYTES_MAX)
        rt_request_reader_refuse (self, 400);
      return 1;
    }
  if (self->phase == RT_READER_IDLE && !may_begin (*data))
    {
      refuse_head (self, 400, data, length);
      return 0;
    }
  if (self->head == NULL)
    self->head = rt_line_collector_new (RT_REQUEST_HEAD_BYTES_MAX);
  self->phase = RT_READER_HEAD;
  self->n_leading = 0;
  switch (rt_line_collector_push (self->head, data, length, &taken))
    {
    case RT_LINE_OVER_LIMIT:
      end_long_head (self);
      break;
    case RT_LINE_EMPTY:
      end_head (self);
      break;
    case RT_LINE_PARTIAL:
    case RT_LINE_WHOLE:
      break;
    }
  return taken;
}

/* Two servers in a row may disagree about where a line ends. */
static gboolean
is_ambiguous (RtRequestReader *self)
{
  return (rt_chunk_decoder_get_remarks (self->chunks) & RT_REMARK_CHUNK_BARE_LF) != 0;
}

static void
on_body (const guint8 *data, gsize length, gpointer user_data)
{
  RtRequestReader *self = user_data;

  /* The decoder goes on to the end of what came: the first thing that is wrong counts,
   * however the bytes come. */
  if (self->phase == RT_READER_REFUSED)
    return;
  if (is_ambiguous (self))
    rt_request_reader_refuse (self, 400);
  else if (self->body->len + length > self->body_limit)
    rt_request_reader_refuse (self, 413);
  else
    g_byte_array_append (self->body, data, (guint)length);
}

static gsize
push_chunks (RtRequestReader *self, const guint8 *data, gsize length)
{
  g_autoptr (GError) error = NULL;
  gsize taken = rt_chunk_decoder_push (self->chunks, data, length, on_body, self, &error);

  if (self->phase == RT_READER_REFUSED)
    return taken;
  if (error != NULL || is_ambiguous (self))
    rt_request_reader_refuse (self, 400);
  else if (rt_chunk_decoder_is_over (self->chunks))
    end_request (self);
  return taken;
}

static gsize
push_body (RtRequestReader *self, const guint8 *data, gsize length)
{
  gsize taken;

  if (self->chunks != NULL)
    return push_chunks (self, data, length);
  taken = (gsize)MIN (length, self->question->length - self->body->len);
  g_byte_array_append (self->body, data, (guint)taken);
  if (self->body->len == self->question->length)
    end_request (self);
  return taken;
}

/**
 * rt_request_reader_push:
 * @self: a reader
 * @data: (array length=length): what came
 * @length: how many bytes of it
 *
 * Reads on.  Takes nothing when the head or the request is whole, before somebody looked
 * at it, and when nothing more is taken.
 *
 * Returns: how many bytes it took
 */
gsize
rt_request_reader_push (RtRequestReader *self, const guint8 *data, gsize length)
{
  gsize taken = 0;

  while (taken < length)
    switch (self->phase)
      {
      case RT_READER_IDLE:
      case RT_READER_HEAD:
        taken += push_head (self, data + taken, length - taken);
        break;
      case RT_READER_BODY:
        taken += push_body (self, data + taken, length - taken);
        break;
      case RT_READER_ASKED:
      case RT_READER_WHOLE:
      case RT_READER_REFUSED:
        return taken;
      }
  return taken;
}

/**
 * rt_request_reader_let_body_come:
 * @self: a reader in phase %RT_READER_ASKED
 *
 * Goes on with the body, if the request has one.
 */
void
rt_request_reader_let_body_come (RtRequestReader *self)
{
  g_return_if_fail (self->phase == RT_READER_ASKED);
  self->phase = RT_READER_BODY;
  if (self->question->is_chunked)
    self->chunks = rt_chunk_decoder_new (TRAILER_BYTES_MAX);
  else if (self->question->length == 0)
    end_request (self);
}

/**
 * rt_request_reader_skip_body:
 * @self: a reader in phase %RT_READER_ASKED
 *
 * Ends the request with its head.  Its body is not read, so nothing can come after it.
 */
void
rt_request_reader_skip_body (RtRequestReader *self)
{
  g_return_if_fail (self->phase == RT_READER_ASKED);
  self->question->is_kept_alive = FALSE;
  end_request (self);
}

RtReaderPhase
rt_request_reader_get_phase (const RtRequestReader *self)
{
  return self->phase;
}

guint
rt_request_reader_get_status (const RtRequestReader *self)
{
  return self->status;
}

/**
 * rt_request_reader_get_refused_line:
 * @self: a reader
 *
 * Says how a head that was refused begins, for the log.
 *
 * Returns: (nullable): its first line up to a NUL, bytes as they came; %NULL unless a head
 *   was refused
 */
const char *
rt_request_reader_get_refused_line (const RtRequestReader *self)
{
  return self->refused_line;
}

RtQuestion *
rt_request_reader_get_question (const RtRequestReader *self)
{
  return self->question;
}

/**
 * rt_request_reader_steal_question:
 * @self: a reader in phase %RT_READER_WHOLE
 *
 * Hands the request over, and is ready for the next one.
 *
 * Returns: (transfer full): the request
 */
RtQuestion *
rt_request_reader_steal_question (RtRequestReader *self)
{
  g_return_val_if_fail (self->phase == RT_READER_WHOLE, NULL);
  self->phase = RT_READER_IDLE;
  return g_steal_pointer (&self->question);
}
