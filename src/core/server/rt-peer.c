/* The two ends of a connection to a server. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-peer.h"

#include "core/wire/rt-endpoint.h"

/**
 * rt_peer_new:
 * @io: a socket's stream, or TLS on it whose handshake is over
 * @local: our end
 * @remote: the client's end
 *
 * Puts into words who speaks with whom.
 *
 * Returns: (transfer full): the words
 */
RtPeer *
rt_peer_new (GIOStream *io, GSocketAddress *local, GSocketAddress *remote)
{
  RtPeer *peer = g_new0 (RtPeer, 1);

  peer->local = rt_endpoint_to_text (local);
  peer->local_port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (local));
  peer->remote = rt_endpoint_to_text (remote);
  peer->remote_host = g_inet_address_to_string (
      g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote)));
  if (!G_IS_TLS_CONNECTION (io))
    return peer;
  switch (g_tls_connection_get_protocol_version (G_TLS_CONNECTION (io)))
    {
    case G_TLS_PROTOCOL_VERSION_TLS_1_3:
      peer->tls_version = g_strdup ("TLS 1.3");
      break;
    case G_TLS_PROTOCOL_VERSION_TLS_1_2:
      peer->tls_version = g_strdup ("TLS 1.2");
      break;
    default:
      peer->tls_version = g_strdup ("TLS");
      break;
    }
  peer->tls_cipher = g_tls_connection_get_ciphersuite_name (G_TLS_CONNECTION (io));
  return peer;
}

void
rt_peer_free (RtPeer *self)
{
  g_free (self->remote);
  g_free (self->remote_host);
  g_free (self->local);
  g_free (self->tls_version);
  g_free (self->tls_cipher);
  g_free (self);
}
