/* The sockets that a server listens on. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-listener.h"

#include "core/wire/rt-error.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#define BACKLOG 511
/* How often a free port of IPv4 is tried that may be taken in IPv6. */
#define TRIES 16
/* How far to look for a free port after one that is taken. */
#define PORTS_TRIED 100

static GError *
make_error (const GError *raw, guint16 port)
{
  if (g_error_matches (raw, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    return g_error_new (RT_ERROR, RT_ERROR_PORT_TAKEN, "port %u is taken", port);
  if (g_error_matches (raw, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return g_error_new (RT_ERROR, RT_ERROR_PORT_FORBIDDEN, "port %u is not for everyone",
                        port);
  return g_error_new (RT_ERROR, RT_ERROR_OTHER, "cannot listen on port %u: %s", port,
                      raw->message);
}

static guint16
get_port (GSocket *socket)
{
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (socket, NULL);

  return address != NULL
             ? g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address))
             : 0;
}

/* By hand: g_socket_bind() takes SO_REUSEPORT back. */
static gboolean
bind_socket (GSocket *socket, GSocketAddress *address, GError **error)
{
  struct sockaddr_storage native;
  gssize size = g_socket_address_get_native_size (address);
  int number;

  if (!g_socket_address_to_native (address, &native, sizeof native, error))
    return FALSE;
  if (bind (g_socket_get_fd (socket), (struct sockaddr *)&native, (socklen_t)size) == 0)
    return TRUE;
  number = errno;
  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (number),
                       g_strerror (number));
  return FALSE;
}

/* The first socket of a port does not share while it is bound, so that a port of another
 * server is seen to be taken; from then on, more of ours may join it. */
static GSocket *
open_socket (GInetAddress *address, guint16 port, gboolean is_first, GError **error)
{
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (address, port);
  g_autoptr (GSocket) socket
      = g_socket_new (g_inet_address_get_family (address), G_SOCKET_TYPE_STREAM,
                      G_SOCKET_PROTOCOL_TCP, error);

  if (socket == NULL)
    return NULL;
  g_socket_set_blocking (socket, FALSE);
  g_socket_set_listen_backlog (socket, BACKLOG);
  g_socket_set_option (socket, SOL_SOCKET, SO_REUSEADDR, 1, NULL);
  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6)
    g_socket_set_option (socket, IPPROTO_IPV6, IPV6_V6ONLY, 1, NULL);
  if (!is_first)
    g_socket_set_option (socket, SOL_SOCKET, SO_REUSEPORT, 1, NULL);
  if (!bind_socket (socket, wanted, error))
    return NULL;
  if (is_first)
    g_socket_set_option (socket, SOL_SOCKET, SO_REUSEPORT, 1, NULL);
  return g_socket_listen (socket, error) ? g_steal_pointer (&socket) : NULL;
}

/* One socket for each worker, all of one address and port. */
static gboolean
open_family (GPtrArray *groups, GInetAddress *address, guint16 *port, GError **error)
{
  for (guint i = 0; i < groups->len; i++)
    {
      GSocket *socket = open_socket (address, *port, i == 0, error);

      if (socket == NULL)
        return FALSE;
      *port = get_port (socket);
      g_ptr_array_add (g_ptr_array_index (groups, i), socket);
    }
  return TRUE;
}

static GPtrArray *
make_groups (guint n_workers)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);

  for (guint i = 0; i < n_workers; i++)
    g_ptr_array_add (groups, g_ptr_array_new_with_free_func (g_object_unref));
  return groups;
}

static GPtrArray *
open_one (GInetAddress *address, guint16 port, guint n_workers, GError **error)
{
  g_autoptr (GPtrArray) groups = make_groups (n_workers);
  g_autoptr (GError) raw = NULL;

  if (open_family (groups, address, &port, &raw))
    return g_steal_pointer (&groups);
  g_propagate_error (error, make_error (raw, port));
  return NULL;
}

/* A machine may have no IPv6; one that has it uses it for "localhost" first. */
static GPtrArray *
open_both (GInetAddress *v4,
           GInetAddress *v6,
           guint16 wanted,
           guint n_workers,
           GError **error)
{
  for (guint i = 0;; i++)
    {
      g_autoptr (GPtrArray) groups = make_groups (n_workers);
      g_autoptr (GError) raw = NULL;
      guint16 port = wanted;

      if (open_family (groups, v4, &port, &raw)
          && (open_family (groups, v6, &port, &raw)
              || !g_error_matches (raw, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE)))
        return g_steal_pointer (&groups);
      if (wanted == 0 && i < TRIES)
        continue;
      g_propagate_error (error, make_error (raw, port));
      return NULL;
    }
}

static GPtrArray *
open_loopback (guint16 port, guint n_workers, GError **error)
{
  g_autoptr (GInetAddress) v4 = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GInetAddress) v6 = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV6);

  return open_both (v4, v6, port, n_workers, error);
}

static GPtrArray *
open_all (guint16 port, guint n_workers, GError **error)
{
  g_autoptr (GInetAddress) v4 = g_inet_address_new_any (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GInetAddress) v6 = g_inet_address_new_any (G_SOCKET_FAMILY_IPV6);

  return open_both (v4, v6, port, n_workers, error);
}

/**
 * rt_listener_open:
 * @address: (nullable): an IP address; %NULL for loopback, `*` for every address of this
 *   machine, each both IPv4 and IPv6
 * @port: 0 for any that is free
 * @n_workers: how many threads are to take clients, each from sockets of its own
 * @error: return location for a #GError, or %NULL
 *
 * Opens a server's sockets.
 *
 * Errors: %RT_ERROR_PORT_TAKEN, %RT_ERROR_PORT_FORBIDDEN for a port below 1024,
 * %RT_ERROR_BAD_ADDRESS if @address is none, or %RT_ERROR_OTHER.
 *
 * Returns: (transfer full) (element-type GPtrArray): for each worker its sockets, or %NULL
 *   on error
 */
GPtrArray *
rt_listener_open (const char *address, guint16 port, guint n_workers, GError **error)
{
  g_autoptr (GInetAddress) parsed = NULL;

  if (address == NULL)
    return open_loopback (port, n_workers, error);
  if (strcmp (address, "*") == 0)
    return open_all (port, n_workers, error);
  parsed = g_inet_address_new_from_string (address);
  if (parsed == NULL)
    {
      g_set_error (error, RT_ERROR, RT_ERROR_BAD_ADDRESS, "'%s' is no IP address",
                   address);
      return NULL;
    }
  return open_one (parsed, port, n_workers, error);
}

/**
 * rt_listener_get_port:
 * @groups: what rt_listener_open() gave
 *
 * Says which port was opened.
 *
 * Returns: the port
 */
guint16
rt_listener_get_port (GPtrArray *groups)
{
  GPtrArray *first = g_ptr_array_index (groups, 0);

  return get_port (g_ptr_array_index (first, 0));
}

/**
 * rt_listener_find_port:
 * @address: (nullable): see rt_listener_open()
 * @after: a port, such as one that is taken
 *
 * Finds the next port that can be opened for all that @address stands for, by opening it.
 *
 * Returns: the port; 0 if there is none nearby
 */
guint16
rt_listener_find_port (const char *address, guint16 after)
{
  guint last = MIN ((guint)after + PORTS_TRIED, G_MAXUINT16);

  for (guint port = after + 1u; port <= last; port++)
    {
      g_autoptr (GPtrArray) groups = rt_listener_open (address, (guint16)port, 1, NULL);

      if (groups != NULL)
        return (guint16)port;
    }
  return 0;
}
