/* Reads an answer byte by byte: where its heads, body, chunks and trailers begin and end. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-answer-framer.h"

#include "core/wire/rt-error.h"

#include <string.h>

/* Where in the chunked coding the next byte stands. */
typedef enum
{
  CHUNK_SIZE_START, /* no digit yet */
  CHUNK_SIZE,
  CHUNK_SPACE,     /* white space after the size */
  CHUNK_EXTENSION, /* after a ';': skipped */
  CHUNK_SIZE_CR,   /* LF must follow */
  CHUNK_DATA,
  CHUNK_DATA_END, /* CRLF must follow */
  CHUNK_DATA_CR,
  CHUNK_TRAILERS,
} ChunkStep;

struct _RtAnswerFramer
{
  char *method;

  RtFramerState state;
  GError *error; /* set if and only if the state is FAILED */
  RtFraming framing;
  RtRemarks remarks;

  GByteArray *lines; /* the head or trailers that are being collected */
  gsize line_start;  /* of the line in it that has no end yet */
  gboolean has_start_line;
  gsize head_bytes; /* of all heads and trailers */
  RtMessageHead *head;
  GPtrArray *informational;
  RtHeaderList *trailers;

  gint64 length;    /* Content-Length, or -1 */
  gint64 remaining; /* of the body, or of this chunk */
  guint64 body_bytes;
  ChunkStep step;
  gsize chunk_line_length;
};

static void G_GNUC_PRINTF (3, 4)
    fail (RtAnswerFramer *self, RtErrorCode code, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  self->error = g_error_new_valist (RT_ERROR, code, format, args);
  va_end (args);
  self->state = RT_FRAMER_FAILED;
  g_byte_array_set_size (self->lines, 0);
}

/* Takes bytes up to the end of a line, or all; one byte past the limit is enough to know. */
static gsize
collect_line (RtAnswerFramer *self, const guint8 *data, gsize length)
{
  const guint8 *end = memchr (data, '\n', length);
  gsize taken = end != NULL ? (gsize)(end - data) + 1 : length;

  taken = MIN (taken, RT_HEAD_LIMIT + 1 - self->head_bytes);
  g_byte_array_append (self->lines, data, taken);
  self->head_bytes += taken;
  return taken;
}

/* Steps over the collected line if it has its end. */
static gboolean
take_collected_line (RtAnswerFramer *self, gboolean *is_empty)
{
  const guint8 *line = self->lines->data + self->line_start;
  gsize length = self->lines->len - self->line_start;

  if (line[length - 1] != '\n')
    return FALSE;
  *is_empty = length == 1 || (length == 2 && line[0] == '\r');
  self->line_start = self->lines->len;
  return TRUE;
}

static gboolean
check_head_limit (RtAnswerFramer *self)
{
  if (self->head_bytes <= RT_HEAD_LIMIT)
    return TRUE;
  fail (self, RT_ERROR_HEAD_TOO_BIG, "the fields of the answer pass %d bytes",
        RT_HEAD_LIMIT);
  return FALSE;
}

static gboolean
list_has (const char *list, const char *token)
{
  g_auto (GStrv) items = g_strsplit (list != NULL ? list : "", ",", -1);

  for (guint i = 0; items[i] != NULL; i++)
    if (g_ascii_strcasecmp (g_strstrip (items[i]), token) == 0)
      return TRUE;
  return FALSE;
}

/* Takes one run of digits and nothing else: "-1", "+1" and "0x1" are no lengths. */
static gboolean
read_length (const char *text, gint64 *length)
{
  gint64 value = 0;

  if (*text == '\0')
    return FALSE;
  for (; *text != '\0'; text++)
    if (!g_ascii_isdigit (*text) || value > (G_MAXINT64 - (*text - '0')) / 10)
      return FALSE;
    else
      value = value * 10 + (*text - '0');
  *length = value;
  return TRUE;
}

/* RFC 9112 §6.3, 5: a list of equal lengths, in one field or several, is read as one. */
static gboolean
read_content_length (RtAnswerFramer *self, const char *value)
{
  g_auto (GStrv) items = g_strsplit (value, ",", -1);
  gint64 length = -1;

  if (items[0] == NULL)
    return FALSE;
  for (guint i = 0; items[i] != NULL; i++)
    {
      gint64 other;

      if (!read_length (g_strstrip (items[i]), &other) || (i > 0 && other != length))
        return FALSE;
      if (i > 0)
        self->remarks |= RT_REMARK_LENGTH_REPEATED;
      length = other;
    }
  self->length = length;
  return TRUE;
}

/* Says what Transfer-Encoding comes to.  "identity" is no coding (RFC 2616 §3.6 had it),
 * yet some servers send it beside a Content-Length that holds. */
static RtFraming
read_transfer_coding (RtAnswerFramer *self, const char *value)
{
  g_auto (GStrv) items = g_strsplit (value, ",", -1);
  gboolean is_chunked = FALSE;
  guint codings = 0;

  for (guint i = 0; items[i] != NULL; i++)
    {
      const char *item = g_strstrip (items[i]);
      if (*item == '\0' || g_ascii_strcasecmp (item, "identity") == 0)
        continue;
      is_chunked = g_ascii_strcasecmp (item, "chunked") == 0;
      codings++;
    }
  if (!is_chunked)
    self->remarks |= RT_REMARK_CODING_NOT_FINAL;
  else if (codings > 1)
    self->remarks |= RT_REMARK_CODING_KEPT;
  return is_chunked    ? RT_FRAMING_CHUNKED
         : codings > 0 ? RT_FRAMING_CLOSE
                       : RT_FRAMING_NONE;
}

static gboolean
is_tunnel (RtAnswerFramer *self)
{
  return self->head->status == 101
         || (self->head->status / 100 == 2 && g_str_equal (self->method, "CONNECT"));
}

static gboolean
has_no_body (RtAnswerFramer *self)
{
  return g_str_equal (self->method, "HEAD") || self->head->status == 204
         || self->head->status == 304 || is_tunnel (self);
}

/* RFC 9112 §6.3 */
static void
begin_body (RtAnswerFramer *self)
{
  RtHeaderList *fields = self->head->fields;
  g_autofree char *coding = rt_header_list_join (fields, "Transfer-Encoding");
  g_autofree char *length = rt_header_list_join (fields, "Content-Length");
  gboolean is_length_good;

  if (has_no_body (self))
    {
      if (length != NULL && self->head->status != 204 && !is_tunnel (self))
        read_content_length (self, length);
      self->state = RT_FRAMER_DONE;
      return;
    }

  self->state = RT_FRAMER_BODY;
  self->framing = coding != NULL ? read_transfer_coding (self, coding) : RT_FRAMING_NONE;
  if (coding != NULL && length != NULL)
    self->remarks |= RT_REMARK_LENGTH_AND_CODING;
  if (self->framing != RT_FRAMING_NONE)
    return;

  self->framing = length != NULL ? RT_FRAMING_LENGTH : RT_FRAMING_CLOSE;
  is_length_good = length == NULL || read_content_length (self, length);
  if (!is_length_good)
    fail (self, RT_ERROR_BAD_LENGTH, "Content-Length '%s' is not one number", length);
  else if (self->length == 0)
    self->state = RT_FRAMER_DONE;
  self->remaining = self->length;
}

static void
end_head (RtAnswerFramer *self)
{
  g_autoptr (GBytes) raw = g_byte_array_free_to_bytes (self->lines);
  g_autoptr (RtMessageHead) head = NULL;
  g_autoptr (GError) error = NULL;

  self->lines = g_byte_array_new ();
  self->line_start = 0;
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

/* Decides by the first bytes of the first line, so that a server that speaks another
 * protocol and then waits is not waited for. */
static gboolean
check_start (RtAnswerFramer *self)
{
  const guint8 *line = self->lines->data + self->line_start;
  gsize length = self->lines->len - self->line_start;

  if (self->has_start_line || line[0] == '\n'
      || (line[0] == '\r' && (length == 1 || line[1] == '\n'))
      || rt_message_head_may_begin (line, length))
    return TRUE;
  fail (self, RT_ERROR_NOT_HTTP, "the answer does not begin as one of HTTP/1");
  return FALSE;
}

static gsize
push_head (RtAnswerFramer *self, const guint8 *data, gsize length)
{
  gsize taken = collect_line (self, data, length);
  gboolean is_empty;

  if (!check_start (self) || !check_head_limit (self)
      || !take_collected_line (self, &is_empty))
    return taken;
  if (!is_empty)
    self->has_start_line = TRUE;
  else if (self->has_start_line)
    end_head (self);
  return taken;
}

/* Trailer lines that have their end are read, whether or not the section has its own. */
static void
end_trailers (RtAnswerFramer *self)
{
  RtRemarks remarks = RT_REMARK_NONE;
  g_autoptr (RtHeaderList) fields
      = rt_message_head_parse_fields (self->lines->data, self->line_start, &remarks);

  if (remarks & RT_REMARK_BARE_LF)
    remarks ^= RT_REMARK_BARE_LF | RT_REMARK_CHUNK_BARE_LF;
  self->remarks |= remarks;
  if (rt_header_list_get_length (fields) > 0)
    self->trailers = g_steal_pointer (&fields);
  g_byte_array_set_size (self->lines, 0);
  self->state = RT_FRAMER_DONE;
}

static gsize
push_trailers (RtAnswerFramer *self, const guint8 *data, gsize length)
{
  gsize taken = collect_line (self, data, length);
  gboolean is_empty;

  if (check_head_limit (self) && take_collected_line (self, &is_empty) && is_empty)
    end_trailers (self);
  return taken;
}

static void
end_size_line (RtAnswerFramer *self)
{
  self->chunk_line_length = 0;
  self->step = self->remaining > 0 ? CHUNK_DATA : CHUNK_TRAILERS;
}

static void
push_size_digit (RtAnswerFramer *self, guint8 c)
{
  int digit = g_ascii_xdigit_value (c);

  if (self->remaining > (G_MAXINT64 - digit) / 16)
    fail (self, RT_ERROR_BAD_CHUNK, "a chunk size passes 63 bits");
  else
    self->remaining = self->remaining * 16 + digit;
  self->step = CHUNK_SIZE;
}

/* What may stand after the digits of a size.  A CR that no LF follows is refused: others
 * could see the end of the line there. */
static void
push_after_size (RtAnswerFramer *self, guint8 c)
{
  if (c == '\n')
    {
      self->remarks |= RT_REMARK_CHUNK_BARE_LF;
      end_size_line (self);
    }
  else if (c == '\r')
    self->step = CHUNK_SIZE_CR;
  else if (self->step == CHUNK_EXTENSION || c == ';')
    self->step = CHUNK_EXTENSION;
  else if (c == ' ' || c == '\t')
    self->step = CHUNK_SPACE;
  else
    fail (self, RT_ERROR_BAD_CHUNK, "byte 0x%02x in a chunk size", c);
}

static void
push_size_byte (RtAnswerFramer *self, guint8 c)
{
  if (++self->chunk_line_length > RT_CHUNK_LINE_LIMIT)
    fail (self, RT_ERROR_BAD_CHUNK, "a chunk's size line passes %d bytes",
          RT_CHUNK_LINE_LIMIT);
  else if (self->step == CHUNK_SIZE_CR && c == '\n')
    end_size_line (self);
  else if (self->step == CHUNK_SIZE_CR)
    fail (self, RT_ERROR_BAD_CHUNK, "CR without LF in a chunk's size line");
  else if (self->step <= CHUNK_SIZE && g_ascii_isxdigit (c))
    push_size_digit (self, c);
  else if (self->step == CHUNK_SIZE_START)
    fail (self, RT_ERROR_BAD_CHUNK, "byte 0x%02x in place of a chunk size", c);
  else
    push_after_size (self, c);
}

static void
push_data_end_byte (RtAnswerFramer *self, guint8 c)
{
  if (c == '\r' && self->step == CHUNK_DATA_END)
    {
      self->step = CHUNK_DATA_CR;
      return;
    }
  if (c != '\n')
    {
      fail (self, RT_ERROR_BAD_CHUNK, "byte 0x%02x in place of a chunk's end", c);
      return;
    }
  if (self->step == CHUNK_DATA_END)
    self->remarks |= RT_REMARK_CHUNK_BARE_LF;
  self->step = CHUNK_SIZE_START;
}

static gsize
deliver (RtAnswerFramer *self,
         const guint8 *data,
         gsize length,
         RtFramerBodyFunc func,
         gpointer user_data)
{
  if (self->framing != RT_FRAMING_CLOSE)
    {
      length = MIN (length, (guint64)self->remaining);
      self->remaining -= length;
    }
  self->body_bytes += length;
  if (func != NULL)
    func (data, length, user_data);
  return length;
}

static gsize
push_chunked (RtAnswerFramer *self,
              const guint8 *data,
              gsize length,
              RtFramerBodyFunc func,
              gpointer user_data)
{
  gsize taken;

  switch (self->step)
    {
    case CHUNK_SIZE_START:
    case CHUNK_SIZE:
    case CHUNK_SPACE:
    case CHUNK_EXTENSION:
    case CHUNK_SIZE_CR:
      push_size_byte (self, *data);
      return 1;
    case CHUNK_DATA:
      taken = deliver (self, data, length, func, user_data);
      if (self->remaining == 0)
        self->step = CHUNK_DATA_END;
      return taken;
    case CHUNK_DATA_END:
    case CHUNK_DATA_CR:
      push_data_end_byte (self, *data);
      return 1;
    case CHUNK_TRAILERS:
      return push_trailers (self, data, length);
    }
  g_return_val_if_reached (length);
}

static gsize
push_body (RtAnswerFramer *self,
           const guint8 *data,
           gsize length,
           RtFramerBodyFunc func,
           gpointer user_data)
{
  gsize taken;

  if (self->framing == RT_FRAMING_CHUNKED)
    return push_chunked (self, data, length, func, user_data);
  taken = deliver (self, data, length, func, user_data);
  if (self->framing == RT_FRAMING_LENGTH && self->remaining == 0)
    self->state = RT_FRAMER_DONE;
  return taken;
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
  self->lines = g_byte_array_new ();
  self->informational
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_message_head_unref);
  self->length = -1;
  return self;
}

void
rt_answer_framer_free (RtAnswerFramer *self)
{
  g_free (self->method);
  g_clear_error (&self->error);
  g_byte_array_unref (self->lines);
  g_clear_pointer (&self->head, rt_message_head_unref);
  g_ptr_array_unref (self->informational);
  g_clear_pointer (&self->trailers, rt_header_list_unref);
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
  else
    while (taken < length && self->state == RT_FRAMER_BODY)
      taken += push_body (self, data + taken, length - taken, func, user_data);

  if (self->state == RT_FRAMER_DONE && taken < length && !is_tunnel (self))
    self->remarks |= self->framing == RT_FRAMING_NONE ? RT_REMARK_BODY_FORBIDDEN
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
          self->head_bytes);
  if (self->state != RT_FRAMER_BODY)
    return;

  if (self->framing == RT_FRAMING_CLOSE)
    self->state = RT_FRAMER_DONE;
  else if (self->framing == RT_FRAMING_CHUNKED && self->step == CHUNK_TRAILERS)
    {
      self->remarks |= RT_REMARK_TRAILERS_CUT;
      end_trailers (self);
    }
  else
    fail (self, RT_ERROR_BODY_CUT, "closed after %" G_GUINT64_FORMAT " bytes of the body",
          self->body_bytes);
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
  return self->framing;
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
  return self->length;
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
  return self->trailers;
}

RtRemarks
rt_answer_framer_get_remarks (RtAnswerFramer *self)
{
  return self->remarks;
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
  if (self->state != RT_FRAMER_DONE || self->framing == RT_FRAMING_CLOSE)
    return RT_COMPLETE_UNKNOWN;
  return RT_COMPLETE_YES;
}

guint64
rt_answer_framer_get_body_bytes (RtAnswerFramer *self)
{
  return self->body_bytes;
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
  g_autofree char *connection = NULL;

  if (self->state != RT_FRAMER_DONE || self->framing == RT_FRAMING_CLOSE
      || (self->remarks & ~harmless) != 0 || is_tunnel (self))
    return FALSE;
  connection = rt_header_list_join (self->head->fields, "Connection");
  if (list_has (connection, "close"))
    return FALSE;
  if (self->head->minor_version == 0)
    return list_has (connection, "keep-alive") && self->framing != RT_FRAMING_CHUNKED;
  return TRUE;
}
