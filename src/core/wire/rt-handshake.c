/* The TLS handshake of a client, and whether the certificate is accepted. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/wire/rt-handshake.h"

#include "core/wire/rt-certificate-wish.h"
#include "core/wire/rt-error.h"
#include "core/wire/rt-own-server.h"

#include <gnutls/gnutls.h>
#include <string.h>

typedef struct
{
  RtAttempt *attempt;            /* borrowed */
  const RtHandshakeParty *party; /* borrowed */

  GTlsCertificate *certificate; /* the leaf that was judged */
  GTlsCertificateFlags errors;
  RtTlsGrounds grounds;
} Handshake;

/* An address is no name that may be told to a server (RFC 6066 §3), and GnuTLS takes
 * offence at the colons of one of IPv6. */
static GSocketConnectable *
dup_identity (const RtHandshakeParty *party)
{
  GSocketAddress *literal
      = g_inet_socket_address_new_from_string (party->host, party->port);

  return literal != NULL ? G_SOCKET_CONNECTABLE (literal)
                         : g_network_address_new (party->host, party->port);
}

static gboolean
is_pinned (const RtHandshakeParty *party, GTlsCertificate *certificate)
{
  g_autofree char *fingerprint = rt_certificate_fingerprint (certificate);

  return party->pins != NULL && fingerprint != NULL
         && g_strv_contains (party->pins, fingerprint);
}

/* The name, the address and the signature have to be right.  A name alone proves nothing:
 * whoever has the key of our authority could use it elsewhere. */
static gboolean
is_own_server (const Handshake *self)
{
  const RtHandshakeParty *party = self->party;

  return self->attempt->route->own_authority != NULL && party->peer != NULL
         && rt_own_server_is_named (party->host)
         && rt_own_server_is_at (
             g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (party->peer)));
}

/* What our own authority issued is of no unknown one, whatever else is wrong with it. */
static void
consult_own_authority (Handshake *self)
{
  g_autoptr (GSocketConnectable) identity = dup_identity (self->party);
  GTlsCertificateFlags ours = rt_own_server_verify (self->attempt->route->own_authority,
                                                    self->certificate, identity);

  if (ours == 0 && self->errors == G_TLS_CERTIFICATE_UNKNOWN_CA)
    self->grounds = RT_TLS_GROUNDS_OWN_SERVER;
  else if ((ours & G_TLS_CERTIFICATE_UNKNOWN_CA) == 0)
    self->errors = (self->errors & ~G_TLS_CERTIFICATE_UNKNOWN_CA) | ours;
}

static gboolean
on_accept_certificate (GTlsConnection *connection,
                       GTlsCertificate *certificate,
                       GTlsCertificateFlags errors,
                       gpointer user_data)
{
  Handshake *self = user_data;

  g_set_object (&self->certificate, certificate);
  self->errors = errors;
  self->grounds = RT_TLS_GROUNDS_NONE;
  if (is_pinned (self->party, certificate))
    self->grounds = RT_TLS_GROUNDS_PIN;
  else if ((errors & G_TLS_CERTIFICATE_UNKNOWN_CA) != 0 && is_own_server (self))
    consult_own_authority (self);
  return self->grounds != RT_TLS_GROUNDS_NONE;
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

/* We offer HTTP/1.1 in ALPN (RFC 7301 §3.2), and no site that speaks it refuses that. */
static gboolean
is_only_http2 (const GError *raw)
{
  const char *alert = gnutls_alert_get_name (GNUTLS_A_NO_APPLICATION_PROTOCOL);

  return raw->domain == G_TLS_ERROR && alert != NULL
         && strstr (raw->message, alert) != NULL;
}

static GError *
explain (const GError *raw, RtCertificateWish *wish)
{
  if (is_only_http2 (raw))
    return g_error_new_literal (RT_ERROR, RT_ERROR_ONLY_HTTP2, raw->message);
  if (is_too_old (raw))
    return g_error_new_literal (RT_ERROR, RT_ERROR_TLS_TOO_OLD, raw->message);
  if (is_not_tls (raw))
    return g_error_new_literal (RT_ERROR, RT_ERROR_NOT_TLS, raw->message);
  if (rt_certificate_wish_explains (wish, raw))
    return g_error_new_literal (RT_ERROR, RT_ERROR_CLIENT_CERTIFICATE, raw->message);
  return rt_error_from (raw, RT_PHASE_TLS);
}

static gboolean
shake (Handshake *self, GTlsConnection *connection, GError **error)
{
  g_autoptr (RtCertificateWish) wish = rt_certificate_wish_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) raw = NULL;

  g_tls_connection_set_interaction (connection, G_TLS_INTERACTION (wish));
  g_signal_connect (connection, "accept-certificate", G_CALLBACK (on_accept_certificate),
                    self);
  g_tls_connection_handshake_async (connection, G_PRIORITY_DEFAULT,
                                    self->attempt->cancellable, rt_attempt_on_result,
                                    self->attempt);
  result = rt_attempt_wait (self->attempt);
  g_signal_handlers_disconnect_by_data (connection, self);
  if (g_tls_connection_handshake_finish (connection, result, &raw))
    return TRUE;
  g_propagate_error (error, explain (raw, wish));
  return FALSE;
}

/* A connection that learns of its anchors later than this has read the system's roots
 * before, all of them. */
static GIOStream *
make_connection (GIOStream *base,
                 GSocketConnectable *identity,
                 GTlsDatabase *anchors,
                 GError **error)
{
  GType type = g_tls_backend_get_client_connection_type (g_tls_backend_get_default ());

  return g_initable_new (type, NULL, error, "base-io-stream", base, "server-identity",
                         identity, anchors != NULL ? "database" : NULL, anchors, NULL);
}

/**
 * rt_handshake:
 * @attempt: an attempt
 * @base: an open connection
 * @party: who is to be at its other end
 * @info: (out) (nullable): what it came to, on failure, too
 * @error: return location for a #GError, or %NULL
 *
 * Shakes hands.
 *
 * Errors: any of %RT_ERROR that TLS comes to, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the connection over @base
 */
GIOStream *
rt_handshake (RtAttempt *attempt,
              GIOStream *base,
              const RtHandshakeParty *party,
              RtTlsInfo **info,
              GError **error)
{
  static const char *const protocols[] = { "http/1.1", NULL };
  Handshake self = { .attempt = attempt, .party = party };
  g_autoptr (GSocketConnectable) identity = dup_identity (party);
  g_autoptr (GIOStream) stream
      = make_connection (base, identity, attempt->route->anchors, error);
  GTlsConnection *connection = G_TLS_CONNECTION (stream);
  gboolean shaken;

  *info = NULL;
  if (stream == NULL)
    return NULL;
  g_tls_connection_set_advertised_protocols (connection, protocols);
  shaken = shake (&self, connection, error);
  if (shaken && self.certificate == NULL)
    g_set_object (&self.certificate, g_tls_connection_get_peer_certificate (connection));
  if (self.certificate != NULL)
    *info = rt_tls_info_new (shaken ? connection : NULL, self.certificate, self.errors,
                             self.grounds);
  g_clear_object (&self.certificate);
  return shaken && check_version (connection, error) ? g_steal_pointer (&stream) : NULL;
}
