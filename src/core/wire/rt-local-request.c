/* The request as libsoup writes it, on its way out with our head in the place of its own. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-local-request.h"

#include <string.h>

#define PIECE (256 * 1024)

#define HEAD_END "\r\n\r\n"

struct _RtLocalRequest
{
  guint8 *data;
  gsize start;
  gsize end;
  guint head_matched; /* bytes of HEAD_END that ended what libsoup wrote so far */
};

RtLocalRequest *
rt_local_request_new (void)
{
  RtLocalRequest *self = g_new0 (RtLocalRequest, 1);

  self->data = g_malloc (PIECE);
  return self;
}

void
rt_local_request_free (RtLocalRequest *self)
{
  g_free (self->data);
  g_free (self);
}

/* What comes now is a head again. */
void
rt_local_request_begin (RtLocalRequest *self)
{
  self->head_matched = 0;
}

/**
 * rt_local_request_receive:
 * @self: a request of which nothing waits
 * @socket: a socket that does not block
 * @error: return location for a #GError, or %NULL
 *
 * Takes a piece in.
 *
 * Errors: those of g_socket_receive()
 *
 * Returns: how many bytes came, 0 at the end, -1 on error
 */
gssize
rt_local_request_receive (RtLocalRequest *self, GSocket *socket, GError **error)
{
  gssize n = g_socket_receive (socket, (char *)self->data, PIECE, NULL, error);

  self->start = 0;
  self->end = MAX (n, 0);
  return n;
}

/**
 * rt_local_request_replace_head:
 * @self: a request, after each piece
 * @head: (nullable): what goes out in place of libsoup's head; %NULL: that as it is
 *
 * Takes libsoup's head away, and puts @head there once the whole of the other is here.
 */
void
rt_local_request_replace_head (RtLocalRequest *self, GBytes *head)
{
  gsize length, rest;
  const guint8 *data;

  if (head == NULL || self->head_matched == strlen (HEAD_END))
    return;
  while (self->start < self->end && self->head_matched < strlen (HEAD_END))
    {
      guint8 c = self->data[self->start++];

      if (c == HEAD_END[self->head_matched])
        self->head_matched++;
      else
        self->head_matched = c == '\r';
    }
  if (self->head_matched < strlen (HEAD_END))
    return;

  data = g_bytes_get_data (head, &length);
  rest = self->end - self->start;
  self->data = g_realloc (self->data, length + PIECE);
  memmove (self->data + length, self->data + self->start, rest);
  memcpy (self->data, data, length);
  self->start = 0;
  self->end = length + rest;
}

/**
 * rt_local_request_peek:
 * @self: a request
 * @length: (out): how many bytes wait
 *
 * Gives what has to go out next.
 *
 * Returns: (transfer none): the bytes, valid until the next piece
 */
const guint8 *
rt_local_request_peek (RtLocalRequest *self, gsize *length)
{
  *length = self->end - self->start;
  return self->data + self->start;
}

gboolean
rt_local_request_is_empty (RtLocalRequest *self)
{
  return self->start == self->end;
}

/* Says that so many bytes have gone out. */
void
rt_local_request_skip (RtLocalRequest *self, gsize length)
{
  self->start += length;
}

void
rt_local_request_clear (RtLocalRequest *self)
{
  self->start = self->end = 0;
}
