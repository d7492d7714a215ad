/* Sends a request and hands the answer's body over as it comes, in the caller's thread. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/transfer/rt-answer-stream.h"

#include "core/wire/rt-answer-framer.h"
#include "core/wire/rt-connector.h"
#include "core/wire/rt-error.h"

#include <string.h>

/* What a read takes at most; a record of TLS is 16 KiB, so several go into one. */
#define PIECE (512 * 1024)

/* libsoup is not in between: it takes a chunked body that was cut short for a whole one.
 * The connection is the one that the wire opens, with all its rules; the framer sees every
 * byte and knows the end. */
struct _RtAnswerStream
{
  RtRequest *request; /* the last one, after redirects */
  guint n_redirects;
  GCancellable *cancellable; /* nullable */

  RtWireRecord *record;
  RtConnection *connection;
  RtAnswerFramer *framer;

  guint8 *buffer; /* of PIECE bytes */
  gsize piece;    /* so many are read at most */
  gsize begin;    /* what the framer has not seen yet */
  gsize end;
  GError *failure; /* what the connection came to after these bytes, nullable */

  guint8 *body; /* what the framer gave of the body, inside the buffer */
  gsize body_length;
};

static void
disconnect (RtAnswerStream *self)
{
  /* Nobody waits for a goodbye: what is wanted has come, or never will. */
  if (self->connection != NULL)
    g_socket_close (self->connection->socket, NULL);
  g_clear_pointer (&self->connection, rt_connection_free);
  g_clear_pointer (&self->framer, rt_answer_framer_free);
  g_clear_pointer (&self->record, rt_wire_record_unref);
  g_clear_error (&self->failure);
}

/* Chunk by chunk the framer points into the buffer: what is between them is closed up. */
static void
on_body (const guint8 *data, gsize length, gpointer user_data)
{
  RtAnswerStream *self = user_data;

  if (self->body == NULL)
    self->body = self->buffer + (data - self->buffer);
  else
    memmove (self->body + self->body_length, data, length);
  self->body_length += length;
}

/* More of what the system has ready, so that TLS does not come record by record. */
static void
fill_up (RtAnswerStream *self, GInputStream *in)
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
    }
}

/* The next bytes, or how the connection ended: waits for either. */
static gssize
read_more (RtAnswerStream *self, GError **error)
{
  GInputStream *in = g_io_stream_get_input_stream (self->connection->stream);
  gssize n;

  self->begin = self->end = 0;
  if (self->failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->failure));
      return -1;
    }
  n = g_input_stream_read (in, self->buffer, self->piece, self->cancellable, error);
  if (n > 0)
    {
      self->end = (gsize)n;
      if (self->connection->tls != NULL)
        fill_up (self, in);
    }
  return n;
}

static gboolean
fill (RtAnswerStream *self, GError **error)
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
static gboolean
advance (RtAnswerStream *self, GError **error)
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
        self->begin += rt_answer_framer_push (self->framer, self->buffer + self->begin,
                                              self->end - self->begin, on_body, self);
    }
  return TRUE;
}

static gboolean
check (RtAnswerStream *self, GError **error)
{
  if (rt_answer_framer_get_state (self->framer) != RT_FRAMER_FAILED)
    return TRUE;
  g_propagate_error (error, g_error_copy (rt_answer_framer_get_error (self->framer)));
  return FALSE;
}

static gboolean
send_request (RtAnswerStream *self, const RtRequest *request, GError **error)
{
  g_autoptr (GBytes) head = rt_request_compose_head (request, -1);
  g_autoptr (GError) raw = NULL;
  gsize length;
  gconstpointer data = g_bytes_get_data (head, &length);

  if (g_output_stream_write_all (g_io_stream_get_output_stream (self->connection->stream),
                                 data, length, NULL, self->cancellable, &raw))
    return TRUE;
  g_propagate_error (error, rt_error_from (raw, RT_PHASE_SEND));
  return FALSE;
}

/* One request and the head of its answer. @sent: the request with its cookies */
static gboolean
ask (RtAnswerStream *self, const RtRequest *sent, GError **error)
{
  const RtRequestOptions *options = rt_request_get_options (self->request);
  const char *method = rt_request_get_method (self->request);
  g_autoptr (RtRoute) route = rt_request_dup_route (self->request);

  disconnect (self);
  self->begin = self->end = 0;
  self->record = rt_wire_record_new (method, options->idle_timeout_s, self->cancellable,
                                     NULL, NULL, NULL);
  self->connection = rt_connector_connect (route, self->record, error);
  if (self->connection == NULL)
    return FALSE;
  g_socket_set_timeout (self->connection->socket, options->idle_timeout_s);
  self->framer = rt_answer_framer_new (method);
  return send_request (self, sent, error) && advance (self, error) && check (self, error);
}

static gboolean
explain_stop (RtAnswerStream *self, RtRedirectStop stop, GError **error)
{
  switch (stop)
    {
    case RT_STOP_LIMIT:
      g_set_error (error, RT_ERROR, RT_ERROR_REDIRECT_LIMIT, "more than %u redirects",
                   rt_request_get_options (self->request)->redirect_limit);
      return FALSE;
    case RT_STOP_LOOP:
      g_set_error_literal (error, RT_ERROR, RT_ERROR_REDIRECT_LOOP,
                           "the redirects lead back to a request already sent");
      return FALSE;
    case RT_STOP_DOWNGRADE:
      g_set_error_literal (error, RT_ERROR, RT_ERROR_STATUS,
                           "the server redirects from https to plain http");
      return FALSE;
    case RT_STOP_NONE:
    case RT_STOP_NOT_FOLLOWED:
    case RT_STOP_NO_LOCATION:
    case RT_STOP_BAD_LOCATION:
    case RT_STOP_SCHEME:
    case RT_STOP_RESEND:
      return TRUE; /* the answer is what it is: a 3xx */
    }
  g_return_val_if_reached (TRUE);
}

static gboolean
ask_and_follow (RtAnswerStream *self, GError **error)
{
  g_autoptr (GPtrArray) earlier
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_request_unref);

  for (;;)
    {
      g_autoptr (GObject) cookies = NULL;
      g_autoptr (GObject) taken = NULL;
      g_autoptr (RtRequest) sent
          = rt_request_with_cookies (self->request, self->n_redirects > 0, &cookies);
      g_autoptr (RtRedirect) redirect = NULL;
      const RtMessageHead *head;

      if (!ask (self, sent, error))
        return FALSE;
      head = rt_answer_framer_get_head (self->framer);
      if (cookies != NULL)
        taken = rt_request_take_cookies (self->request, self->n_redirects > 0, cookies,
                                         head->fields);
      redirect
          = rt_redirect_decide (self->request, sent, head->status, head->fields, earlier);
      if (redirect->stop != RT_STOP_NONE || redirect->next == NULL)
        return explain_stop (self, redirect->stop, error);
      g_ptr_array_add (earlier, g_steal_pointer (&sent));
      rt_request_unref (self->request);
      self->request = rt_request_ref (redirect->next);
      self->n_redirects++;
    }
}

/**
 * rt_answer_stream_open:
 * @request: a request without a body
 * @cancellable: (nullable): ends it, from any thread
 * @error: return location for a #GError, or %NULL
 *
 * Sends a request over a connection of its own, follows redirects as far as the request's
 * options go (secrets stay with their origin), and waits for the head of the answer.
 * Blocks.
 *
 * Errors: any of %RT_ERROR, %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the answer
 */
RtAnswerStream *
rt_answer_stream_open (RtRequest *request, GCancellable *cancellable, GError **error)
{
  g_autoptr (RtAnswerStream) self = g_new0 (RtAnswerStream, 1);

  self->request = rt_request_ref (request);
  g_set_object (&self->cancellable, cancellable);
  self->buffer = g_malloc (PIECE);
  self->piece = PIECE;
  return ask_and_follow (self, error) ? g_steal_pointer (&self) : NULL;
}

void
rt_answer_stream_free (RtAnswerStream *self)
{
  disconnect (self);
  g_clear_object (&self->cancellable);
  rt_request_unref (self->request);
  g_free (self->buffer);
  g_free (self);
}

RtRequest *
rt_answer_stream_get_request (RtAnswerStream *self)
{
  return self->request;
}

guint
rt_answer_stream_get_n_redirects (RtAnswerStream *self)
{
  return self->n_redirects;
}

const RtMessageHead *
rt_answer_stream_get_head (RtAnswerStream *self)
{
  return rt_answer_framer_get_head (self->framer);
}

/* Content-Length; -1 if there is none. */
gint64
rt_answer_stream_get_length (RtAnswerStream *self)
{
  return rt_answer_framer_get_length (self->framer);
}

/* From now on no read takes more bytes from the connection. */
void
rt_answer_stream_limit_piece (RtAnswerStream *self, gsize most)
{
  self->piece = MIN (PIECE, most);
}

/**
 * rt_answer_stream_read:
 * @self: an answer
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
rt_answer_stream_read (RtAnswerStream *self, const guint8 **data, GError **error)
{
  gsize length;

  if (rt_answer_framer_get_state (self->framer) == RT_FRAMER_BODY
      && !advance (self, error))
    return -1;
  if (self->body_length == 0)
    return check (self, error) ? 0 : -1;
  *data = self->body;
  length = self->body_length;
  self->body_length = 0; /* after the last bytes comes the end */
  return (gssize)length;
}

RtCompleteness
rt_answer_stream_get_completeness (RtAnswerStream *self)
{
  return rt_answer_framer_get_completeness (self->framer);
}
