/* Opens the connection of a route: name, TCP, proxy, TLS, each phase taken down. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/wire/rt-connector.h"

#include "core/wire/rt-endpoint.h"
#include "core/wire/rt-error.h"
#include "core/wire/rt-handshake.h"
#include "core/wire/rt-http-tunnel.h"
#include "core/wire/rt-read-ahead.h"
#include "core/wire/rt-socks-tunnel.h"

#include <netinet/in.h>
#include <netinet/tcp.h>

/* A way to the site: the socket, and what is laid over it. */
typedef struct
{
  RtAttempt attempt;
  gboolean looks_up;    /* the host is a name */
  GSocketAddress *peer; /* nullable */
  RtTlsInfo *proxy_tls; /* nullable */
  GPtrArray *steps;     /* of RtConnectStep */
} Way;

/* A proxy that hung up is connected to once more, and that is part of passing it. */
static gboolean
is_passing_proxy (const Way *way)
{
  return way->attempt.phase == RT_PHASE_PROXY;
}

static void
on_client_event (GSocketClient *client,
                 GSocketClientEvent event,
                 GSocketConnectable *connectable,
                 GIOStream *connection,
                 gpointer user_data)
{
  Way *way = user_data;

  if (is_passing_proxy (way))
    return;
  switch (event)
    {
    case G_SOCKET_CLIENT_RESOLVED:
      if (way->looks_up)
        rt_wire_record_end (way->attempt.record, RT_PHASE_RESOLVE);
      break;
    case G_SOCKET_CLIENT_CONNECTING: /* once for each address that is tried */
      rt_attempt_enter (&way->attempt, RT_PHASE_CONNECT);
      break;
    default:
      break;
    }
}

/* With a proxy, the place that "connect to" names is where the tunnel ends. */
static GSocketConnectable *
dup_destination (Way *way)
{
  const RtRoute *route = way->attempt.route;
  const char *address = route->proxy != NULL        ? route->proxy->host
                        : route->connect_to != NULL ? route->connect_to
                                                    : route->host;
  guint16 port = route->proxy != NULL ? route->proxy->port : route->port;
  GSocketAddress *literal = g_inet_socket_address_new_from_string (address, port);

  way->looks_up = literal == NULL;
  return literal != NULL ? G_SOCKET_CONNECTABLE (literal)
                         : g_network_address_new (address, port);
}

static GSocketConnection *
open_socket (Way *way, GError **error)
{
  RtAttempt *attempt = &way->attempt;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnectable) destination = dup_destination (way);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GSocketConnection) connection = NULL;

  g_socket_client_set_enable_proxy (client, FALSE);
  if (attempt->route->family != RT_FAMILY_ANY)
    g_socket_client_set_family (client, attempt->route->family == RT_FAMILY_IPV4
                                            ? G_SOCKET_FAMILY_IPV4
                                            : G_SOCKET_FAMILY_IPV6);
  g_signal_connect (client, "event", G_CALLBACK (on_client_event), way);
  if (!is_passing_proxy (way))
    {
      attempt->phase = way->looks_up ? RT_PHASE_RESOLVE : RT_PHASE_CONNECT;
      rt_wire_record_begin (attempt->record, attempt->phase);
    }
  g_socket_client_connect_async (client, destination, attempt->cancellable,
                                 rt_attempt_on_result, attempt);
  result = rt_attempt_wait (attempt);
  connection = g_socket_client_connect_finish (client, result, error);
  if (!is_passing_proxy (way))
    rt_attempt_leave (attempt);
  if (connection == NULL)
    return NULL;
  g_socket_set_option (g_socket_connection_get_socket (connection), IPPROTO_TCP,
                       TCP_NODELAY, 1, NULL);
  g_clear_object (&way->peer);
  way->peer = g_socket_connection_get_remote_address (connection, error);
  return way->peer != NULL ? g_steal_pointer (&connection) : NULL;
}

/* What TLS to the proxy comes to is the proxy's, not the site's. */
static GIOStream *
secure_proxy (Way *way, GIOStream *base, GError **error)
{
  const RtRoute *route = way->attempt.route;
  const RtHandshakeParty party = { .host = route->proxy->host,
                                   .port = route->proxy->port,
                                   .pins = (const char *const *)route->proxy_pins,
                                   .peer = way->peer };
  g_autoptr (GError) raw = NULL;
  GIOStream *stream;

  g_clear_pointer (&way->proxy_tls, rt_tls_info_unref);
  stream = rt_handshake (&way->attempt, base, &party, &way->proxy_tls, &raw);
  if (stream != NULL)
    return stream;
  if (g_error_matches (raw, RT_ERROR, RT_ERROR_CERTIFICATE))
    raw->code = RT_ERROR_PROXY_CERTIFICATE;
  else if (raw->domain == RT_ERROR)
    raw->code = RT_ERROR_PROXY_ANSWER;
  g_propagate_error (error, g_steal_pointer (&raw));
  return NULL;
}

/* From the socket to the far end of the tunnel. */
static RtTunnelEnd
pass_proxy (Way *way, GSocketConnection *base, GIOStream **stream, GError **error)
{
  RtAttempt *attempt = &way->attempt;
  const RtRoute *route = attempt->route;
  const char *host = route->connect_to != NULL ? route->connect_to : route->host;
  RtTunnelEnd end = RT_TUNNEL_OPEN;

  *stream = g_object_ref (G_IO_STREAM (base));
  if (route->proxy == NULL)
    return RT_TUNNEL_OPEN;
  if (route->proxy->kind == RT_PROXY_HTTPS)
    {
      rt_attempt_enter (attempt, RT_PHASE_PROXY);
      g_object_unref (*stream);
      *stream = secure_proxy (way, G_IO_STREAM (base), error);
      if (*stream == NULL)
        return RT_TUNNEL_FAILED;
    }
  if (rt_route_is_tunnel (route))
    {
      rt_attempt_enter (attempt, RT_PHASE_PROXY);
      if (rt_proxy_speaks_http (route->proxy))
        end = rt_http_tunnel_open (attempt, *stream, host, route->port, way->steps,
                                   error);
      else if (!rt_socks_tunnel_open (attempt, *stream, host, route->port, error))
        end = RT_TUNNEL_FAILED;
    }
  if (end != RT_TUNNEL_AGAIN)
    rt_attempt_leave (attempt);
  return end;
}

static GSocketConnection *
reach (Way *way, GIOStream **stream, GError **error)
{
  RtTunnelEnd end = RT_TUNNEL_AGAIN;
  GSocketConnection *base = NULL;

  while (end == RT_TUNNEL_AGAIN)
    {
      base = open_socket (way, error);
      if (base == NULL)
        return NULL;
      end = pass_proxy (way, base, stream, error);
      if (end == RT_TUNNEL_OPEN)
        return base;
      g_clear_object (stream);
      g_io_stream_close (G_IO_STREAM (base), NULL, NULL);
      g_clear_object (&base);
    }
  return NULL;
}

static void
take_down (Way *way, const char *remote_address, RtTlsInfo *tls)
{
  rt_wire_record_set_connection (way->attempt.record, remote_address, tls, FALSE);
  rt_wire_record_set_tunnel (way->attempt.record, rt_route_is_tunnel (way->attempt.route),
                             way->proxy_tls, way->steps);
}

static RtConnection *
run_attempt (Way *way, GError **error)
{
  const RtRoute *route = way->attempt.route;
  g_autoptr (RtConnection) connection = g_new0 (RtConnection, 1);
  g_autoptr (GIOStream) stream = NULL;
  g_autoptr (GSocketConnection) base = reach (way, &stream, error);

  if (way->peer != NULL)
    connection->remote_address = rt_endpoint_to_text (way->peer);
  take_down (way, connection->remote_address, NULL);
  if (base == NULL)
    return NULL;
  connection->socket = g_object_ref (g_socket_connection_get_socket (base));
  connection->stream = g_steal_pointer (&stream);
  if (route->tls)
    {
      g_autoptr (GIOStream) under = rt_read_ahead_new (connection->stream);
      const RtHandshakeParty site = { .host = route->host,
                                      .port = route->port,
                                      .pins = (const char *const *)route->pins,
                                      .peer = route->proxy == NULL ? way->peer : NULL };

      g_clear_object (&connection->stream);
      /* Reading the system's roots is part of it. */
      rt_attempt_enter (&way->attempt, RT_PHASE_TLS);
      connection->stream
          = rt_handshake (&way->attempt, under, &site, &connection->tls, error);
      rt_attempt_leave (&way->attempt);
      take_down (way, connection->remote_address, connection->tls);
      if (connection->stream == NULL)
        {
          g_io_stream_close (under, NULL, NULL);
          return NULL;
        }
    }
  connection->proxy = rt_wire_record_dup_proxy (way->attempt.record);
  return g_steal_pointer (&connection);
}

/* Says why an attempt failed: our deadline and the user's Stop both look like a
 * cancellation from below. */
static GError *
explain (const Way *way, const GError *raw)
{
  const RtAttempt *attempt = &way->attempt;
  const RtRoute *route = attempt->route;
  gboolean is_proxys = route->proxy != NULL && attempt->phase <= RT_PHASE_PROXY;
  g_autoptr (GError) error = rt_error_from (raw, attempt->phase);

  if (attempt->timed_out && error->domain != RT_ERROR)
    {
      if (!is_proxys)
        return g_error_new (RT_ERROR, RT_ERROR_CONNECT_TIMEOUT,
                            "no connection to '%s' within %u s", route->host,
                            route->connect_timeout_s);
      return g_error_new (RT_ERROR,
                          attempt->phase < RT_PHASE_PROXY ? RT_ERROR_PROXY_UNREACHABLE
                                                          : RT_ERROR_PROXY_ANSWER,
                          "no way through the proxy '%s' within %u s", route->proxy->uri,
                          route->connect_timeout_s);
    }
  if (is_proxys && attempt->phase < RT_PHASE_PROXY && error->domain == RT_ERROR)
    error->code = RT_ERROR_PROXY_UNREACHABLE;
  return g_steal_pointer (&error);
}

/**
 * rt_connector_connect:
 * @route: where to
 * @record: takes down the phases; its cancellable ends the attempt
 * @error: return location for a #GError, or %NULL
 *
 * Looks the name up, connects (both address families, as RFC 8305 has it), passes the
 * proxy and shakes hands, within the route's connect timeout.  Blocks: call it in a thread
 * of the wire.
 *
 * Errors: any of %RT_ERROR, or %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the connection, or %NULL
 */
RtConnection *
rt_connector_connect (RtRoute *route, RtWireRecord *record, GError **error)
{
  Way way = { .steps = rt_connect_steps_new () };
  g_autoptr (GError) raw = NULL;
  RtConnection *connection;

  rt_attempt_begin (&way.attempt, route, record);
  connection = run_attempt (&way, &raw);
  if (connection == NULL)
    g_propagate_error (error, explain (&way, raw));
  rt_attempt_end (&way.attempt);
  g_clear_object (&way.peer);
  g_clear_pointer (&way.proxy_tls, rt_tls_info_unref);
  g_ptr_array_unref (way.steps);
  return connection;
}

void
rt_connection_free (RtConnection *self)
{
  g_clear_object (&self->stream);
  g_clear_object (&self->socket);
  g_free (self->remote_address);
  g_clear_pointer (&self->tls, rt_tls_info_unref);
  g_clear_pointer (&self->proxy, rt_proxy_report_unref);
  g_free (self);
}
