/* Carries bytes between one connection of libsoup and the network, and takes them down. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/wire/rt-wire-link.h"

#include "core/wire/rt-connector.h"
#include "core/wire/rt-error.h"

#include <poll.h>
#include <string.h>

#define PIECE (256 * 1024)

/* An idle connection is kept this long. */
#define KEEP_ALIVE_US (60 * G_USEC_PER_SEC)

/* A server that says nothing to "Expect: 100-continue" gets the body after this. */
#define EXPECT_US G_USEC_PER_SEC

#define HEAD_END "\r\n\r\n"

/* Bytes on their way through. */
typedef struct
{
  guint8 *data;
  gsize start;
  gsize end;
} Pipe;

/* One thread owns all of it.  Each direction holds at most one piece, and reads no more
 * before that has gone on: so back-pressure passes through. */
typedef struct
{
  GSocket *local;   /* borrowed */
  RtWireTurn *turn; /* borrowed */
  RtConnection *remote;

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
  guint head_matched;   /* bytes of HEAD_END that ended what libsoup wrote so far */

  Pipe up;         /* from libsoup to the network */
  Pipe down;       /* from the network, as received */
  GByteArray *out; /* for libsoup, framed anew */
  gsize out_start;
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
  link->head_matched = 0;
  if (link->served++ > 0)
    rt_wire_record_set_connection (link->record, link->remote->remote_address,
                                   link->remote->tls, TRUE);
  return TRUE;
}

/* What libsoup gets to read: a status that makes it do nothing but read, and the framing
 * as we understood it.  The real head is in the record. */
static void
pass_head (Link *link)
{
  RtFraming framing = rt_answer_framer_get_framing (link->framer);
  g_autofree char *head = NULL;

  switch (framing)
    {
    case RT_FRAMING_NONE:
      head = g_strdup ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
      break;
    case RT_FRAMING_LENGTH:
      head = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Length: %" G_GINT64_FORMAT
                              "\r\n\r\n",
                              rt_answer_framer_get_length (link->framer));
      break;
    case RT_FRAMING_CHUNKED:
      head = g_strdup ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
      break;
    case RT_FRAMING_CLOSE:
      head = g_strdup ("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
      break;
    }
  g_byte_array_append (link->out, (const guint8 *)head, strlen (head));
  link->head_passed = TRUE;
}

static void
pass_continue (Link *link)
{
  static const char go_on[] = "HTTP/1.1 100 Continue\r\n\r\n";

  if (link->expecting)
    g_byte_array_append (link->out, (const guint8 *)go_on, strlen (go_on));
  link->expecting = FALSE;
}

static void
on_body (const guint8 *data, gsize length, gpointer user_data)
{
  Link *link = user_data;
  gboolean chunked = rt_answer_framer_get_framing (link->framer) == RT_FRAMING_CHUNKED;

  if (chunked)
    {
      g_autofree char *size = g_strdup_printf ("%" G_GSIZE_MODIFIER "x\r\n", length);
      g_byte_array_append (link->out, (const guint8 *)size, strlen (size));
    }
  g_byte_array_append (link->out, data, length);
  if (chunked)
    g_byte_array_append (link->out, (const guint8 *)"\r\n", 2);
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
    pass_head (link);
  if (state == RT_FRAMER_DONE)
    {
      if (rt_answer_framer_get_framing (link->framer) == RT_FRAMING_CHUNKED)
        g_byte_array_append (link->out, (const guint8 *)"0\r\n\r\n", 5);
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
take_answer (Link *link)
{
  Pipe *down = &link->down;

  if (!is_answered (link))
    {
      rt_wire_record_add_received (link->record, down->data, down->end);
      link->received += down->end;
      while (down->start < down->end && !is_answered (link))
        {
          down->start += rt_answer_framer_push (link->framer, down->data + down->start,
                                                down->end - down->start, on_body, link);
          follow_framer (link);
        }
    }
  if (down->start < down->end) /* bytes that nobody asked for */
    {
      if (link->framer != NULL)
        {
          /* It knows what to make of them, and takes none. */
          rt_answer_framer_push (link->framer, down->data + down->start,
                                 down->end - down->start, NULL, NULL);
          rt_wire_record_add_remarks (link->record,
                                      rt_answer_framer_get_remarks (link->framer));
        }
      link->closing = TRUE;
    }
  down->start = down->end = 0;
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
  g_byte_array_set_size (link->out, 0);
  link->out_start = 0;
}

/* Puts our head in the place of libsoup's, once the whole of that is here. */
static void
replace_head (Link *link)
{
  GBytes *ours = rt_wire_record_get_head (link->record);
  Pipe *up = &link->up;
  gsize length, rest;
  const guint8 *data;

  if (ours == NULL || link->head_matched == strlen (HEAD_END))
    return;
  while (up->start < up->end && link->head_matched < strlen (HEAD_END))
    {
      guint8 c = up->data[up->start++];

      if (c == HEAD_END[link->head_matched])
        link->head_matched++;
      else
        link->head_matched = c == '\r';
    }
  if (link->head_matched < strlen (HEAD_END))
    return;

  data = g_bytes_get_data (ours, &length);
  rest = up->end - up->start;
  up->data = g_realloc (up->data, length + PIECE);
  memmove (up->data + length, up->data + up->start, rest);
  memcpy (up->data, data, length);
  up->start = 0;
  up->end = length + rest;
}

/* What a peer says before it is asked is its answer, so it has to wait for the request. */
static gboolean
is_listening (Link *link)
{
  return link->framer != NULL && link->out->len == 0 && !link->closing;
}

/* The four moves.  Each returns whether it got anything done. */

static gboolean
read_local (Link *link)
{
  g_autoptr (GError) error = NULL;
  gssize n;

  if (link->up.start < link->up.end || (link->closing && !must_drain (link)))
    return FALSE;
  n = g_socket_receive (link->local, (char *)link->up.data, PIECE, NULL, &error);
  if (n < 0 && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return FALSE;
  if (n <= 0 || !begin_request (link))
    {
      let_go (link);
      return TRUE;
    }
  link->up.start = 0;
  link->up.end = n;
  replace_head (link);
  link->taken += link->up.end - link->up.start;
  return TRUE;
}

static gboolean
write_remote (Link *link)
{
  GPollableOutputStream *out
      = G_POLLABLE_OUTPUT_STREAM (g_io_stream_get_output_stream (link->remote->stream));
  g_autoptr (GError) error = NULL;
  gssize n;

  if (link->up.start == link->up.end)
    return FALSE;
  if (link->remote_deaf || link->closing)
    {
      link->up.start = link->up.end = 0;
      return TRUE;
    }
  n = g_pollable_output_stream_write_nonblocking (
      out, link->up.data + link->up.start, link->up.end - link->up.start, NULL, &error);
  if (n < 0 && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return FALSE;
  if (n < 0)
    {
      /* The answer may be there all the same: an early refusal of a big body. */
      link->remote_deaf = TRUE;
      return TRUE;
    }
  rt_wire_record_add_sent (link->record, link->up.data + link->up.start, n);
  link->up.start += n;
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
  n = g_pollable_input_stream_read_nonblocking (in, link->down.data, PIECE, NULL, &error);
  if (n < 0 && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return FALSE;
  if (n <= 0)
    {
      end_answer (link, error);
      return TRUE;
    }
  link->down.start = 0;
  link->down.end = n;
  link->last_activity = g_get_monotonic_time ();
  take_answer (link);
  return TRUE;
}

static gboolean
write_local (Link *link)
{
  g_autoptr (GError) error = NULL;
  gssize n;

  if (link->out->len == 0)
    return FALSE;
  n = g_socket_send (link->local, (const char *)link->out->data + link->out_start,
                     link->out->len - link->out_start, NULL, &error);
  if (n < 0 && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return FALSE;
  link->out_start += MAX (n, 0);
  if (n < 0 || link->out_start == link->out->len)
    {
      g_byte_array_set_size (link->out, 0);
      link->out_start = 0;
    }
  if (n < 0)
    link->closing = TRUE;
  link->last_activity = g_get_monotonic_time ();
  return TRUE;
}

/* How long the peer may go on saying and taking nothing, in ms; -1: for ever.  Time in
 * which libsoup is the one to move does not count. */
static int
get_patience (Link *link)
{
  gboolean sending = link->up.start < link->up.end;
  gint64 allowed;
  gint64 left;

  if (link->out->len > 0 || must_drain (link))
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

  if (link->up.start == link->up.end)
    fds[0].events |= POLLIN;
  if (link->out->len > 0)
    fds[0].events |= POLLOUT;
  if (is_listening (link))
    fds[1].events |= POLLIN;
  if (link->up.start < link->up.end)
    fds[1].events |= POLLOUT;
  if (fds[1].events == 0 || link->closing)
    fds[1].fd = -1; /* else its hanging up would wake us in a loop */

  if (patience != 0 && poll (fds, G_N_ELEMENTS (fds), patience) != 0)
    {
      /* libsoup is gone while the peer takes nothing: nobody reads that hang-up. */
      if ((fds[0].revents & (POLLHUP | POLLERR)) != 0 && link->up.start < link->up.end)
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
  while (!link->closing || link->out->len > 0 || must_drain (link))
    {
      gboolean moved = write_local (link);
      moved |= write_remote (link);
      moved |= read_remote (link);
      moved |= read_local (link);
      if (!moved)
        wait_for_something (link);
    }
}

/**
 * rt_wire_link_run:
 * @local: a connection that libsoup opened to us
 * @turn: what is being sent
 *
 * Opens the real connection and carries bytes both ways until either end closes.  Blocks:
 * each link has a thread.
 */
void
rt_wire_link_run (GSocketConnection *local, RtWireTurn *turn)
{
  g_autoptr (RtRoute) route = NULL;
  g_autoptr (RtWireRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  Link link = { .local = g_socket_connection_get_socket (local), .turn = turn };

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
      g_socket_set_blocking (link.local, FALSE);
      link.up.data = g_malloc (PIECE);
      link.down.data = g_malloc (PIECE);
      link.out = g_byte_array_new ();
      carry (&link);
      g_byte_array_unref (link.out);
      g_free (link.up.data);
      g_free (link.down.data);
      g_clear_pointer (&link.record, rt_wire_record_unref);
      g_clear_pointer (&link.framer, rt_answer_framer_free);
      g_socket_set_timeout (link.remote->socket, 1); /* for TLS to say goodbye */
      g_io_stream_close (link.remote->stream, NULL, NULL);
      rt_connection_free (link.remote);
    }
  g_io_stream_close (G_IO_STREAM (local), NULL, NULL);
}
