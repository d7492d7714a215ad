/* What comes over a connection, as the framer tells it apart. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/http/rt-client-link-private.h"

#include "core/wire/rt-error.h"

#include <string.h>

/* Chunk by chunk the framer points into the buffer: what is between them is closed up. */
static void
on_body (const guint8 *data, gsize length, gpointer user_data)
{
  RtClientLink *self = user_data;

  if (self->body == NULL)
    self->body = self->buffer + (data - self->buffer);
  else
    memmove (self->body + self->body_length, data, length);
  self->body_length += length;
}

/* More of what the system has ready, so that TLS does not come record by record. */
static void
fill_up (RtClientLink *self, GInputStream *in)
{
  while (self->end < self->piece)
    {
      gssize n = g_pollable_input_stream_read_nonblocking (
          G_POLLABLE_INPUT_STREAM (in), self->buffer + self->end, self->piece - self->end,
          NULL, &self->failure);

      if (g_error_matches (self->failure, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        g_clear_error (&self->failure);
      /* An end shows again in the next read that waits; an error of TLS does not. */
      if (n <= 0)
        return;
      self->end += (gsize)n;
      self->received_bytes += (guint64)n;
    }
}

/* A server that sends a byte now and then is never idle: the deadline is for it. */
static gboolean
set_patience (RtClientLink *self, GError **error)
{
  gint64 left_us;

  if (self->deadline_us == 0)
    return TRUE;
  left_us = self->deadline_us - g_get_monotonic_time ();
  if (left_us <= 0)
    {
      g_set_error_literal (error, RT_ERROR, RT_ERROR_TOTAL_TIMEOUT,
                           "the answer takes longer than anybody waits");
      return FALSE;
    }
  g_socket_set_timeout (
      self->connection->socket,
      MIN ((guint)(left_us / G_USEC_PER_SEC) + 1,
           self->idle_timeout_s > 0 ? self->idle_timeout_s : G_MAXUINT));
  return TRUE;
}

/* The next bytes, or how the connection ended: waits for either. */
static gssize
read_more (RtClientLink *self, GError **error)
{
  GInputStream *in = g_io_stream_get_input_stream (self->connection->stream);
  gssize n;

  self->begin = self->end = 0;
  if (self->failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->failure));
      return -1;
    }
  if (!set_patience (self, error))
    return -1;
  n = g_input_stream_read (in, self->buffer, self->piece, self->cancellable, error);
  if (n > 0)
    {
      self->end = (gsize)n;
      self->received_bytes += (guint64)n;
      if (self->connection->tls != NULL)
        fill_up (self, in);
    }
  return n;
}

static gboolean
fill (RtClientLink *self, GError **error)
{
  g_autoptr (GError) raw = NULL;

  if (read_more (self, &raw) > 0)
    return TRUE;
  /* The end of the connection may be the end of the body, but over TLS only if the peer
   * says so: else anybody on the way can cut it (RFC 9112 §9.8). */
  if (raw != NULL
      && (!g_error_matches (raw, G_TLS_ERROR, G_TLS_ERROR_EOF)
          || rt_answer_framer_get_framing (self->framer) == RT_FRAMING_CLOSE))
    {
      g_propagate_error (
          error,
          g_error_matches (raw, G_TLS_ERROR, G_TLS_ERROR_EOF)
              ? g_error_new_literal (RT_ERROR, RT_ERROR_BODY_CUT,
                                     "the connection ended without the goodbye of TLS")
              : rt_error_from (raw, rt_answer_framer_get_head (self->framer) != NULL
                                        ? RT_PHASE_RECEIVE
                                        : RT_PHASE_WAIT));
      return FALSE;
    }
  rt_answer_framer_finish (self->framer);
  return TRUE;
}

/* Brings the framer to another state, or some of the body out. */
gboolean
rt_client_link_advance (RtClientLink *self, GError **error)
{
  RtFramerState before = rt_answer_framer_get_state (self->framer);

  self->body = NULL;
  self->body_length = 0;
  while (self->body_length == 0 && rt_answer_framer_get_state (self->framer) == before)
    {
      if (self->begin == self->end && !fill (self, error))
        return FALSE;
      while (self->begin < self->end
             && rt_answer_framer_get_state (self->framer) == before)
        {
          const guint8 *data = self->buffer + self->begin;
          gsize n = rt_answer_framer_push (self->framer, data, self->end - self->begin,
                                           on_body, self);

          /* A body is somebody else's to keep. */
          if (before == RT_FRAMER_HEAD)
            rt_wire_record_add_received (self->record, data, n);
          self->begin += n;
        }
    }
  return TRUE;
}

gboolean
rt_client_link_check (RtClientLink *self, GError **error)
{
  if (rt_answer_framer_get_state (self->framer) != RT_FRAMER_FAILED)
    return TRUE;
  g_propagate_error (error, g_error_copy (rt_answer_framer_get_error (self->framer)));
  return FALSE;
}

/**
 * rt_client_link_read:
 * @self: a connection whose answer has begun
 * @data: (out) (transfer none): bytes of the body, as received but for the chunk framing;
 *   they stay until the next call
 * @error: return location for a #GError, or %NULL
 *
 * Waits for more of the body.
 *
 * Errors: any of %RT_ERROR, %RT_ERROR_BODY_CUT among them; %G_IO_ERROR_CANCELLED
 *
 * Returns: how many bytes; 0 at the end, -1 on error
 */
gssize
rt_client_link_read (RtClientLink *self, const guint8 **data, GError **error)
{
  gsize length;

  if (rt_answer_framer_get_state (self->framer) == RT_FRAMER_BODY
      && !rt_client_link_advance (self, error))
    return -1;
  if (self->body_length == 0)
    return rt_client_link_check (self, error) ? 0 : -1;
  *data = self->body;
  length = self->body_length;
  self->body_length = 0; /* after the last bytes comes the end */
  return (gssize)length;
}
