/* Opens the connection of a route: name, TCP, TLS, each phase taken down. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/wire/rt-connector.h"

#include "core/wire/rt-error.h"
#include "core/wire/rt-own-server.h"

#include <gnutls/gnutls.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

/* One attempt.  It runs in the thread of its connection, on a context of its own: so the
 * libraries' asynchronous calls (two address families at once, a deadline) serve a thread
 * that simply waits. */
typedef struct
{
  RtRoute *route;       /* borrowed */
  RtWireRecord *record; /* borrowed */

  GMainContext *context;
  GCancellable *cancellable;
  RtPhase phase;
  gboolean timed_out;
  gboolean looks_up; /* the host is a name */
  GAsyncResult *result;

  GTlsCertificate *certificate; /* the leaf that was judged */
  GTlsCertificateFlags errors;
  RtTlsGrounds grounds;
  GSocketAddress *peer; /* nullable */
} Attempt;

static void
enter_phase (Attempt *attempt, RtPhase phase)
{
  if (attempt->phase == phase)
    return;
  rt_wire_record_end (attempt->record, attempt->phase);
  attempt->phase = phase;
  rt_wire_record_begin (attempt->record, phase);
}

static void
on_client_event (GSocketClient *client,
                 GSocketClientEvent event,
                 GSocketConnectable *connectable,
                 GIOStream *connection,
                 gpointer user_data)
{
  Attempt *attempt = user_data;

  switch (event)
    {
    case G_SOCKET_CLIENT_RESOLVED:
      if (attempt->looks_up)
        rt_wire_record_end (attempt->record, RT_PHASE_RESOLVE);
      break;
    case G_SOCKET_CLIENT_CONNECTING: /* once for each address that is tried */
      enter_phase (attempt, RT_PHASE_CONNECT);
      break;
    default:
      break;
    }
}

static void
on_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Attempt *attempt = user_data;

  attempt->result = g_object_ref (result);
}

static gboolean
on_deadline (gpointer user_data)
{
  Attempt *attempt = user_data;

  attempt->timed_out = TRUE;
  g_cancellable_cancel (attempt->cancellable);
  return G_SOURCE_REMOVE;
}

static void
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static GAsyncResult *
wait_for_result (Attempt *attempt)
{
  while (attempt->result == NULL)
    g_main_context_iteration (attempt->context, TRUE);
  return g_steal_pointer (&attempt->result);
}

static GSocketConnectable *
dup_destination (Attempt *attempt)
{
  const RtRoute *route = attempt->route;
  const char *address = route->connect_to != NULL ? route->connect_to : route->host;
  GSocketAddress *literal = g_inet_socket_address_new_from_string (address, route->port);

  if (literal != NULL)
    return G_SOCKET_CONNECTABLE (literal);
  attempt->looks_up = TRUE;
  return g_network_address_new (address, route->port);
}

static GSocketConnection *
open_socket (Attempt *attempt, GError **error)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnectable) destination = dup_destination (attempt);
  g_autoptr (GAsyncResult) result = NULL;
  GSocketConnection *connection;

  g_socket_client_set_enable_proxy (client, FALSE);
  if (attempt->route->family != RT_FAMILY_ANY)
    g_socket_client_set_family (client, attempt->route->family == RT_FAMILY_IPV4
                                            ? G_SOCKET_FAMILY_IPV4
                                            : G_SOCKET_FAMILY_IPV6);
  g_signal_connect (client, "event", G_CALLBACK (on_client_event), attempt);
  attempt->phase = attempt->looks_up ? RT_PHASE_RESOLVE : RT_PHASE_CONNECT;
  rt_wire_record_begin (attempt->record, attempt->phase);
  g_socket_client_connect_async (client, destination, attempt->cancellable, on_result,
                                 attempt);
  result = wait_for_result (attempt);
  connection = g_socket_client_connect_finish (client, result, error);
  rt_wire_record_end (attempt->record, attempt->phase);
  if (connection != NULL)
    g_socket_set_option (g_socket_connection_get_socket (connection), IPPROTO_TCP,
                         TCP_NODELAY, 1, NULL);
  return connection;
}

/* An address is no name that may be told to a server (RFC 6066 §3), and GnuTLS takes
 * offence at the colons of one of IPv6. */
static GSocketConnectable *
dup_identity (const RtRoute *route)
{
  GSocketAddress *literal
      = g_inet_socket_address_new_from_string (route->host, route->port);

  return literal != NULL ? G_SOCKET_CONNECTABLE (literal)
                         : g_network_address_new (route->host, route->port);
}

static gboolean
is_pinned (const RtRoute *route, GTlsCertificate *certificate)
{
  g_autofree char *fingerprint = rt_certificate_fingerprint (certificate);

  return route->pins != NULL && fingerprint != NULL
         && g_strv_contains ((const char *const *)route->pins, fingerprint);
}

/* The name, the address and the signature have to be right.  A name alone proves nothing:
 * whoever has the key of our authority could use it elsewhere. */
static gboolean
is_own_server (const Attempt *attempt,
               GTlsCertificate *certificate,
               GTlsCertificateFlags errors)
{
  const RtRoute *route = attempt->route;
  g_autoptr (GSocketConnectable) identity = dup_identity (route);

  return route->own_authority != NULL && errors == G_TLS_CERTIFICATE_UNKNOWN_CA
         && rt_own_server_is_named (route->host)
         && rt_own_server_is_at (
             g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (attempt->peer)))
         && rt_own_server_is_vouched_for (route->own_authority, certificate, identity);
}

static gboolean
on_accept_certificate (GTlsConnection *connection,
                       GTlsCertificate *certificate,
                       GTlsCertificateFlags errors,
                       gpointer user_data)
{
  Attempt *attempt = user_data;

  g_set_object (&attempt->certificate, certificate);
  attempt->errors = errors;
  if (is_pinned (attempt->route, certificate))
    attempt->grounds = RT_TLS_GROUNDS_PIN;
  else if (is_own_server (attempt, certificate, errors))
    attempt->grounds = RT_TLS_GROUNDS_OWN_SERVER;
  else
    attempt->grounds = RT_TLS_GROUNDS_NONE;
  return attempt->grounds != RT_TLS_GROUNDS_NONE;
}

static gboolean
check_version (GTlsConnection *connection, GError **error)
{
  GTlsProtocolVersion version = g_tls_connection_get_protocol_version (connection);

  if (version != G_TLS_PROTOCOL_VERSION_UNKNOWN
      && version >= G_TLS_PROTOCOL_VERSION_TLS_1_2)
    return TRUE;
  g_set_error (error, RT_ERROR, RT_ERROR_TLS_TOO_OLD,
               "the server offers nothing newer than TLS 1.%d",
               MAX (0, (int)version - (int)G_TLS_PROTOCOL_VERSION_TLS_1_0));
  return FALSE;
}

/* glib-networking has no code for this alert either. */
static gboolean
is_too_old (const GError *raw)
{
  return raw->domain == G_TLS_ERROR
         && strstr (raw->message, gnutls_alert_get_name (GNUTLS_A_PROTOCOL_VERSION))
                != NULL;
}

/* glib-networking has no code for a peer that answers in plain text. */
static gboolean
is_not_tls (const GError *raw)
{
  return raw->domain == G_TLS_ERROR
         && (strstr (raw->message, gnutls_strerror (GNUTLS_E_UNEXPECTED_PACKET)) != NULL
             || strstr (raw->message,
                        gnutls_strerror (GNUTLS_E_UNSUPPORTED_VERSION_PACKET))
                    != NULL);
}

static GIOStream *
shake_hands (Attempt *attempt, GSocketConnection *base, RtTlsInfo **info, GError **error)
{
  static const char *const protocols[] = { "http/1.1", NULL };
  g_autoptr (GSocketConnectable) identity = dup_identity (attempt->route);
  g_autoptr (GIOStream) stream = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  gboolean shaken;

  enter_phase (attempt, RT_PHASE_TLS); /* reading the system's roots is part of it */
  stream = g_tls_client_connection_new (G_IO_STREAM (base), identity, error);
  if (stream == NULL)
    return NULL;
  g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (stream), protocols);
  if (attempt->route->anchors != NULL)
    g_tls_connection_set_database (G_TLS_CONNECTION (stream), attempt->route->anchors);
  g_signal_connect (stream, "accept-certificate", G_CALLBACK (on_accept_certificate),
                    attempt);

  g_tls_connection_handshake_async (G_TLS_CONNECTION (stream), G_PRIORITY_DEFAULT,
                                    attempt->cancellable, on_result, attempt);
  result = wait_for_result (attempt);
  shaken = g_tls_connection_handshake_finish (G_TLS_CONNECTION (stream), result, error);
  rt_wire_record_end (attempt->record, RT_PHASE_TLS);
  g_signal_handlers_disconnect_by_data (stream, attempt);

  if (shaken && attempt->certificate == NULL)
    g_set_object (&attempt->certificate,
                  g_tls_connection_get_peer_certificate (G_TLS_CONNECTION (stream)));
  if (attempt->certificate != NULL)
    *info = rt_tls_info_new (shaken ? G_TLS_CONNECTION (stream) : NULL,
                             attempt->certificate, attempt->errors, attempt->grounds);
  if (!shaken || !check_version (G_TLS_CONNECTION (stream), error))
    return NULL;
  return g_steal_pointer (&stream);
}

static char *
format_address (GSocketAddress *address)
{
  GInetSocketAddress *inet = G_INET_SOCKET_ADDRESS (address);
  GInetAddress *host = g_inet_socket_address_get_address (inet);
  g_autofree char *text = g_inet_address_to_string (host);
  gboolean is_v6 = g_inet_address_get_family (host) == G_SOCKET_FAMILY_IPV6;

  return g_strdup_printf (is_v6 ? "[%s]:%u" : "%s:%u", text,
                          (guint)g_inet_socket_address_get_port (inet));
}

static RtConnection *
run_attempt (Attempt *attempt, GError **error)
{
  g_autoptr (GSocketConnection) base = open_socket (attempt, error);
  g_autoptr (RtConnection) connection = NULL;

  if (base == NULL)
    return NULL;
  attempt->peer = g_socket_connection_get_remote_address (base, error);
  if (attempt->peer == NULL)
    return NULL;
  connection = g_new0 (RtConnection, 1);
  connection->socket = g_object_ref (g_socket_connection_get_socket (base));
  connection->remote_address = format_address (attempt->peer);
  rt_wire_record_set_connection (attempt->record, connection->remote_address, NULL,
                                 FALSE);
  if (attempt->route->tls)
    {
      connection->stream = shake_hands (attempt, base, &connection->tls, error);
      rt_wire_record_set_connection (attempt->record, connection->remote_address,
                                     connection->tls, FALSE);
      if (connection->stream == NULL)
        {
          g_io_stream_close (G_IO_STREAM (base), NULL, NULL);
          return NULL;
        }
    }
  else
    {
      connection->stream = g_object_ref (G_IO_STREAM (base));
    }
  return g_steal_pointer (&connection);
}

/* Says why an attempt failed: our deadline and the user's Stop both look like a
 * cancellation from below. */
static GError *
explain (Attempt *attempt, const GError *raw)
{
  if (attempt->timed_out)
    return g_error_new (RT_ERROR, RT_ERROR_CONNECT_TIMEOUT,
                        "no connection to '%s' within %u s", attempt->route->host,
                        attempt->route->connect_timeout_s);
  if (is_too_old (raw))
    return g_error_new_literal (RT_ERROR, RT_ERROR_TLS_TOO_OLD, raw->message);
  if (is_not_tls (raw))
    return g_error_new_literal (RT_ERROR, RT_ERROR_NOT_TLS, raw->message);
  return rt_error_from (raw, attempt->phase);
}

/**
 * rt_connector_connect:
 * @route: where to
 * @record: takes down the phases; its cancellable ends the attempt
 * @error: return location for a #GError, or %NULL
 *
 * Looks the name up, connects (both address families, as RFC 8305 has it) and shakes
 * hands, within the route's connect timeout.  Blocks: call it in a thread of the wire.
 *
 * Errors: any of %RT_ERROR, or %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the connection, or %NULL
 */
RtConnection *
rt_connector_connect (RtRoute *route, RtWireRecord *record, GError **error)
{
  Attempt attempt = { .route = route, .record = record };
  GCancellable *outer = rt_wire_record_get_cancellable (record);
  g_autoptr (GError) raw = NULL;
  GSource *deadline = NULL;
  RtConnection *connection;
  gulong handler = 0;

  attempt.context = g_main_context_new ();
  attempt.cancellable = g_cancellable_new ();
  g_main_context_push_thread_default (attempt.context);
  if (outer != NULL)
    handler = g_cancellable_connect (outer, G_CALLBACK (on_cancelled),
                                     attempt.cancellable, NULL);
  if (route->connect_timeout_s > 0)
    {
      deadline = g_timeout_source_new (MIN (route->connect_timeout_s, G_MAXUINT / 1000)
                                       * 1000);
      g_source_set_callback (deadline, on_deadline, &attempt, NULL);
      g_source_attach (deadline, attempt.context);
    }

  connection = run_attempt (&attempt, &raw);
  if (connection == NULL)
    g_propagate_error (error, explain (&attempt, raw));

  if (deadline != NULL)
    {
      g_source_destroy (deadline);
      g_source_unref (deadline);
    }
  g_cancellable_disconnect (outer, handler);
  /* What was cancelled still has to come home to this context. */
  while (g_main_context_iteration (attempt.context, FALSE))
    ;
  g_main_context_pop_thread_default (attempt.context);
  g_main_context_unref (attempt.context);
  g_clear_object (&attempt.certificate);
  g_clear_object (&attempt.peer);
  g_object_unref (attempt.cancellable);
  return connection;
}

void
rt_connection_free (RtConnection *self)
{
  g_clear_object (&self->stream);
  g_clear_object (&self->socket);
  g_free (self->remote_address);
  g_clear_pointer (&self->tls, rt_tls_info_unref);
  g_free (self);
}
