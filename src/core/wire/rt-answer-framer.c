/* Reads an answer byte by byte: where its heads, body, chunks and trailers begin and end. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-answer-framer.h"

#include "core/wire/rt-error.h"

struct _RtAnswerFramer
{
  char *method;

  RtFramerState state;
  GError *error;         /* set if and only if the state is FAILED */
  RtBodyFraming framing; /* set with the head */
  RtRemarks remarks;     /* of the heads, and of what came after the end */

  RtLineCollector *lines; /* of the head that is being collected */
  gboolean has_start_line;
  RtMessageHead *head;
  GPtrArray *informational;

  gint64 remaining;        /* of a body with a length */
  RtChunkDecoder *decoder; /* of a chunked body */
  guint64 body_bytes;      /* of another body */
};

static void G_GNUC_PRINTF (3, 4)
    fail (RtAnswerFramer *self, RtErrorCode code, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  self->error = g_error_new_valist (RT_ERROR, code, format, args);
  va_end (args);
  self->state = RT_FRAMER_FAILED;
}

static void
begin_body (RtAnswerFramer *self)
{
  if (!rt_framing_decide (self->method, self->head, &self->framing, &self->error))
    self->state = RT_FRAMER_FAILED;
  else if (self->framing.kind == RT_FRAMING_NONE || self->framing.length == 0)
    self->state = RT_FRAMER_DONE;
  else
    self->state = RT_FRAMER_BODY;

  if (self->framing.kind == RT_FRAMING_CHUNKED)
    self->decoder = rt_chunk_decoder_new (RT_HEAD_LIMIT
                                          - rt_line_collector_get_total (self->lines));
  if (self->framing.kind == RT_FRAMING_LENGTH)
    self->remaining = self->framing.length;
}

static void
end_head (RtAnswerFramer *self)
{
  g_autoptr (GBytes) raw = rt_line_collector_steal (self->lines);
  g_autoptr (RtMessageHead) head = NULL;
  g_autoptr (GError) error = NULL;

  self->has_start_line = FALSE;
  head = rt_message_head_parse (raw, RT_HEAD_ANSWER, &error);
  if (head == NULL)
    {
      fail (self, RT_ERROR_NOT_HTTP, "%s", error->message);
      return;
    }
  self->remarks |= head->remarks;
  if (head->status / 100 != 1 || head->status == 101)
    {
      self->head = g_steal_pointer (&head);
      begin_body (self);
    }
  else if (self->informational->len == RT_INFORMATIONAL_LIMIT)
    fail (self, RT_ERROR_NOT_HTTP, "more than %d answers before the final one",
          RT_INFORMATIONAL_LIMIT);
  else
    g_ptr_array_add (self->informational, g_steal_pointer (&head));
}

/* Whether these are, as far as they go, the settings with which a server begins HTTP/2
 * (RFC 9113 §3.4, §6.5): 24 bits of length, a type, and flags. */
static gboolean
may_be_http2 (const guint8 *data, gsize length)
{
  return data[0] == 0 && (length < 2 || data[1] == 0) && (length < 4 || data[3] == 4)
         && (length < 5 || data[4] == 0);
}

/* Decides by the first bytes of the first line, so that a server that speaks another
 * protocol and then waits is not waited for. */
static gboolean
check_start (RtAnswerFramer *self)
{
  gsize length;
  const guint8 *line = rt_line_collector_peek_open_line (self->lines, &length);

  if (line[0] == '\n' || (line[0] == '\r' && (length == 1 || line[1] == '\n'))
      || rt_message_head_may_begin (line, length))
    return TRUE;
  if (!may_be_http2 (line, length))
    fail (self, RT_ERROR_NOT_HTTP, "the answer does not begin as one of HTTP/1");
  else if (length >= 5)
    fail (self, RT_ERROR_ONLY_HTTP2, "the server begins with a frame of HTTP/2");
  else
    return TRUE;
  return FALSE;
}

static gsize
push_head (RtAnswerFramer *self, const guint8 *data, gsize length)
{
  gsize taken;
  RtLineState state = rt_line_collector_push (self->lines, data, length, &taken);

  if (!self->has_start_line && !check_start (self))
    return taken;
  switch (state)
    {
    case RT_LINE_PARTIAL:
      break;
    case RT_LINE_WHOLE:
      self->has_start_line = TRUE;
      break;
    case RT_LINE_EMPTY:
      if (self->has_start_line)
        end_head (self);
      break;
    case RT_LINE_OVER_LIMIT:
      fail (self, RT_ERROR_HEAD_TOO_BIG, "the fields of the answer pass %d bytes",
            RT_HEAD_LIMIT);
      break;
    }
  return taken;
}

static gsize
push_chunked (RtAnswerFramer *self,
              const guint8 *data,
              gsize length,
              RtFramerBodyFunc func,
              gpointer user_data)
{
  gsize taken = rt_chunk_decoder_push (self->decoder, data, length, func, user_data,
                                       &self->error);

  if (self->error != NULL)
    self->state = RT_FRAMER_FAILED;
  else if (rt_chunk_decoder_is_over (self->decoder))
    self->state = RT_FRAMER_DONE;
  return taken;
}

static gsize
push_body (RtAnswerFramer *self,
           const guint8 *data,
           gsize length,
           RtFramerBodyFunc func,
           gpointer user_data)
{
  if (self->framing.kind == RT_FRAMING_CHUNKED)
    return push_chunked (self, data, length, func, user_data);

  if (self->framing.kind == RT_FRAMING_LENGTH)
    {
      length = MIN (length, (guint64)self->remaining);
      self->remaining -= length;
      if (self->remaining == 0)
        self->state = RT_FRAMER_DONE;
    }
  self->body_bytes += length;
  if (func != NULL)
    func (data, length, user_data);
  return length;
}

/**
 * rt_answer_framer_new:
 * @method: the method of the request, which decides whether the answer has a body
 *
 * Makes a framer for one answer.
 *
 * Returns: (transfer full): the framer
 */
RtAnswerFramer *
rt_answer_framer_new (const char *method)
{
  RtAnswerFramer *self = g_new0 (RtAnswerFramer, 1);

  self->method = g_strdup (method);
  self->lines = rt_line_collector_new (RT_HEAD_LIMIT);
  self->informational
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_message_head_unref);
  self->framing.length = -1;
  return self;
}

void
rt_answer_framer_free (RtAnswerFramer *self)
{
  g_free (self->method);
  g_clear_error (&self->error);
  rt_line_collector_free (self->lines);
  g_clear_pointer (&self->head, rt_message_head_unref);
  g_ptr_array_unref (self->informational);
  g_clear_pointer (&self->decoder, rt_chunk_decoder_free);
  g_free (self);
}

/**
 * rt_answer_framer_push:
 * @self: a framer
 * @data: (array length=length): bytes from the server
 * @length: how many
 * @func: (nullable) (scope call): takes bytes of the body
 * @user_data: for @func
 *
 * Reads on.  The result does not depend on how the bytes are split over calls.  The
 * framer stops early at the end of the final answer's head, at the end of the answer, and
 * where it fails; after the end it takes nothing more, but notes that there was more.
 *
 * Source: [RFC 9112 §6.3](https://www.rfc-editor.org/rfc/rfc9112#section-6.3)
 *
 * Returns: how many bytes it took
 */
gsize
rt_answer_framer_push (RtAnswerFramer *self,
                       const guint8 *data,
                       gsize length,
                       RtFramerBodyFunc func,
                       gpointer user_data)
{
  gsize taken = 0;

  if (self->state == RT_FRAMER_HEAD)
    while (taken < length && self->state == RT_FRAMER_HEAD)
      taken += push_head (self, data + taken, length - taken);
  else if (self->state == RT_FRAMER_BODY && length > 0)
    taken = push_body (self, data, length, func, user_data);

  if (self->state == RT_FRAMER_DONE && taken < length && !self->framing.is_tunnel)
    self->remarks |= self->framing.kind == RT_FRAMING_NONE ? RT_REMARK_BODY_FORBIDDEN
                                                           : RT_REMARK_EXTRA_BYTES;
  return taken;
}

/**
 * rt_answer_framer_finish:
 * @self: a framer
 *
 * Says that the server sends nothing more.  A chunked body whose last chunk came is
 * whole (RFC 9112 §8), even if the line after it did not come.
 */
void
rt_answer_framer_finish (RtAnswerFramer *self)
{
  if (self->state == RT_FRAMER_HEAD)
    fail (self, RT_ERROR_NO_ANSWER, "closed after %" G_GSIZE_FORMAT " bytes of an answer",
          rt_line_collector_get_total (self->lines));
  if (self->state != RT_FRAMER_BODY)
    return;

  if (self->framing.kind == RT_FRAMING_CLOSE)
    self->state = RT_FRAMER_DONE;
  else if (self->decoder != NULL && rt_chunk_decoder_finish (self->decoder))
    self->state = RT_FRAMER_DONE;
  else
    fail (self, RT_ERROR_BODY_CUT, "closed after %" G_GUINT64_FORMAT " bytes of the body",
          rt_answer_framer_get_body_bytes (self));
}

RtFramerState
rt_answer_framer_get_state (RtAnswerFramer *self)
{
  return self->state;
}

const GError *
rt_answer_framer_get_error (RtAnswerFramer *self)
{
  return self->error;
}

RtFraming
rt_answer_framer_get_framing (RtAnswerFramer *self)
{
  return self->framing.kind;
}

/**
 * rt_answer_framer_get_length:
 * @self: a framer
 *
 * Gives Content-Length in bytes.  An answer to HEAD and a 304 may name one although they
 * have no body.
 *
 * Returns: the length, or -1 if there is none, or none that counts
 */
gint64
rt_answer_framer_get_length (RtAnswerFramer *self)
{
  return self->framing.length;
}

/**
 * rt_answer_framer_get_head:
 * @self: a framer
 *
 * Gives the final answer's head.
 *
 * Returns: (transfer none) (nullable): the head; %NULL before it is whole
 */
RtMessageHead *
rt_answer_framer_get_head (RtAnswerFramer *self)
{
  return self->head;
}

GPtrArray *
rt_answer_framer_get_informational (RtAnswerFramer *self)
{
  return self->informational;
}

RtHeaderList *
rt_answer_framer_get_trailers (RtAnswerFramer *self)
{
  return self->decoder != NULL ? rt_chunk_decoder_get_trailers (self->decoder) : NULL;
}

RtRemarks
rt_answer_framer_get_remarks (RtAnswerFramer *self)
{
  RtRemarks remarks = self->remarks | self->framing.remarks;

  return self->decoder != NULL ? remarks | rt_chunk_decoder_get_remarks (self->decoder)
                               : remarks;
}

/**
 * rt_answer_framer_get_completeness:
 * @self: a framer
 *
 * Says whether the answer is all there.  Only a framing with an end of its own can tell.
 *
 * Returns: the completeness
 */
RtCompleteness
rt_answer_framer_get_completeness (RtAnswerFramer *self)
{
  if (self->state == RT_FRAMER_FAILED)
    return RT_COMPLETE_NO;
  if (self->state != RT_FRAMER_DONE || self->framing.kind == RT_FRAMING_CLOSE)
    return RT_COMPLETE_UNKNOWN;
  return RT_COMPLETE_YES;
}

guint64
rt_answer_framer_get_body_bytes (RtAnswerFramer *self)
{
  return self->decoder != NULL ? rt_chunk_decoder_get_body_bytes (self->decoder)
                               : self->body_bytes;
}

/**
 * rt_answer_framer_can_reuse:
 * @self: a framer
 *
 * Says whether the connection may carry another exchange, as far as the answer goes: it
 * is over, the server keeps the connection, and nothing was odd enough for server and
 * client to disagree on where the answer ends.
 *
 * Source: [RFC 9112 §9.3](https://www.rfc-editor.org/rfc/rfc9112#section-9.3)
 *
 * Returns: %TRUE if it may
 */
gboolean
rt_answer_framer_can_reuse (RtAnswerFramer *self)
{
  const RtRemarks harmless = RT_REMARK_FOLDED | RT_REMARK_NO_REASON | RT_REMARK_NOT_UTF8
                             | RT_REMARK_OLD_VERSION;

  return self->state == RT_FRAMER_DONE && self->framing.may_stay_open
         && (rt_answer_framer_get_remarks (self) & ~harmless) == 0;
}
