/* Carries bytes between one connection of libsoup and the network, and takes them down. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/wire/rt-wire-link.h"

#include "core/wire/rt-connector.h"
#include "core/wire/rt-endpoint.h"
#include "core/wire/rt-error.h"
#include "core/wire/rt-local-answer.h"
#include "core/wire/rt-local-request.h"

#include <poll.h>

#define PIECE (256 * 1024)

/* An idle connection is kept this long. */
#define KEEP_ALIVE_US (60 * G_USEC_PER_SEC)

/* A server that says nothing to "Expect: 100-continue" gets the body after this. */
#define EXPECT_US G_USEC_PER_SEC

/* One thread owns all of it.  Each direction holds at most one piece, and reads no more
 * before that has gone on: so back-pressure passes through. */
typedef struct
{
  GSocket *local;   /* borrowed */
  RtWireTurn *turn; /* borrowed */
  RtConnection *remote;
  char *local_address; /* our end of it; NULL: it is gone already */
  RtBothEnds *ends;    /* borrowed, nullable: knows of it */

  RtWireRecord *record;   /* of the request that is going on, nullable */
  RtAnswerFramer *framer; /* of its answer, nullable */
  guint served;           /* requests so far */
  guint64 received;       /* bytes of this answer */
  guint64 taken; /* bytes of this request to go out, as far as libsoup has come */
  gboolean head_passed;
  gboolean closing;     /* nothing more goes to libsoup after what is waiting */
  gboolean expecting;   /* libsoup holds the body back until it may go on */
  gboolean gone;        /* libsoup let go of the connection */
  gboolean remote_deaf; /* the peer takes no more of the request */

  RtLocalRequest *up;   /* from libsoup to the network */
  guint8 *down;         /* a piece from the network, as received */
  RtLocalAnswer *out;   /* for libsoup, framed anew */
  gint64 last_activity; /* monotonic µs */
} Link;

static void
fail (Link *link, const GError *error)
{
  if (link->record != NULL)
    rt_wire_record_fail (link->record, error);
  link->closing = TRUE;
}

static gboolean
is_answered (Link *link)
{
  return link->framer == NULL
         || rt_answer_framer_get_state (link->framer) >= RT_FRAMER_DONE;
}

/* Before the first byte of a request goes on: it belongs to what the lane sends now. */
static gboolean
begin_request (Link *link)
{
  g_autoptr (RtRoute) route = NULL;
  g_autoptr (RtWireRecord) record = NULL;

  if (!rt_wire_turn_get (link->turn, &route, &record))
    return FALSE;
  if (record == link->record)
    return TRUE;
  g_clear_pointer (&link->record, rt_wire_record_unref);
  g_clear_pointer (&link->framer, rt_answer_framer_free);
  link->record = g_steal_pointer (&record);
  link->framer = rt_answer_framer_new (rt_wire_record_get_method (link->record));
  link->head_passed = FALSE;
  link->received = link->taken = 0;
  rt_local_request_begin (link->up);
  if (link->served++ > 0)
    {
      rt_wire_record_set_connection (link->record, link->remote->remote_address,
                                     link->remote->tls, TRUE);
      if (link->remote->proxy != NULL)
        rt_wire_record_set_tunnel (link->record, link->remote->proxy->is_tunnel,
                                   link->remote->proxy->tls, link->remote->proxy->steps);
    }
  rt_wire_record_set_local_end (link->record, link->local_address, link->ends);
  return TRUE;
}

static void
pass_continue (Link *link)
{
  if (link->expecting)
    rt_local_answer_put_continue (link->out);
  link->expecting = FALSE;
}

static void
on_body (const guint8 *data, gsize length, gpointer user_data)
{
  Link *link = user_data;

  rt_local_answer_put_body (link->out, data, length);
}

/* After each step of the framer. */
static void
follow_framer (Link *link)
{
  RtFramerState state = rt_answer_framer_get_state (link->framer);

  rt_wire_record_set_answer (link->record, link->framer);
  if (rt_answer_framer_get_informational (link->framer)->len > 0)
    pass_continue (link);
  if (!link->head_passed && (state == RT_FRAMER_BODY || state == RT_FRAMER_DONE))
    {
      rt_local_answer_put_head (link->out, rt_answer_framer_get_framing (link->framer),
                                rt_answer_framer_get_length (link->framer));
      link->head_passed = TRUE;
    }
  if (state == RT_FRAMER_DONE)
    {
      rt_local_answer_put_end (link->out);
      /* A body that was held back and is not wanted never comes; one on its way that is
       * refused goes no further (RFC 9112 §9.5). */
      if (!rt_answer_framer_can_reuse (link->framer) || link->remote_deaf
          || link->expecting
          || (rt_answer_framer_get_head (link->framer)->status >= 400
              && !rt_wire_record_is_sent (link->record)))
        link->closing = TRUE;
    }
  else if (state == RT_FRAMER_FAILED)
    {
      link->closing = TRUE;
    }
}

static void
take_answer (Link *link, gsize length)
{
  const guint8 *data = link->down;
  const guint8 *end = data + length;

  if (!is_answered (link))
    {
      rt_wire_record_add_received (link->record, data, length);
      link->received += length;
      while (data < end && !is_answered (link))
        {
          data += rt_answer_framer_push (link->framer, data, end - data, on_body, link);
          follow_framer (link);
        }
    }
  if (data < end) /* bytes that nobody asked for */
    {
      /* The framer knows what to make of them, and takes none. */
      rt_answer_framer_push (link->framer, data, end - data, NULL, NULL);
      rt_wire_record_add_remarks (link->record,
                                  rt_answer_framer_get_remarks (link->framer));
      link->closing = TRUE;
    }
}

/* The end of the connection may be the end of the body, but over TLS only if the peer says
 * so: else anybody on the way can cut it (RFC 9112 §9.8). */
static gboolean
is_cut (Link *link, const GError *raw)
{
  return g_error_matches (raw, G_TLS_ERROR, G_TLS_ERROR_EOF)
         && rt_answer_framer_get_state (link->framer) == RT_FRAMER_BODY
         && rt_answer_framer_get_framing (link->framer) == RT_FRAMING_CLOSE;
}

/* The peer closed or broke the connection. */
static void
end_answer (Link *link, const GError *raw)
{
  link->closing = TRUE;
  if (is_answered (link))
    return;
  if (is_cut (link, raw))
    {
      g_autoptr (GError) error = g_error_new_literal (
          RT_ERROR, RT_ERROR_BODY_CUT, "the connection ended without the goodbye of TLS");
      fail (link, error);
      return;
    }
  if (raw != NULL && !g_error_matches (raw, G_TLS_ERROR, G_TLS_ERROR_EOF))
    {
      g_autoptr (GError) error = rt_error_from (raw, RT_PHASE_WAIT);
      fail (link, error);
      return;
    }
  /* A kept connection that was closed before it carried the request: libsoup tries again
   * over a new one, and the record starts anew. */
  if (link->served > 1 && rt_answer_framer_get_state (link->framer) == RT_FRAMER_HEAD
      && link->received == 0)
    return;
  rt_answer_framer_finish (link->framer);
  follow_framer (link);
}

/* The answer is over before the request is.  libsoup reads nothing until it has written
 * all, so the rest is taken and thrown away. */
static gboolean
must_drain (Link *link)
{
  return link->closing && !link->gone && !link->expecting && link->head_passed
         && link->taken < rt_wire_record_get_request_bytes (link->record);
}

/* libsoup let go of the connection: cancelled, or no longer wanted. */
static void
let_go (Link *link)
{
  link->closing = link->gone = TRUE;
  rt_local_answer_clear (link->out);
}

/* What a peer says before it is asked is its answer, so it has to wait for the request. */
static gboolean
is_listening (Link *link)
{
  return link->framer != NULL && rt_local_answer_is_empty (link->out) && !link->closing;
}

/* The four moves.  Each returns whether it got anything done. */

static gboolean
read_local (Link *link)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  gssize n;

  if (!rt_local_request_is_empty (link->up) || (link->closing && !must_drain (link)))
    return FALSE;
  n = rt_local_request_receive (link->up, link->local, &error);
  if (n < 0 && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return FALSE;
  if (n <= 0 || !begin_request (link))
    {
      let_go (link);
      return TRUE;
    }
  rt_local_request_replace_head (link->up, rt_wire_record_get_head (link->record));
  rt_local_request_peek (link->up, &length);
  link->taken += length;
  return TRUE;
}

static gboolean
write_remote (Link *link)
{
  GPollableOutputStream *out
      = G_POLLABLE_OUTPUT_STREAM (g_io_stream_get_output_stream (link->remote->stream));
  g_autoptr (GError) error = NULL;
  const guint8 *data;
  gint64 since_us;
  gsize length;
  gssize n;

  data = rt_local_request_peek (link->up, &length);
  if (length == 0)
    return FALSE;
  if (link->remote_deaf || link->closing)
    {
      rt_local_request_clear (link->up);
      return TRUE;
    }
  since_us = g_get_monotonic_time ();
  n = g_pollable_output_stream_write_nonblocking (out, data, length, NULL, &error);
  if (n < 0 && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return FALSE;
  if (n < 0)
    {
      /* The answer may be there all the same: an early refusal of a big body. */
      link->remote_deaf = TRUE;
      return TRUE;
    }
  rt_wire_record_add_sent (link->record, data, n, since_us);
  rt_local_request_skip (link->up, n);
  link->expecting = rt_wire_record_expects_continue (link->record);
  link->last_activity = g_get_monotonic_time ();
  return TRUE;
}

static gboolean
read_remote (Link *link)
{
  GPollableInputStream *in
      = G_POLLABLE_INPUT_STREAM (g_io_stream_get_input_stream (link->remote->stream));
  g_autoptr (GError) error = NULL;
  gssize n;

  if (!is_listening (link))
    return FALSE;
  n = g_pollable_input_stream_read_nonblocking (in, link->down, PIECE, NULL, &error);
  if (n < 0 && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return FALSE;
  if (n <= 0)
    {
      end_answer (link, error);
      return TRUE;
    }
  link->last_activity = g_get_monotonic_time ();
  take_answer (link, n);
  return TRUE;
}

static gboolean
write_local (Link *link)
{
  g_autoptr (GError) error = NULL;

  if (rt_local_answer_is_empty (link->out))
    return FALSE;
  if (!rt_local_answer_send (link->out, link->local, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        return FALSE;
      rt_local_answer_clear (link->out);
      link->closing = TRUE;
    }
  link->last_activity = g_get_monotonic_time ();
  return TRUE;
}

/* How long the peer may go on saying and taking nothing, in ms; -1: for ever.  Time in
 * which libsoup is the one to move does not count. */
static int
get_patience (Link *link)
{
  gboolean sending = !rt_local_request_is_empty (link->up);
  gint64 allowed;
  gint64 left;

  if (!rt_local_answer_is_empty (link->out) || must_drain (link))
    return -1;
  if (is_answered (link) && !sending)
    {
      allowed = KEEP_ALIVE_US;
    }
  else if (link->expecting)
    {
      allowed = EXPECT_US;
    }
  else
    {
      allowed
          = G_GINT64_CONSTANT (1000000) * rt_wire_record_get_idle_timeout (link->record);
      if (allowed == 0 || (!sending && !rt_wire_record_is_sent (link->record)))
        return -1;
    }
  left = link->last_activity + allowed - g_get_monotonic_time ();
  return left <= 0 ? 0 : (int)MIN (left / 1000 + 1, G_MAXINT);
}

static void
wait_for_something (Link *link)
{
  struct pollfd fds[2] = { { .fd = g_socket_get_fd (link->local) },
                           { .fd = g_socket_get_fd (link->remote->socket) } };
  int patience = get_patience (link);

  if (rt_local_request_is_empty (link->up))
    fds[0].events |= POLLIN;
  else
    fds[1].events |= POLLOUT;
  if (!rt_local_answer_is_empty (link->out))
    fds[0].events |= POLLOUT;
  if (is_listening (link))
    fds[1].events |= POLLIN;
  if (fds[1].events == 0 || link->closing)
    fds[1].fd = -1; /* else its hanging up would wake us in a loop */

  if (patience != 0 && poll (fds, G_N_ELEMENTS (fds), patience) != 0)
    {
      /* libsoup is gone while the peer takes nothing: nobody reads that hang-up. */
      if ((fds[0].revents & (POLLHUP | POLLERR)) != 0
          && !rt_local_request_is_empty (link->up))
        let_go (link);
      return;
    }
  if (link->expecting)
    {
      pass_continue (link);
      return;
    }
  if (!is_answered (link))
    {
      g_autoptr (GError) error
          = g_error_new (RT_ERROR, RT_ERROR_IDLE_TIMEOUT, "not a byte for %u s",
                         rt_wire_record_get_idle_timeout (link->record));
      fail (link, error);
    }
  link->closing = TRUE;
}

static void
carry (Link *link)
{
  link->last_activity = g_get_monotonic_time ();
  while (!link->closing || !rt_local_answer_is_empty (link->out) || must_drain (link))
    {
      gboolean moved = write_local (link);
      moved |= write_remote (link);
      moved |= read_remote (link);
      moved |= read_local (link);
      if (!moved)
        wait_for_something (link);
    }
}

/* Before the first byte of a request: a server of ours looks then whether it knows us. */
static void
introduce (Link *link)
{
  g_autoptr (GSocketAddress) address
      = g_socket_get_local_address (link->remote->socket, NULL);

  if (address == NULL)
    return;
  link->local_address = rt_endpoint_to_text (address);
  if (link->ends != NULL)
    rt_both_ends_expect (link->ends, link->local_address);
}

/**
 * rt_wire_link_run:
 * @local: a connection that libsoup opened to us
 * @turn: what is being sent
 * @ends: (nullable): is told of the connection
 *
 * Opens the real connection and carries bytes both ways until either end closes.  Blocks:
 * each link has a thread.
 */
void
rt_wire_link_run (GSocketConnection *local, RtWireTurn *turn, RtBothEnds *ends)
{
  g_autoptr (RtRoute) route = NULL;
  g_autoptr (RtWireRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  Link link
      = { .local = g_socket_connection_get_socket (local), .turn = turn, .ends = ends };

  if (rt_wire_turn_get (turn, &route, &record))
    {
      /* A request that came to a kept connection too late goes out a second time.  libsoup
       * does so only where that does no harm: others never go to a kept connection. */
      if (rt_wire_record_get_sent_bytes (record) > 0)
        rt_wire_record_restart (record);
      link.remote = rt_connector_connect (route, record, &error);
      if (link.remote == NULL)
        rt_wire_record_fail (record, error);
    }
  if (link.remote != NULL)
    {
      introduce (&link);
      g_socket_set_blocking (link.local, FALSE);
      link.up = rt_local_request_new ();
      link.down = g_malloc (PIECE);
      link.out = rt_local_answer_new ();
      carry (&link);
      rt_local_answer_free (link.out);
      rt_local_request_free (link.up);
      g_free (link.down);
      g_clear_pointer (&link.record, rt_wire_record_unref);
      g_clear_pointer (&link.framer, rt_answer_framer_free);
      g_socket_set_timeout (link.remote->socket, 1); /* for TLS to say goodbye */
      g_io_stream_close (link.remote->stream, NULL, NULL);
      rt_connection_free (link.remote);
      g_free (link.local_address);
    }
  g_io_stream_close (G_IO_STREAM (local), NULL, NULL);
}
