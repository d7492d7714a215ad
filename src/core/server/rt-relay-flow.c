/* What a client of a proxy and the server that it asked for say to each other. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-relay-flow.h"

#include "core/server/rt-pump.h"

struct _RtRelayFlow
{
  const RtRelayProtocol *protocol;
  gpointer talk;             /* borrowed: the protocol's state */
  GIOStream *client;         /* borrowed */
  GSocket *client_socket;    /* borrowed */
  GSocketConnection *server; /* borrowed */
  const RtRelayFlowEvents *events;
  gpointer data;

  gboolean is_tunnel;
  RtPump *up; /* to the server; NULL: over */
  RtPump *down;
};

static void
end (RtRelayFlow *self, gboolean is_whole)
{
  self->events->ended (is_whole, self->data);
}

static void
on_moved_up (gsize n_bytes, gpointer data)
{
  RtRelayFlow *self = data;

  self->events->moved (0, self->data);
}

static void
on_moved_down (gsize n_bytes, gpointer data)
{
  RtRelayFlow *self = data;

  self->events->moved (n_bytes, self->data);
}

static void
on_up_ended (RtPumpEnding ending, gpointer data)
{
  RtRelayFlow *self = data;

  g_clear_pointer (&self->up, rt_pump_free);
  if (ending == RT_PUMP_READ_FAILED
      || (self->is_tunnel && ending == RT_PUMP_WRITE_FAILED))
    end (self, FALSE);
  else if (self->is_tunnel && self->down == NULL)
    end (self, TRUE);
  else if (self->is_tunnel)
    g_socket_shutdown (g_socket_connection_get_socket (self->server), FALSE, TRUE, NULL);
  /* A server that reads no more of the request may have answered it all the same. */
  else if (ending == RT_PUMP_OVER && !self->protocol->is_request_whole (self->talk))
    end (self, FALSE);
}

static const RtPumpEvents up_events = { on_moved_up, on_up_ended };

static void
end_answer (RtRelayFlow *self, gboolean is_closed)
{
  g_autoptr (GByteArray) reply = g_byte_array_new ();
  gboolean is_whole = self->protocol->finish (self->talk, is_closed, reply);

  if (reply->len > 0)
    self->events->has_last_word (reply, self->data);
  else
    end (self, is_whole);
}

static void
on_down_ended (RtPumpEnding ending, gpointer data)
{
  RtRelayFlow *self = data;

  g_clear_pointer (&self->down, rt_pump_free);
  if (ending == RT_PUMP_WRITE_FAILED
      || (self->is_tunnel && ending == RT_PUMP_READ_FAILED))
    end (self, FALSE);
  else if (!self->is_tunnel)
    end_answer (self, ending == RT_PUMP_OVER);
  /* TLS knows no half of a connection that goes on: its end is the end of both. */
  else if (self->up == NULL || G_IS_TLS_CONNECTION (self->client))
    end (self, TRUE);
  else
    g_socket_shutdown (self->client_socket, FALSE, TRUE, NULL);
}

static const RtPumpEvents down_events = { on_moved_down, on_down_ended };

/**
 * rt_relay_flow_new:
 * @protocol: that the client speaks
 * @talk: its state, connected; must outlive the flow
 * @client: what the client says and is told; must outlive the flow
 * @client_socket: its socket; must outlive the flow
 * @server: the connection; must outlive the flow
 * @events: what to do about it
 * @data: for @events
 *
 * Returns: (transfer full): both directions, in which nothing flows yet
 */
RtRelayFlow *
rt_relay_flow_new (const RtRelayProtocol *protocol,
                   gpointer talk,
                   GIOStream *client,
                   GSocket *client_socket,
                   GSocketConnection *server,
                   const RtRelayFlowEvents *events,
                   gpointer data)
{
  RtRelayFlow *self = g_new0 (RtRelayFlow, 1);
  GIOStream *other = G_IO_STREAM (server);

  self->protocol = protocol;
  self->talk = talk;
  self->client = client;
  self->client_socket = client_socket;
  self->server = server;
  self->events = events;
  self->data = data;
  self->is_tunnel = protocol->is_tunnel (talk);
  self->up = rt_pump_new (
      g_io_stream_get_input_stream (client), g_io_stream_get_output_stream (other),
      self->is_tunnel ? NULL : protocol->pass_up, talk, &up_events, self);
  self->down = rt_pump_new (
      g_io_stream_get_input_stream (other), g_io_stream_get_output_stream (client),
      self->is_tunnel ? NULL : protocol->pass_down, talk, &down_events, self);
  return self;
}

void
rt_relay_flow_free (RtRelayFlow *self)
{
  g_clear_pointer (&self->up, rt_pump_free);
  g_clear_pointer (&self->down, rt_pump_free);
  g_free (self);
}

/**
 * rt_relay_flow_start:
 * @self: a flow that has not started
 * @request: what the server gets first, as it is
 * @early: what the client has said after its request
 * @reply: what the client gets first, as it is
 *
 * Lets it flow, in later turns.
 */
void
rt_relay_flow_start (RtRelayFlow *self,
                     GByteArray *request,
                     GByteArray *early,
                     GByteArray *reply)
{
  rt_pump_write (self->up, request);
  rt_pump_push (self->up, early->data, early->len);
  rt_pump_write (self->down, reply);
  rt_pump_start (self->up);
  rt_pump_start (self->down);
}
