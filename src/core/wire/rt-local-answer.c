/* The answer as libsoup gets to read it, on its way there. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-local-answer.h"

#include <string.h>

struct _RtLocalAnswer
{
  GByteArray *bytes;
  gsize start; /* of what is still to be sent */
  gboolean chunked;
  gboolean has_chunk; /* one that can still grow */
  gsize chunk;        /* where it begins */
};

/* A size has a fixed width, so that it can grow. */
#define CHUNK_HEAD "00000000\r\n"
#define CHUNK_END "\r\n"

static void
put_text (RtLocalAnswer *self, const char *text)
{
  g_byte_array_append (self->bytes, (const guint8 *)text, strlen (text));
}

RtLocalAnswer *
rt_local_answer_new (void)
{
  RtLocalAnswer *self = g_new0 (RtLocalAnswer, 1);

  self->bytes = g_byte_array_new ();
  return self;
}

void
rt_local_answer_free (RtLocalAnswer *self)
{
  g_byte_array_unref (self->bytes);
  g_free (self);
}

void
rt_local_answer_put_continue (RtLocalAnswer *self)
{
  put_text (self, "HTTP/1.1 100 Continue\r\n\r\n");
}

/**
 * rt_local_answer_put_head:
 * @self: an answer
 * @framing: how the end of the body is told
 * @length: of the body in bytes, where @framing is %RT_FRAMING_LENGTH
 *
 * Puts the head that goes before the body.
 */
void
rt_local_answer_put_head (RtLocalAnswer *self, RtFraming framing, gint64 length)
{
  g_autofree char *field = NULL;

  switch (framing)
    {
    case RT_FRAMING_NONE:
      field = g_strdup ("Content-Length: 0");
      break;
    case RT_FRAMING_LENGTH:
      field = g_strdup_printf ("Content-Length: %" G_GINT64_FORMAT, length);
      break;
    case RT_FRAMING_CHUNKED:
      field = g_strdup ("Transfer-Encoding: chunked");
      break;
    case RT_FRAMING_CLOSE:
      field = g_strdup ("Connection: close");
      break;
    }
  put_text (self, "HTTP/1.1 200 OK\r\n");
  put_text (self, field);
  put_text (self, "\r\n\r\n");
  self->chunked = framing == RT_FRAMING_CHUNKED;
}

/* A server may send a byte a chunk, and libsoup asks the socket three times for each: what
 * is still here becomes one. */
static void
put_chunk (RtLocalAnswer *self, const guint8 *data, gsize length)
{
  char head[sizeof CHUNK_HEAD];
  gsize size;

  if (self->has_chunk)
    {
      g_byte_array_set_size (self->bytes, self->bytes->len - strlen (CHUNK_END));
    }
  else
    {
      self->has_chunk = TRUE;
      self->chunk = self->bytes->len;
      put_text (self, CHUNK_HEAD);
    }
  g_byte_array_append (self->bytes, data, length);
  size = self->bytes->len - self->chunk - strlen (CHUNK_HEAD);
  g_snprintf (head, sizeof head, "%08" G_GSIZE_MODIFIER "x\r\n", size);
  memcpy (self->bytes->data + self->chunk, head, strlen (CHUNK_HEAD));
  put_text (self, CHUNK_END);
}

void
rt_local_answer_put_body (RtLocalAnswer *self, const guint8 *data, gsize length)
{
  if (self->chunked)
    put_chunk (self, data, length);
  else
    g_byte_array_append (self->bytes, data, length);
}

/* Says that the body is whole. */
void
rt_local_answer_put_end (RtLocalAnswer *self)
{
  self->has_chunk = FALSE;
  if (self->chunked)
    put_text (self, "0\r\n\r\n");
}

gboolean
rt_local_answer_is_empty (RtLocalAnswer *self)
{
  return self->bytes->len == 0;
}

void
rt_local_answer_clear (RtLocalAnswer *self)
{
  g_byte_array_set_size (self->bytes, 0);
  self->start = 0;
  self->has_chunk = FALSE;
}

/**
 * rt_local_answer_send:
 * @self: an answer that is not empty
 * @socket: a socket that does not block
 * @error: return location for a #GError, or %NULL
 *
 * Sends as much as @socket takes.
 *
 * Errors: those of g_socket_send(); what could not be sent stays
 *
 * Returns: %FALSE on error
 */
gboolean
rt_local_answer_send (RtLocalAnswer *self, GSocket *socket, GError **error)
{
  gssize n = g_socket_send (socket, (const char *)self->bytes->data + self->start,
                            self->bytes->len - self->start, NULL, error);

  if (n < 0)
    return FALSE;
  self->has_chunk = FALSE;
  self->start += n;
  if (self->start == self->bytes->len)
    rt_local_answer_clear (self);
  return TRUE;
}
