/* One client of a server, from the handshake to the end of its connection. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtServer"

#include "core/server/rt-server-connection.h"

#include "core/server/rt-relay.h"
#include "core/server/rt-server-carrier.h"
#include "core/server/rt-server-farewell.h"
#include "core/server/rt-server-output.h"
#include "core/server/rt-server-shortcut.h"
#include "core/server/rt-server-soup.h"
#include "core/server/rt-server-witness.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>

#define HANDSHAKE_S 10
#define HEAD_S 15
#define BODY_S 60
#define IDLE_S 60
#define STALL_S 60
/* How long a client that is still sending gets to read our last words. */
#define LINGER_S 1

typedef enum
{
  STATE_HANDSHAKE,
  STATE_READING,
  STATE_ANSWERING,
  STATE_RELAYING, /* of a proxy: the relay does it all */
  STATE_STALLED,  /* nothing follows, as was asked for */
  STATE_CLOSING,  /* our side is shut */
  STATE_OVER,
} State;

struct _RtServerConnection
{
  const RtServerPlan *plan; /* borrowed */
  RtServerPoll *poll;       /* borrowed */
  RtAnswerCache *cache;     /* borrowed */
  const RtServerConnectionEvents *events;
  gpointer data;

  State state;
  gint64 deadline_us;
  gboolean is_draining;
  GSocketConnection *socket;
  GIOStream *io; /* the socket's, or TLS on it */
  GCancellable *cancellable;
  RtPeer *peer;
  RtRequestReader *reader;
  RtServerSoup *soup;
  RtServerShortcut *shortcut; /* past it */
  RtFaultStrike strike;       /* on the answer on its way */
  RtServerCarrier *carrier;   /* of the answer on its way */
  GSource *turn;              /* what is to be done outside of SoupServer's calls */
  RtServerFarewell *farewell;
  RtRelay *relay;           /* of a proxy */
  gint64 accepted_us;       /* monotonic */
  gboolean is_looked_up;    /* whether the client is our own */
  RtServerWitness *witness; /* of our own; NULL of strangers */
};

static void
set_deadline (RtServerConnection *self, int seconds)
{
  self->deadline_us = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
}

/* Replaces the next turn: the later news counts.  SoupServer must not be freed in the
 * middle of its own work. */
static void
do_next (RtServerConnection *self, GSourceFunc func)
{
  if (self->turn != NULL)
    g_source_destroy (self->turn);
  g_clear_pointer (&self->turn, g_source_unref);
  self->turn = g_timeout_source_new (0);
  g_source_set_callback (self->turn, func, self, NULL);
  g_source_attach (self->turn, g_main_context_get_thread_default ());
}

static gboolean
end (gpointer data)
{
  RtServerConnection *self = data;

  self->state = STATE_OVER;
  self->events->ended (self, self->data);
  return G_SOURCE_REMOVE;
}

static void
drop_service (RtServerConnection *self)
{
  g_clear_pointer (&self->relay, rt_relay_free);
  g_clear_pointer (&self->carrier, rt_server_carrier_free);
  g_clear_pointer (&self->soup, rt_server_soup_free);
  g_clear_pointer (&self->shortcut, rt_server_shortcut_free);
}

static void
destroy (gpointer data)
{
  RtServerConnection *self = data;

  g_object_unref (self->cancellable);
  g_object_unref (self->io);
  g_object_unref (self->socket);
  g_clear_pointer (&self->peer, rt_peer_free);
  g_clear_pointer (&self->reader, rt_request_reader_free);
  g_clear_pointer (&self->witness, rt_server_witness_free);
  self->events->gone (self->data);
}

static void
release (gpointer self)
{
  g_rc_box_release_full (self, destroy);
}

static gboolean
on_farewell (gpointer data)
{
  do_next (data, end);
  return G_SOURCE_REMOVE;
}

static gboolean
close_gently (gpointer data)
{
  RtServerConnection *self = data;

  drop_service (self);
  self->state = STATE_CLOSING;
  set_deadline (self, LINGER_S);
  self->farewell
      = rt_server_farewell_begin (self->io, g_socket_connection_get_socket (self->socket),
                                  on_farewell, g_rc_box_acquire (self), release);
  return G_SOURCE_REMOVE;
}

/* A body that stops in the middle ends in a reset: whatever its framing is, the client
 * then knows. */
static gboolean
reset (gpointer data)
{
  RtServerConnection *self = data;

  drop_service (self);
  self->state = STATE_CLOSING;
  set_deadline (self, STALL_S);
  self->farewell
      = rt_server_farewell_begin_reset (g_socket_connection_get_socket (self->socket),
                                        on_farewell, g_rc_box_acquire (self), release);
  return G_SOURCE_REMOVE;
}

static void
on_moved (gpointer data)
{
  RtServerConnection *self = data;

  set_deadline (self, STALL_S);
}

static void
log_answer (RtServerConnection *self)
{
  RtAccessEntry *entry = rt_server_carrier_make_entry (self->carrier);
  g_autoptr (GBytes) copy = rt_server_soup_end_copy (self->soup);

  if (copy != NULL && rt_server_carrier_is_kept_alive (self->carrier))
    rt_server_shortcut_learn (
        self->shortcut, rt_server_carrier_get_question (self->carrier), copy, entry);
  if (self->witness != NULL)
    rt_server_witness_see_end (self->witness, entry->status);
  rt_access_log_push (self->plan->log, entry);
}

static void
go_on (RtServerConnection *self, gboolean is_kept_alive)
{
  self->state = STATE_READING;
  set_deadline (self, IDLE_S);
  if (!is_kept_alive || self->is_draining)
    do_next (self, close_gently);
}

static void
on_answered (RtAnswerEnding ending, gpointer data)
{
  RtServerConnection *self = data;

  log_answer (self);
  switch (ending)
    {
    case RT_ENDING_WHOLE:
      go_on (self, rt_server_carrier_is_kept_alive (self->carrier));
      return;
    case RT_ENDING_CUT:
      do_next (self, close_gently);
      return;
    case RT_ENDING_RESET:
      do_next (self, reset);
      return;
    case RT_ENDING_STALL:
      self->state = STATE_STALLED;
      if (self->is_draining)
        do_next (self, end);
      return;
    }
}

static const RtServerCarrierEvents carrier_events = { on_moved, on_answered };

/* Our own client has made itself known before the first byte that it sends. */
static gboolean
is_witnessed (RtServerConnection *self)
{
  RtBothEnds *ends = self->plan->ends;

  if (self->is_looked_up || ends == NULL)
    return self->witness != NULL;
  self->is_looked_up = TRUE;
  if (rt_both_ends_expects (ends, self->peer->remote))
    {
      self->witness = rt_server_witness_new (ends, self->peer->remote, self->accepted_us);
      rt_server_soup_set_witness (self->soup, self->witness);
    }
  return self->witness != NULL;
}

/* Past SoupServer, which does not know of this request and rests. */
static gssize
on_known (const guint8 *data, gsize length, gpointer user_data)
{
  RtServerConnection *self = user_data;
  g_autoptr (GError) error = NULL;
  gssize taken;

  if (!rt_server_shortcut_is_sending (self->shortcut)
      && (self->state != STATE_READING || self->is_draining || self->turn != NULL
          || is_witnessed (self)))
    return 0;
  taken = rt_server_shortcut_take (self->shortcut, data, length, &error);
  if (taken > 0)
    {
      go_on (self, TRUE);
    }
  else if (taken < 0)
    {
      /* All of a short answer has the time that a piece of a long one has. */
      if (self->state != STATE_ANSWERING)
        set_deadline (self, STALL_S);
      self->state = STATE_ANSWERING;
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        do_next (self, end);
    }
  return taken;
}

static void
refuse (RtServerConnection *self, guint status)
{
  RtAccessEntry *entry = rt_access_entry_new (
      self->peer->remote_host, rt_request_reader_get_question (self->reader));

  entry->time_us = g_get_real_time ();
  entry->status = status;
  if (is_witnessed (self))
    rt_server_witness_see_end (self->witness, status);
  rt_access_log_push (self->plan->log, entry);
  rt_server_counters_add_refusal (self->plan->counters);
  rt_server_output_say_status (g_io_stream_get_output_stream (self->io), status);
}

static void
on_refused (gpointer data)
{
  RtServerConnection *self = data;

  refuse (self, rt_request_reader_get_status (self->reader));
  do_next (self, close_gently);
}

/* Whether a body that the client holds back is worth sending.  Handlers change nothing,
 * so asking one twice does no harm. */
static gboolean
is_body_welcome (RtServerConnection *self, const RtQuestion *question)
{
  const RtFaultStrike none = { 0 };
  g_autoptr (RtAnswer) answer = rt_server_plan_answer (self->plan, question, &none);

  if (rt_answer_get_status (answer) >= 400)
    return FALSE;
  rt_server_output_say_continue (g_io_stream_get_output_stream (self->io));
  return TRUE;
}

static void
on_asked (gpointer data)
{
  RtServerConnection *self = data;
  RtQuestion *question = rt_request_reader_get_question (self->reader);

  question->now_us = g_get_real_time ();
  question->peer = self->peer;
  if (is_witnessed (self))
    rt_server_witness_see_head (self->witness, question);
  set_deadline (self, BODY_S);
  if (self->plan->is_loopback && !rt_question_is_for_loopback (question))
    rt_request_reader_refuse (self->reader, 421);
  else if (question->expects_continue && (question->is_chunked || question->length > 0)
           && !is_body_welcome (self, question))
    rt_request_reader_skip_body (self->reader);
  else
    rt_request_reader_let_body_come (self->reader);
}

static void
on_whole (gpointer data)
{
  RtServerConnection *self = data;

  g_clear_pointer (&self->carrier, rt_server_carrier_free);
  if (self->witness != NULL)
    rt_server_witness_see_whole (self->witness);
  if (self->plan->faults != NULL)
    {
      rt_fault_tally_strike (self->plan->faults,
                             rt_request_reader_get_question (self->reader),
                             g_get_monotonic_time (), &self->strike);
      rt_server_soup_strike (self->soup, &self->strike);
    }
  if (rt_server_shortcut_wants (self->shortcut,
                                rt_request_reader_get_question (self->reader)))
    rt_server_soup_begin_copy (self->soup);
  self->carrier = rt_server_carrier_new (rt_request_reader_steal_question (self->reader),
                                         self->plan->counters, &carrier_events, self);
  self->state = STATE_ANSWERING;
  set_deadline (self, STALL_S);
}

static void
on_closed (gpointer data)
{
  RtServerConnection *self = data;

  /* A turn that is due already says more. */
  if (self->turn == NULL)
    do_next (self, close_gently);
}

static void
on_request (SoupServerMessage *message, gpointer data)
{
  RtServerConnection *self = data;

  RtAnswer *answer = rt_server_plan_answer (
      self->plan, rt_server_carrier_get_question (self->carrier), &self->strike);

  if (self->witness != NULL)
    rt_server_witness_see_composed (self->witness, answer);
  if (self->is_draining)
    rt_server_carrier_close_after (self->carrier);
  rt_server_carrier_begin (self->carrier, message, answer);
  if (rt_server_carrier_has_body (self->carrier))
    rt_server_soup_send_together (self->soup);
}

/* The client left before it had all of the answer.  SoupServer also says so of any answer
 * whose status is 500. */
static void
on_aborted (gpointer data)
{
  RtServerConnection *self = data;

  if (self->carrier == NULL || !rt_server_carrier_is_whole (self->carrier))
    do_next (self, end);
}

static const RtServerSoupEvents soup_events
    = { { on_known, on_asked, on_whole, on_refused, on_closed },
        on_request,
        on_aborted,
        on_moved };

static void
answer (RtServerConnection *self, GSocketAddress *local, GSocketAddress *remote)
{
  self->state = STATE_READING;
  set_deadline (self, HEAD_S);
  self->reader = rt_request_reader_new (self->plan->recipe->body_limit);
  self->shortcut = rt_server_shortcut_new (self->plan, self->cache, self->peer,
                                           g_io_stream_get_output_stream (self->io));
  self->soup = rt_server_soup_new (self->plan, self->poll, self->io,
                                   g_socket_connection_get_socket (self->socket),
                                   self->reader, &soup_events, self);
  if (!rt_server_soup_begin (self->soup, local, remote))
    do_next (self, end);
}

static void
on_relayed (gboolean is_whole, gpointer data)
{
  do_next (data, is_whole ? close_gently : reset);
}

static const RtRelayEvents relay_events = { on_relayed };

static void
relay (RtServerConnection *self)
{
  self->state = STATE_RELAYING;
  self->relay
      = rt_relay_new (self->plan, self->io, g_socket_connection_get_socket (self->socket),
                      self->peer, &relay_events, g_rc_box_acquire (self), release);
}

static void
serve (RtServerConnection *self)
{
  g_autoptr (GSocketAddress) local
      = g_socket_connection_get_local_address (self->socket, NULL);
  g_autoptr (GSocketAddress) remote
      = g_socket_connection_get_remote_address (self->socket, NULL);

  /* A client that is gone already has no address. */
  if (local == NULL || remote == NULL)
    {
      do_next (self, end);
      return;
    }
  self->peer = rt_peer_new (self->io, local, remote);
  if (self->plan->recipe->relay != NULL)
    relay (self);
  else
    answer (self, local, remote);
}

static void
on_handshake (GObject *source, GAsyncResult *result, gpointer data)
{
  RtServerConnection *self = data;
  gboolean is_good
      = g_tls_connection_handshake_finish (G_TLS_CONNECTION (source), result, NULL);

  if (self->state == STATE_HANDSHAKE && is_good)
    serve (self);
  else if (self->state == STATE_HANDSHAKE)
    do_next (self, end);
  release (self);
}

static void
begin_tls (RtServerConnection *self)
{
  static const char *const protocols[] = { "http/1.1", NULL };
  GIOStream *tls = g_tls_server_connection_new (G_IO_STREAM (self->socket),
                                                self->plan->certificate, NULL);

  g_object_unref (self->io);
  self->io = tls;
  g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (tls), protocols);
  g_tls_connection_set_require_close_notify (G_TLS_CONNECTION (tls), FALSE);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (tls), G_PRIORITY_DEFAULT,
                                    self->cancellable, on_handshake,
                                    g_rc_box_acquire (self));
}

/**
 * rt_server_connection_new:
 * @plan: what to answer; must outlive the connection
 * @poll: of this thread; must outlive the connection
 * @cache: of this thread; must outlive the connection
 * @socket: of a client, connected
 * @events: what to do about it
 * @data: for @events
 *
 * Serves a client, in the main context of this thread.
 *
 * Returns: (transfer full): the connection
 */
RtServerConnection *
rt_server_connection_new (const RtServerPlan *plan,
                          RtServerPoll *poll,
                          RtAnswerCache *cache,
                          GSocket *socket,
                          const RtServerConnectionEvents *events,
                          gpointer data)
{
  RtServerConnection *self = g_rc_box_new0 (RtServerConnection);

  self->plan = plan;
  self->poll = poll;
  self->cache = cache;
  self->events = events;
  self->data = data;
  self->accepted_us = g_get_monotonic_time ();
  self->cancellable = g_cancellable_new ();
  g_socket_set_blocking (socket, FALSE);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  self->socket = g_socket_connection_factory_create_connection (socket);
  self->io = g_object_ref (G_IO_STREAM (self->socket));
  set_deadline (self, HANDSHAKE_S);
  if (plan->certificate != NULL)
    begin_tls (self);
  else
    serve (self);
  return self;
}

/**
 * rt_server_connection_free:
 * @self: a connection
 *
 * Closes it, whatever it is doing.  Not to be called by what a SoupServer calls.
 */
void
rt_server_connection_free (RtServerConnection *self)
{
  self->state = STATE_OVER;
  drop_service (self);
  if (self->turn != NULL)
    g_source_destroy (self->turn);
  g_clear_pointer (&self->turn, g_source_unref);
  g_clear_pointer (&self->farewell, rt_server_farewell_free);
  g_cancellable_cancel (self->cancellable);
  g_socket_close (g_socket_connection_get_socket (self->socket), NULL);
  release (self);
}

/**
 * rt_server_connection_drain:
 * @self: a connection
 *
 * Lets an answer that is on its way come to its end, and then closes.
 */
void
rt_server_connection_drain (RtServerConnection *self)
{
  self->is_draining = TRUE;
  if (self->state == STATE_READING
      || (self->state == STATE_RELAYING && rt_relay_is_waiting (self->relay)))
    do_next (self, close_gently);
  else if (self->state == STATE_HANDSHAKE || self->state == STATE_STALLED)
    do_next (self, end);
}

/* Nobody reads what it sends any more, so only the system can tell. */
static gboolean
has_left (RtServerConnection *self)
{
  struct pollfd look
      = { g_socket_get_fd (g_socket_connection_get_socket (self->socket)), POLLRDHUP, 0 };

  return poll (&look, 1, 0) > 0;
}

/* Whether it is we who keep the client waiting, for some time yet. */
static gboolean
is_held_back (RtServerConnection *self)
{
  return self->state == STATE_ANSWERING && self->carrier != NULL
         && (rt_server_carrier_is_waiting (self->carrier)
             || rt_server_soup_is_holding (self->soup));
}

/**
 * rt_server_connection_check_deadline:
 * @self: a connection
 * @now_us: the monotonic time
 *
 * Ends the connection if it has taken too long over what it is doing.
 */
void
rt_server_connection_check_deadline (RtServerConnection *self, gint64 now_us)
{
  RtReaderPhase phase = self->reader != NULL ? rt_request_reader_get_phase (self->reader)
                                             : RT_READER_IDLE;

  /* From its first byte on, a head has a time of its own. */
  if (self->state == STATE_READING && phase == RT_READER_HEAD
      && self->deadline_us > now_us + HEAD_S * G_USEC_PER_SEC)
    set_deadline (self, HEAD_S);
  if (self->state == STATE_RELAYING)
    {
      rt_relay_check_deadline (self->relay, now_us);
      return;
    }
  if (self->state == STATE_STALLED)
    {
      if (has_left (self))
        do_next (self, end);
      return;
    }
  /* A client that has shut its side may still wait: it has its time like any other. */
  if (now_us < self->deadline_us || (is_held_back (self) && !has_left (self)))
    return;
  if (self->state == STATE_READING && phase != RT_READER_IDLE)
    {
      refuse (self, 408);
      do_next (self, close_gently);
    }
  else if (self->state == STATE_READING)
    {
      do_next (self, close_gently);
    }
  else if (self->state != STATE_OVER)
    {
      do_next (self, end);
    }
}

/**
 * rt_server_connection_is_waiting:
 * @self: a connection
 *
 * Says whether the client, and not we, is to do something next.
 *
 * Returns: %TRUE if closing it would lose no answer
 */
gboolean
rt_server_connection_is_waiting (RtServerConnection *self)
{
  if (self->state == STATE_RELAYING)
    return rt_relay_is_waiting (self->relay);
  return self->state != STATE_ANSWERING || (is_held_back (self) && has_left (self));
}
