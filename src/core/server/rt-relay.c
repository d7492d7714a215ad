/* One client of a proxy, from its first byte to the last of who it talks to. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/server/rt-relay.h"

#include "core/server/rt-dial.h"
#include "core/server/rt-pump.h"
#include "core/server/rt-relay-flow.h"
#include "core/server/rt-relay-request.h"

#include <sys/socket.h>

#define REQUEST_S 15
#define CONNECT_S 10
#define IDLE_S 300

typedef enum
{
  STATE_ASKED,      /* the client says where to */
  STATE_CONNECTING, /* nothing is read meanwhile */
  STATE_RELAYING,
  STATE_TELLING, /* the client is told the last word */
  STATE_OVER,
} State;

/* Counted: an attempt to connect can outlast who began it. */
struct _RtRelay
{
  const RtServerPlan *plan; /* borrowed */
  const RtRelayProtocol *protocol;
  const RtRelayEvents *events;
  gpointer data;
  GDestroyNotify destroy_data;
  guint16 own_port; /* where the proxy listens */

  State state;
  gint64 deadline_us;
  gint64 start_us;
  guint64 down_bytes;  /* that the client was given */
  guint64 reply_bytes; /* of them, those that are our own */
  gboolean is_counted; /* as one of those who are being served */
  gpointer talk;       /* the protocol's state */
  GIOStream *client;
  GSocket *client_socket;
  gboolean is_whole;       /* when it is over: nothing is missing */
  GSource *turn;           /* in which the end is told */
  RtRelayRequest *request; /* NULL: it is whole, or refused */
  GByteArray *early;       /* what came after the request */
  GCancellable *cancellable;
  GSocketConnection *server; /* NULL: not connected */
  RtRelayFlow *flow;         /* NULL: none yet, or none any more */
  RtPump *last_word;         /* to the client */
};

static void
set_deadline (RtRelay *self, int seconds)
{
  self->deadline_us = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
}

static void
clear_turn (RtRelay *self)
{
  if (self->turn != NULL)
    g_source_destroy (self->turn);
  g_clear_pointer (&self->turn, g_source_unref);
}

static void
log_it (RtRelay *self)
{
  RtAccessEntry *entry = self->protocol->make_entry (self->talk, self->down_bytes);

  if (entry == NULL)
    return;
  entry->duration_us = g_get_monotonic_time () - self->start_us;
  entry->time_us = g_get_real_time () - entry->duration_us;
  if (self->protocol->is_tunnel (self->talk) && self->down_bytes > self->reply_bytes)
    entry->body_bytes = self->down_bytes - self->reply_bytes;
  rt_access_log_push (self->plan->log, entry);
}

/* Later: whoever calls may still be at work. */
static gboolean
tell (gpointer data)
{
  RtRelay *self = data;

  clear_turn (self);
  self->events->ended (self->is_whole, self->data);
  return G_SOURCE_REMOVE;
}

/* What is cut off on one side must not look finished on the other. */
static void
reset_server (RtRelay *self)
{
  GSocket *socket = g_socket_connection_get_socket (self->server);
  const struct linger none = { 1, 0 };

  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &none, sizeof none);
  g_socket_close (socket, NULL);
}

static void
count_out (RtRelay *self)
{
  if (self->is_counted)
    rt_server_counters_end_answer (self->plan->counters);
  self->is_counted = FALSE;
}

static void
drop_talk (RtRelay *self)
{
  g_clear_pointer (&self->request, rt_relay_request_free);
  g_clear_pointer (&self->flow, rt_relay_flow_free);
  g_clear_pointer (&self->last_word, rt_pump_free);
}

static void
end (RtRelay *self, gboolean is_whole)
{
  if (self->state == STATE_OVER)
    return;
  self->state = STATE_OVER;
  log_it (self);
  count_out (self);
  drop_talk (self);
  if (!is_whole && self->server != NULL)
    reset_server (self);
  self->is_whole = is_whole;
  self->turn = g_timeout_source_new (0);
  g_source_set_callback (self->turn, tell, self, NULL);
  g_source_attach (self->turn, g_main_context_get_thread_default ());
}

static void
on_told (gsize n_bytes, gpointer data)
{
}

static void
on_all_told (RtPumpEnding ending, gpointer data)
{
  end (data, ending == RT_PUMP_OVER);
}

static const RtPumpEvents last_word_events = { on_told, on_all_told };

/* The client gets @words, and nothing after them. */
static void
say_last (RtRelay *self, GByteArray *words)
{
  g_autoptr (GInputStream) nothing = g_memory_input_stream_new ();

  drop_talk (self);
  self->state = STATE_TELLING;
  set_deadline (self, CONNECT_S);
  self->last_word = rt_pump_new (nothing, g_io_stream_get_output_stream (self->client),
                                 NULL, NULL, &last_word_events, self);
  rt_pump_write (self->last_word, words);
  rt_pump_start (self->last_word);
}

static void
on_moved (gsize n_down, gpointer data)
{
  RtRelay *self = data;

  set_deadline (self, IDLE_S);
  self->down_bytes += n_down;
  rt_server_counters_add_bytes (self->plan->counters, (guint)n_down);
}

static void
on_flow_ended (gboolean is_whole, gpointer data)
{
  end (data, is_whole);
}

static void
on_last_word (GByteArray *words, gpointer data)
{
  say_last (data, words);
}

static const RtRelayFlowEvents flow_events = { on_moved, on_flow_ended, on_last_word };

static void
begin_relaying (RtRelay *self)
{
  g_autoptr (GByteArray) reply = g_byte_array_new ();
  g_autoptr (GByteArray) request = g_byte_array_new ();
  g_autoptr (GSocketAddress) local
      = g_socket_connection_get_local_address (self->server, NULL);

  self->state = STATE_RELAYING;
  set_deadline (self, IDLE_S);
  self->protocol->connected (self->talk, local, reply, request);
  self->reply_bytes = reply->len;
  self->flow = rt_relay_flow_new (self->protocol, self->talk, self->client,
                                  self->client_socket, self->server, &flow_events, self);
  rt_relay_flow_start (self->flow, request, self->early, reply);
}

static void
give_up (RtRelay *self, const GError *error)
{
  g_autoptr (GByteArray) reply = g_byte_array_new ();

  self->protocol->failed (self->talk, error, reply);
  say_last (self, reply);
}

static void
destroy (gpointer data)
{
  RtRelay *self = data;

  g_object_unref (self->client);
  g_object_unref (self->client_socket);
  g_object_unref (self->cancellable);
  g_byte_array_unref (self->early);
  self->protocol->close (self->talk);
  self->destroy_data (self->data);
}

static void
on_dialled (GSocketConnection *server, const GError *error, gpointer data)
{
  RtRelay *self = data;

  self->server = server;
  if (self->state == STATE_CONNECTING && error != NULL)
    give_up (self, error);
  else if (self->state == STATE_CONNECTING)
    begin_relaying (self);
  else
    g_clear_object (&self->server);
  g_rc_box_release_full (self, destroy);
}

static void
begin_connecting (RtRelay *self)
{
  guint16 port;
  const char *host = self->protocol->get_target (self->talk, &port);

  g_clear_pointer (&self->request, rt_relay_request_free);
  self->state = STATE_CONNECTING;
  set_deadline (self, CONNECT_S);
  rt_server_counters_begin_answer (self->plan->counters);
  self->is_counted = TRUE;
  rt_dial (host, port, self->own_port, self->cancellable, on_dialled,
           g_rc_box_acquire (self));
}

static void
on_whole (const guint8 *early, gsize length, gpointer data)
{
  RtRelay *self = data;

  g_byte_array_append (self->early, early, (guint)length);
  begin_connecting (self);
}

static void
on_refused (GByteArray *reply, gpointer data)
{
  RtRelay *self = data;

  rt_server_counters_add_refusal (self->plan->counters);
  say_last (self, reply);
}

static void
on_left (gboolean is_whole, gpointer data)
{
  end (data, is_whole);
}

static const RtRelayRequestEvents request_events = { on_whole, on_refused, on_left };

/**
 * rt_relay_new:
 * @plan: of a proxy; must outlive the relay
 * @client: what it says and is told
 * @socket: its socket
 * @peer: who it is; must outlive the relay
 * @events: what to do about it
 * @data: for @events
 * @destroy_data: called when @data is of no more use, which may be after rt_relay_free()
 *
 * Serves a client of a proxy, in the main context of this thread.
 *
 * Returns: (transfer full): the relay
 */
RtRelay *
rt_relay_new (const RtServerPlan *plan,
              GIOStream *client,
              GSocket *socket,
              const RtPeer *peer,
              const RtRelayEvents *events,
              gpointer data,
              GDestroyNotify destroy_data)
{
  RtRelay *self = g_rc_box_new0 (RtRelay);
  const RtRelaySetting setting = { plan->credentials, peer->local_port };

  self->plan = plan;
  self->protocol = plan->recipe->relay;
  self->events = events;
  self->data = data;
  self->destroy_data = destroy_data;
  self->own_port = peer->local_port;
  self->start_us = g_get_monotonic_time ();
  set_deadline (self, REQUEST_S);
  self->talk = self->protocol->open (&setting, peer);
  self->client = g_object_ref (client);
  self->client_socket = g_object_ref (socket);
  self->early = g_byte_array_new ();
  self->cancellable = g_cancellable_new ();
  self->request
      = rt_relay_request_new (self->protocol, self->talk, client, &request_events, self);
  return self;
}

/**
 * rt_relay_free:
 * @self: a relay
 *
 * Drops the server, whatever is going on.  The client's stream is not closed.
 */
void
rt_relay_free (RtRelay *self)
{
  self->state = STATE_OVER;
  count_out (self);
  clear_turn (self);
  drop_talk (self);
  g_cancellable_cancel (self->cancellable);
  if (self->server != NULL)
    g_socket_close (g_socket_connection_get_socket (self->server), NULL);
  g_clear_object (&self->server);
  g_rc_box_release_full (self, destroy);
}

/**
 * rt_relay_check_deadline:
 * @self: a relay
 * @now_us: the monotonic time
 *
 * Ends what has taken too long.
 */
void
rt_relay_check_deadline (RtRelay *self, gint64 now_us)
{
  g_autoptr (GByteArray) reply = NULL;

  if (now_us < self->deadline_us)
    return;
  switch (self->state)
    {
    case STATE_ASKED:
      reply = g_byte_array_new ();
      self->protocol->time_out (self->talk, reply);
      say_last (self, reply);
      break;
    case STATE_CONNECTING:
      g_cancellable_cancel (self->cancellable);
      break;
    case STATE_RELAYING:
    case STATE_TELLING:
      end (self, FALSE);
      break;
    case STATE_OVER:
      break;
    }
}

/**
 * rt_relay_is_waiting:
 * @self: a relay
 *
 * Says whether the client has not asked for anything yet.
 *
 * Returns: %TRUE if ending it would lose nothing
 */
gboolean
rt_relay_is_waiting (const RtRelay *self)
{
  return self->state == STATE_ASKED;
}
