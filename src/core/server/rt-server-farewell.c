/* The end of a connection, so that the client can read what was said last. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-server-farewell.h"

#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#define LOOK_MS 5

/* Closing while bytes of the client are unread would make the system take back what the
 * client has not read yet: so first our side is shut, and the rest is read and let go. */
struct _RtServerFarewell
{
  GSocket *socket;
  GSourceFunc done; /* NULL: nobody waits for it any more */
  gpointer data;
  GDestroyNotify destroy;

  GCancellable *cancellable;
  GSource *leftover; /* or a look at what was not taken yet */
};

static void
destroy (gpointer data)
{
  RtServerFarewell *self = data;

  g_object_unref (self->socket);
  g_object_unref (self->cancellable);
  self->destroy (self->data);
}

static void
tell (RtServerFarewell *self)
{
  if (self->done != NULL)
    self->done (self->data);
}

static gboolean
on_leftover (GSocket *socket, GIOCondition condition, gpointer data)
{
  RtServerFarewell *self = data;
  char room[16384];
  g_autoptr (GError) error = NULL;

  if (g_socket_receive (socket, room, sizeof room, NULL, &error) > 0
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return G_SOURCE_CONTINUE;
  tell (self);
  return G_SOURCE_REMOVE;
}

static void
shut (RtServerFarewell *self)
{
  if (!g_socket_shutdown (self->socket, FALSE, TRUE, NULL))
    {
      tell (self);
      return;
    }
  self->leftover = g_socket_create_source (self->socket, G_IO_IN, NULL);
  g_source_set_callback (self->leftover, G_SOURCE_FUNC (on_leftover), self, NULL);
  g_source_attach (self->leftover, g_main_context_get_thread_default ());
}

static void
on_tls_closed (GObject *source, GAsyncResult *result, gpointer data)
{
  RtServerFarewell *self = data;

  g_output_stream_close_finish (G_OUTPUT_STREAM (source), result, NULL);
  if (self->done != NULL)
    shut (self);
  g_rc_box_release_full (self, destroy);
}

static RtServerFarewell *
make (GSocket *socket, GSourceFunc done, gpointer data, GDestroyNotify destroy_data)
{
  RtServerFarewell *self = g_rc_box_new0 (RtServerFarewell);

  self->socket = g_object_ref (socket);
  self->done = done;
  self->data = data;
  self->destroy = destroy_data;
  self->cancellable = g_cancellable_new ();
  return self;
}

static gboolean
on_look (gpointer data)
{
  RtServerFarewell *self = data;
  int n_left;

  if (ioctl (g_socket_get_fd (self->socket), SIOCOUTQ, &n_left) == 0 && n_left > 0)
    return G_SOURCE_CONTINUE;
  tell (self);
  return G_SOURCE_REMOVE;
}

/**
 * rt_server_farewell_begin:
 * @io: a socket's stream, or TLS on it
 * @socket: the socket
 * @done: called in the main context of this thread when the client has closed, too
 * @data: for @done
 * @destroy_data: called when @data is of no more use, which may be after
 *   rt_server_farewell_free()
 *
 * Says that nothing follows, and waits for the client to say so, too.
 *
 * Returns: (transfer full): the farewell
 */
RtServerFarewell *
rt_server_farewell_begin (GIOStream *io,
                          GSocket *socket,
                          GSourceFunc done,
                          gpointer data,
                          GDestroyNotify destroy_data)
{
  RtServerFarewell *self = make (socket, done, data, destroy_data);

  /* Not in this thread: TLS may have to wait for the client. */
  if (G_IS_TLS_CONNECTION (io))
    g_output_stream_close_async (g_io_stream_get_output_stream (io), G_PRIORITY_DEFAULT,
                                 self->cancellable, on_tls_closed,
                                 g_rc_box_acquire (self));
  else
    shut (self);
  return self;
}

/**
 * rt_server_farewell_begin_reset:
 * @socket: the socket
 * @done: called in the main context of this thread when the socket is to be closed
 * @data: for @done
 * @destroy_data: called when @data is of no more use
 *
 * Has closing the socket reset the connection, and waits until the client's system has all
 * that was sent: a reset takes the rest back.
 *
 * Returns: (transfer full): the farewell
 */
RtServerFarewell *
rt_server_farewell_begin_reset (GSocket *socket,
                                GSourceFunc done,
                                gpointer data,
                                GDestroyNotify destroy_data)
{
  RtServerFarewell *self = make (socket, done, data, destroy_data);
  const struct linger none = { 1, 0 };

  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &none, sizeof none);
  self->leftover = g_timeout_source_new (LOOK_MS);
  g_source_set_callback (self->leftover, on_look, self, NULL);
  g_source_attach (self->leftover, g_main_context_get_thread_default ());
  return self;
}

void
rt_server_farewell_free (RtServerFarewell *self)
{
  self->done = NULL;
  if (self->leftover != NULL)
    g_source_destroy (self->leftover);
  g_clear_pointer (&self->leftover, g_source_unref);
  g_cancellable_cancel (self->cancellable);
  g_rc_box_release_full (self, destroy);
}
