/* One client of a server, from the handshake to the end of its connection. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/server/rt-server-connection.h"

#include "core/server/rt-relay.h"
#include "core/server/rt-server-farewell.h"
#include "core/server/rt-server-handshake.h"
#include "core/server/rt-server-http.h"
#include "core/server/rt-server-output.h"

#include <netinet/in.h>
#include <netinet/tcp.h>

#define HANDSHAKE_S 10
/* How long a client that is still sending gets to read our last words. */
#define LINGER_S 1
/* How long a client gets to read what comes before a reset. */
#define RESET_S 60

typedef enum
{
  STATE_HANDSHAKE,
  STATE_ANSWERING,
  STATE_RELAYING, /* of a proxy: the relay does it all */
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
  GSocketConnection *socket;
  GIOStream *io;                /* the socket's, or TLS on it */
  GSocketAddress *local;        /* NULL: the client has left already */
  GSocketAddress *remote;       /* NULL likewise */
  RtServerHandshake *handshake; /* NULL: there is none */
  RtPeer *peer;
  RtServerHttp *http;
  RtRelay *relay; /* of a proxy, in its place */
  GSource *turn;  /* what is to be done outside of SoupServer's calls */
  RtServerFarewell *farewell;
  gint64 accepted_us;
};

static void
set_deadline (RtServerConnection *self, int seconds)
{
  self->deadline_us = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
}

static void
clear_turn (RtServerConnection *self)
{
  if (self->turn != NULL)
    g_source_destroy (self->turn);
  g_clear_pointer (&self->turn, g_source_unref);
}

/* Replaces the next turn: the later news counts.  SoupServer must not be freed in the
 * middle of its own work. */
static void
do_next (RtServerConnection *self, GSourceFunc func)
{
  clear_turn (self);
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
  g_clear_pointer (&self->http, rt_server_http_free);
}

static void
destroy (gpointer data)
{
  RtServerConnection *self = data;

  g_clear_object (&self->local);
  g_clear_object (&self->remote);
  g_object_unref (self->io);
  g_object_unref (self->socket);
  g_clear_pointer (&self->peer, rt_peer_free);
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
  set_deadline (self, RESET_S);
  self->farewell
      = rt_server_farewell_begin_reset (g_socket_connection_get_socket (self->socket),
                                        on_farewell, g_rc_box_acquire (self), release);
  return G_SOURCE_REMOVE;
}

static void
on_http_ended (RtHttpEnding ending, gpointer data)
{
  static const GSourceFunc funcs[] = {
    [RT_HTTP_CLOSED] = close_gently,
    [RT_HTTP_RESET] = reset,
    [RT_HTTP_LEFT] = end,
  };

  do_next (data, funcs[ending]);
}

static const RtServerHttpEvents http_events = { on_http_ended };

static void
answer (RtServerConnection *self)
{
  self->state = STATE_ANSWERING;
  self->http = rt_server_http_new (self->plan, self->poll, self->cache, self->io,
                                   g_socket_connection_get_socket (self->socket),
                                   self->peer, &http_events, self);
  rt_server_http_begin (self->http, self->local, self->remote);
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
  self->peer = rt_peer_new (self->io, self->local, self->remote);
  self->peer->accepted_us = self->accepted_us;
  if (self->plan->recipe->relay != NULL)
    relay (self);
  else
    answer (self);
}

/* Nobody would know otherwise that the client was there. */
static void
log_handshake (RtServerConnection *self, guint status, guint n_bytes)
{
  RtPeer *peer = rt_peer_new (self->io, self->local, self->remote);
  RtAccessEntry *entry = rt_access_entry_new (peer->remote_host, NULL);

  entry->status = status;
  entry->body_bytes = n_bytes;
  entry->duration_us = g_get_monotonic_time () - self->accepted_us;
  entry->time_us = g_get_real_time () - entry->duration_us;
  rt_server_counters_add_bytes (self->plan->counters, n_bytes);
  rt_server_counters_add_refusal (self->plan->counters);
  rt_access_log_push (self->plan->log, entry);
  rt_peer_free (peer);
}

static void
on_shaken (RtHandshakeEnding ending, GIOStream *tls, gpointer data)
{
  RtServerConnection *self = data;

  switch (ending)
    {
    case RT_HANDSHAKE_GOOD:
      g_set_object (&self->io, tls);
      serve (self);
      break;
    case RT_HANDSHAKE_FAILED:
      log_handshake (self, 0, 0);
      do_next (self, end);
      break;
    case RT_HANDSHAKE_PLAIN:
      log_handshake (self, 400,
                     rt_server_output_say_status (
                         g_io_stream_get_output_stream (self->io), 400,
                         "This port speaks TLS: its address begins with https.", FALSE));
      do_next (self, close_gently);
      break;
    case RT_HANDSHAKE_SILENT:
      do_next (self, end);
      break;
    }
}

/* A client that is gone already has no address. */
static void
begin (RtServerConnection *self)
{
  if (self->local == NULL || self->remote == NULL)
    do_next (self, end);
  else if (self->plan->certificate != NULL)
    self->handshake
        = rt_server_handshake_begin (self->socket, self->plan->certificate, on_shaken,
                                     g_rc_box_acquire (self), release);
  else
    serve (self);
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
  g_socket_set_blocking (socket, FALSE);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  self->socket = g_socket_connection_factory_create_connection (socket);
  self->io = g_object_ref (G_IO_STREAM (self->socket));
  self->local = g_socket_connection_get_local_address (self->socket, NULL);
  self->remote = g_socket_connection_get_remote_address (self->socket, NULL);
  set_deadline (self, HANDSHAKE_S);
  begin (self);
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
  clear_turn (self);
  g_clear_pointer (&self->handshake, rt_server_handshake_free);
  g_clear_pointer (&self->farewell, rt_server_farewell_free);
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
  if (self->state == STATE_ANSWERING)
    rt_server_http_drain (self->http);
  else if (self->state == STATE_RELAYING && rt_relay_is_waiting (self->relay))
    do_next (self, close_gently);
  else if (self->state == STATE_HANDSHAKE)
    do_next (self, end);
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
  if (self->state == STATE_ANSWERING)
    rt_server_http_check_deadline (self->http, now_us);
  else if (self->state == STATE_RELAYING)
    rt_relay_check_deadline (self->relay, now_us);
  else if (self->state != STATE_OVER && now_us >= self->deadline_us)
    do_next (self, end);
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
  return self->state != STATE_ANSWERING || rt_server_http_is_waiting (self->http);
}
