/* The wire under a session: a socket that only we can reach, and real connections. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/wire/rt-wire.h"

#include "core/wire/rt-wire-link.h"

#include <gio/gunixsocketaddress.h>
#include <unistd.h>

/* How long to wait when a connection cannot be accepted. */
#define RETRY_MS 100

struct _RtWire
{
  GSocketListener *listener;
  GSocketAddress *address;
  GCancellable *closing;
  GThread *thread;
  RtWireTurn *turn;
  RtBothEnds *ends;  /* nullable */
  GHashTable *hosts; /* route key → the made-up host that libsoup pools by */
};

/* What a link's thread is given. */
typedef struct
{
  GSocketConnection *local;
  RtWireTurn *turn;
  RtBothEnds *ends; /* nullable */
} LinkStart;

static gpointer
run_link (gpointer data)
{
  LinkStart *start = data;

  rt_wire_link_run (start->local, start->turn, start->ends);
  g_object_unref (start->local);
  rt_wire_turn_unref (start->turn);
  g_clear_pointer (&start->ends, rt_both_ends_unref);
  g_free (start);
  return NULL;
}

/* The socket's name is in reach of other programs of this machine; what comes from one of
 * them is turned away. */
static gboolean
is_ours (GSocketConnection *local)
{
  g_autoptr (GCredentials) credentials
      = g_socket_get_credentials (g_socket_connection_get_socket (local), NULL);

  return credentials != NULL
         && g_credentials_get_unix_pid (credentials, NULL) == getpid ();
}

static void
wait_or_close (GCancellable *closing)
{
  GPollFD fd;
  gboolean can_wait = g_cancellable_make_pollfd (closing, &fd);

  g_poll (&fd, can_wait ? 1 : 0, RETRY_MS);
  if (can_wait)
    g_cancellable_release_fd (closing);
}

static gpointer
run_listener (gpointer data)
{
  RtWire *self = data;

  while (!g_cancellable_is_cancelled (self->closing))
    {
      GSocketConnection *local
          = g_socket_listener_accept (self->listener, NULL, self->closing, NULL);
      LinkStart *start;

      /* Out of descriptors: there may be some again in a moment. */
      if (local == NULL)
        {
          wait_or_close (self->closing);
          continue;
        }
      if (!is_ours (local))
        {
          g_object_unref (local);
          continue;
        }
      start = g_new0 (LinkStart, 1);
      start->local = local;
      start->turn = rt_wire_turn_ref (self->turn);
      start->ends = self->ends != NULL ? rt_both_ends_ref (self->ends) : NULL;
      g_thread_unref (g_thread_new ("rt-link", run_link, start));
    }
  return NULL;
}

/**
 * rt_wire_new:
 * @ends: (nullable): what servers of ours are told of its connections by
 * @error: return location for a #GError, or %NULL
 *
 * Opens a wire and waits for a session to talk to it.
 *
 * Returns: (transfer full): the wire, or %NULL
 */
RtWire *
rt_wire_new (RtBothEnds *ends, GError **error)
{
  g_autoptr (RtWire) self = g_new0 (RtWire, 1);
  g_autofree char *random = g_uuid_string_random ();
  g_autofree char *name = g_strdup_printf ("roundtrip-wire-%s", random);

  self->turn = rt_wire_turn_new ();
  self->ends = ends != NULL ? rt_both_ends_ref (ends) : NULL;
  self->closing = g_cancellable_new ();
  self->hosts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->listener = g_socket_listener_new ();
  self->address
      = g_unix_socket_address_new_with_type (name, -1, G_UNIX_SOCKET_ADDRESS_ABSTRACT);
  if (!g_socket_listener_add_address (self->listener, self->address, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_DEFAULT, NULL, NULL, error))
    return NULL;
  self->thread = g_thread_new ("rt-wire", run_listener, self);
  return g_steal_pointer (&self);
}

void
rt_wire_free (RtWire *self)
{
  g_cancellable_cancel (self->closing);
  if (self->thread != NULL)
    g_thread_join (self->thread);
  g_socket_listener_close (self->listener);
  g_object_unref (self->listener);
  g_object_unref (self->address);
  g_object_unref (self->closing);
  g_hash_table_unref (self->hosts);
  rt_wire_turn_unref (self->turn);
  g_clear_pointer (&self->ends, rt_both_ends_unref);
  g_free (self);
}

/**
 * rt_wire_get_connectable:
 * @self: a wire
 *
 * Gives what a session takes as its `remote-connectable`.
 *
 * Returns: (transfer none): the address of our end
 */
GSocketConnectable *
rt_wire_get_connectable (RtWire *self)
{
  return G_SOCKET_CONNECTABLE (self->address);
}

/**
 * rt_wire_prepare:
 * @self: a wire
 * @route: where the next request goes
 * @record: takes it down
 *
 * Says what the next request is, before it is given to the session.  libsoup keeps
 * connections by host, so each route gets a host of its own, made up; the request's Host
 * field is the caller's to write.
 *
 * Returns: (transfer full): the host to put into the URI given to libsoup
 */
char *
rt_wire_prepare (RtWire *self, RtRoute *route, RtWireRecord *record)
{
  const char *host = g_hash_table_lookup (self->hosts, route->key);

  if (host == NULL)
    {
      char *made = g_strdup_printf ("r%u.invalid", g_hash_table_size (self->hosts));
      g_hash_table_insert (self->hosts, g_strdup (route->key), made);
      host = made;
    }
  rt_wire_turn_set (self->turn, route, record);
  return g_strdup (host);
}
