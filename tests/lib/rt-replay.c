/* A server that says exactly what a test tells it, and remembers what it was sent. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/lib/rt-replay.h"

#include "tests/lib/rt-replay-connection.h"

struct _RtReplay
{
  RtReplayStage stage;
  GSocket *listener;
  GCancellable *cancellable; /* of the listener */
  gboolean is_ipv6;
  guint16 port;
  GThread *thread;

  /* Guarded by the lock of the stage. */
  GPtrArray *scripts;     /* of GArray of RtReplayStep */
  GPtrArray *connections; /* of RtReplayConnection; only grows */
};

static gboolean
ends_script (const RtReplayStep *step)
{
  return step->action == RT_REPLAY_ACTION_END || step->action == RT_REPLAY_ACTION_CLOSE
         || step->action == RT_REPLAY_ACTION_RESET;
}

static void
add_connection (RtReplay *self, GSocket *socket)
{
  guint script;

  g_mutex_lock (&self->stage.lock);
  script = MIN (self->connections->len, self->scripts->len - 1);
  g_ptr_array_add (self->connections,
                   rt_replay_connection_new (
                       &self->stage, g_ptr_array_index (self->scripts, script), socket));
  g_mutex_unlock (&self->stage.lock);
}

static gpointer
run_listener (gpointer data)
{
  RtReplay *self = data;
  GSocket *socket;

  while ((socket = g_socket_accept (self->listener, self->cancellable, NULL)) != NULL)
    add_connection (self, socket);
  return NULL;
}

static void
listen_on_free_port (RtReplay *self)
{
  GSocketFamily family = self->is_ipv6 ? G_SOCKET_FAMILY_IPV6 : G_SOCKET_FAMILY_IPV4;
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (family);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  self->listener
      = g_socket_new (family, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);
  g_assert_no_error (error);
  g_socket_bind (self->listener, wanted, TRUE, &error);
  g_assert_no_error (error);
  g_socket_listen (self->listener, &error);
  g_assert_no_error (error);
  bound = g_socket_get_local_address (self->listener, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
}

/**
 * rt_replay_new:
 * @script: what to do with every connection, up to and with %RT_REPLAY_END
 *
 * Starts a server on a free port of 127.0.0.1, in threads of its own.
 *
 * Returns: (transfer full): the server
 */
RtReplay *
rt_replay_new (const RtReplayStep *script)
{
  return rt_replay_new_full (script, FALSE, NULL);
}

/**
 * rt_replay_new_full:
 * @script: as for rt_replay_new()
 * @ipv6: whether to listen on ::1 in place of 127.0.0.1
 * @certificate: (nullable): a certificate with its key, to speak TLS
 *
 * Starts a server.  The script begins after the TLS handshake.
 *
 * Returns: (transfer full): the server
 */
RtReplay *
rt_replay_new_full (const RtReplayStep *script,
                    gboolean ipv6,
                    GTlsCertificate *certificate)
{
  RtReplay *self = g_new0 (RtReplay, 1);

  g_mutex_init (&self->stage.lock);
  g_cond_init (&self->stage.changed);
  self->stage.certificate = certificate != NULL ? g_object_ref (certificate) : NULL;
  self->cancellable = g_cancellable_new ();
  self->scripts = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  self->connections
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_replay_connection_free);
  self->is_ipv6 = ipv6;
  rt_replay_add_script (self, script);
  listen_on_free_port (self);
  self->thread = g_thread_new ("replay-listener", run_listener, self);
  return self;
}

void
rt_replay_free (RtReplay *self)
{
  g_mutex_lock (&self->stage.lock);
  self->stage.is_stopped = TRUE;
  g_cond_broadcast (&self->stage.changed);
  g_mutex_unlock (&self->stage.lock);
  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);
  g_ptr_array_unref (self->connections);
  g_ptr_array_unref (self->scripts);
  g_object_unref (self->listener);
  g_object_unref (self->cancellable);
  g_clear_object (&self->stage.certificate);
  g_mutex_clear (&self->stage.lock);
  g_cond_clear (&self->stage.changed);
  g_free (self);
}

/**
 * rt_replay_add_script:
 * @self: a server
 * @script: up to and with %RT_REPLAY_END, %RT_REPLAY_CLOSE or %RT_REPLAY_RESET
 *
 * Adds a script: the first one is for the first connection, the second for the second,
 * and the last for all that follow.
 */
void
rt_replay_add_script (RtReplay *self, const RtReplayStep *script)
{
  GArray *copy = g_array_new (FALSE, FALSE, sizeof (RtReplayStep));

  do
    g_array_append_val (copy, *script);
  while (!ends_script (script++));
  g_mutex_lock (&self->stage.lock);
  g_ptr_array_add (self->scripts, copy);
  g_mutex_unlock (&self->stage.lock);
}

/**
 * rt_replay_open_gate:
 * @self: a server
 *
 * Lets one %RT_REPLAY_GATE through, now or when it is reached.
 */
void
rt_replay_open_gate (RtReplay *self)
{
  g_mutex_lock (&self->stage.lock);
  self->stage.n_openings++;
  g_cond_broadcast (&self->stage.changed);
  g_mutex_unlock (&self->stage.lock);
}

guint16
rt_replay_get_port (RtReplay *self)
{
  return self->port;
}

/**
 * rt_replay_build_address:
 * @self: a server
 * @path: path and query, from the `/` on
 *
 * Gives the address of @path on this server, with an IP literal as host.
 *
 * Returns: (transfer full): the address
 */
char *
rt_replay_build_address (RtReplay *self, const char *path)
{
  return g_strdup_printf ("%s://%s:%u%s",
                          self->stage.certificate != NULL ? "https" : "http",
                          self->is_ipv6 ? "[::1]" : "127.0.0.1", self->port, path);
}

/* Reads a number that the threads write. */
static guint
get_locked (RtReplay *self, const guint *number)
{
  guint copy;

  g_mutex_lock (&self->stage.lock);
  copy = *number;
  g_mutex_unlock (&self->stage.lock);
  return copy;
}

guint
rt_replay_get_n_connections (RtReplay *self)
{
  return get_locked (self, &self->connections->len);
}

/**
 * rt_replay_get_n_requests:
 * @self: a server
 *
 * Says how many requests were read, whole or (%RT_REPLAY_READ_HEAD) by their head.
 *
 * Returns: the number, of all connections together
 */
guint
rt_replay_get_n_requests (RtReplay *self)
{
  return get_locked (self, &self->stage.n_requests);
}

/**
 * rt_replay_get_n_waiting:
 * @self: a server
 *
 * Says how many connections stand at a %RT_REPLAY_GATE.
 *
 * Returns: the number
 */
guint
rt_replay_get_n_waiting (RtReplay *self)
{
  return get_locked (self, &self->stage.n_waiting);
}

static RtReplayConnection *
find_connection (RtReplay *self, guint index)
{
  RtReplayConnection *connection = NULL;

  g_mutex_lock (&self->stage.lock);
  if (index < self->connections->len)
    connection = g_ptr_array_index (self->connections, index);
  g_mutex_unlock (&self->stage.lock);
  return connection;
}

/**
 * rt_replay_is_over:
 * @self: a server
 * @connection: a connection, from 0 in the order of arrival
 *
 * Says whether a connection came and is closed.
 *
 * Returns: %TRUE if it is
 */
gboolean
rt_replay_is_over (RtReplay *self, guint connection)
{
  RtReplayConnection *found = find_connection (self, connection);

  return found != NULL && rt_replay_connection_is_over (found);
}

/**
 * rt_replay_dup_received:
 * @self: a server
 * @connection: a connection that has come, from 0 in the order of arrival
 *
 * Gives every byte that the client sent on this connection so far; with TLS, what was
 * inside.
 *
 * Returns: (transfer full): the bytes
 */
GBytes *
rt_replay_dup_received (RtReplay *self, guint connection)
{
  RtReplayConnection *found = find_connection (self, connection);

  g_assert_nonnull (found);
  return rt_replay_connection_dup_received (found);
}

/* The same as text, to look for words in it. */
char *
rt_replay_dup_text (RtReplay *self, guint connection)
{
  g_autoptr (GBytes) bytes = rt_replay_dup_received (self, connection);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}
