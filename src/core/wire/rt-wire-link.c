/* Carries bytes between one connection of libsoup and the network, and takes them down. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/wire/rt-wire-link-private.h"

#include "core/wire/rt-endpoint.h"
#include "core/wire/rt-error.h"

#include <poll.h>

#define PIECE (256 * 1024)

/* An idle connection is kept this long. */
#define KEEP_ALIVE_US (60 * G_USEC_PER_SEC)

/* A server that says nothing to "Expect: 100-continue" gets the body after this. */
#define EXPECT_US G_USEC_PER_SEC

/* Before the first byte of a request goes on: it belongs to what the lane sends now. */
static gboolean
begin_request (RtWireLink *link)
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

/* The answer is over before the request is.  libsoup reads nothing until it has written
 * all, so the rest is taken and thrown away. */
static gboolean
must_drain (RtWireLink *link)
{
  return link->closing && !link->gone && !link->expecting && link->head_passed
         && link->taken < rt_wire_record_get_request_bytes (link->record);
}

/* libsoup let go of the connection: cancelled, or no longer wanted. */
static void
let_go (RtWireLink *link)
{
  link->closing = link->gone = TRUE;
  rt_local_answer_clear (link->out);
}

/* What a peer says before it is asked is its answer, so it has to wait for the request. */
static gboolean
is_listening (RtWireLink *link)
{
  return link->framer != NULL && rt_local_answer_is_empty (link->out) && !link->closing;
}

/* The four moves.  Each returns whether it got anything done. */

static gboolean
read_local (RtWireLink *link)
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
write_remote (RtWireLink *link)
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
read_remote (RtWireLink *link)
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
      rt_wire_link_end_answer (link, error);
      return TRUE;
    }
  link->last_activity = g_get_monotonic_time ();
  rt_wire_link_take_answer (link, n);
  return TRUE;
}

static gboolean
write_local (RtWireLink *link)
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
get_patience (RtWireLink *link)
{
  gboolean sending = !rt_local_request_is_empty (link->up);
  gint64 allowed;
  gint64 left;

  if (!rt_local_answer_is_empty (link->out) || must_drain (link))
    return -1;
  if (rt_wire_link_is_answered (link) && !sending)
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
wait_for_something (RtWireLink *link)
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
      rt_wire_link_pass_continue (link);
      return;
    }
  if (!rt_wire_link_is_answered (link))
    {
      g_autoptr (GError) error
          = g_error_new (RT_ERROR, RT_ERROR_IDLE_TIMEOUT, "not a byte for %u s",
                         rt_wire_record_get_idle_timeout (link->record));
      rt_wire_link_fail (link, error);
    }
  link->closing = TRUE;
}

static void
carry (RtWireLink *link)
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
introduce (RtWireLink *link)
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
  RtWireLink link
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
