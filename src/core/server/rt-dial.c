/* Connects to where a proxy's client wants to go. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-dial.h"

#include "core/wire/rt-error.h"

typedef struct
{
  guint16 own_port;
  RtDialDone done;
  gpointer data;
} Dial;

/* Whether the other end of the connection is the proxy itself, which listens on loopback
 * alone. */
static gboolean
is_loop (GSocketConnection *server, guint16 own_port)
{
  g_autoptr (GSocketAddress) there
      = g_socket_connection_get_remote_address (server, NULL);
  GInetSocketAddress *inet;

  if (there == NULL)
    return FALSE;
  inet = G_INET_SOCKET_ADDRESS (there);
  return g_inet_socket_address_get_port (inet) == own_port
         && g_inet_address_get_is_loopback (g_inet_socket_address_get_address (inet));
}

static GError *
make_error (const GError *raw)
{
  if (g_error_matches (raw, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_new (RT_ERROR, RT_ERROR_CONNECT_TIMEOUT, "it took too long");
  return rt_error_from (raw, RT_PHASE_CONNECT);
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Dial *self = data;
  g_autoptr (GError) raw = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) server
      = g_socket_client_connect_finish (G_SOCKET_CLIENT (source), result, &raw);

  if (server == NULL)
    error = make_error (raw);
  else if (is_loop (server, self->own_port))
    error = g_error_new (RT_ERROR, RT_ERROR_REDIRECT_LOOP, "that is the proxy itself");
  self->done (error == NULL ? g_steal_pointer (&server) : NULL, error, self->data);
}

/**
 * rt_dial:
 * @host: a name or an IP address
 * @port: a port
 * @own_port: where the proxy itself listens, on loopback
 * @cancellable: ends the attempt, which then took too long
 * @done: called once in the main context of this thread, whatever happens
 * @data: for @done
 *
 * Looks the name up and connects, and by no other proxy.
 *
 * Errors: %RT_ERROR_NAME_NOT_FOUND, %RT_ERROR_NAME_LOOKUP, %RT_ERROR_REFUSED,
 * %RT_ERROR_UNREACHABLE, %RT_ERROR_CONNECT_TIMEOUT, %RT_ERROR_REDIRECT_LOOP if the proxy
 * would talk to itself, or %RT_ERROR_OTHER.
 */
void
rt_dial (const char *host,
         guint16 port,
         guint16 own_port,
         GCancellable *cancellable,
         RtDialDone done,
         gpointer data)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnectable) target = g_network_address_new (host, port);
  Dial *self = g_new0 (Dial, 1);

  self->own_port = own_port;
  self->done = done;
  self->data = data;
  g_socket_client_set_enable_proxy (client, FALSE);
  g_socket_client_connect_async (client, target, cancellable, on_connected, self);
}
