/* The beginning of a connection that speaks TLS. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-server-handshake.h"

#include <sys/socket.h>

/* The type of the first record (RFC 8446 §5.1). */
#define TYPE_HANDSHAKE 22

struct _RtServerHandshake
{
  GSocketConnection *socket;
  GTlsCertificate *certificate;
  RtServerHandshakeDone done; /* NULL: nobody waits for it any more */
  gpointer data;
  GDestroyNotify destroy;

  GSource *first; /* the client says its first byte */
  GIOStream *tls; /* NULL: it has not */
  GCancellable *cancellable;
};

static void
destroy (gpointer data)
{
  RtServerHandshake *self = data;

  g_object_unref (self->socket);
  g_object_unref (self->certificate);
  g_clear_object (&self->tls);
  g_object_unref (self->cancellable);
  self->destroy (self->data);
}

static void
tell (RtServerHandshake *self, RtHandshakeEnding ending)
{
  if (self->done != NULL)
    self->done (ending, self->tls, self->data);
}

static void
on_shaken (GObject *source, GAsyncResult *result, gpointer data)
{
  RtServerHandshake *self = data;
  gboolean is_good
      = g_tls_connection_handshake_finish (G_TLS_CONNECTION (source), result, NULL);

  tell (self, is_good ? RT_HANDSHAKE_GOOD : RT_HANDSHAKE_FAILED);
  g_rc_box_release_full (self, destroy);
}

static void
shake_hands (RtServerHandshake *self)
{
  static const char *const protocols[] = { "http/1.1", NULL };

  self->tls
      = g_tls_server_connection_new (G_IO_STREAM (self->socket), self->certificate, NULL);
  g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (self->tls), protocols);
  g_tls_connection_set_require_close_notify (G_TLS_CONNECTION (self->tls), FALSE);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (self->tls), G_PRIORITY_DEFAULT,
                                    self->cancellable, on_shaken,
                                    g_rc_box_acquire (self));
}

/* GnuTLS would take the byte, and then only break the connection. */
static gboolean
on_first_byte (GSocket *socket, GIOCondition condition, gpointer data)
{
  RtServerHandshake *self = data;
  guint8 first;
  gssize n = recv (g_socket_get_fd (socket), &first, 1, MSG_PEEK | MSG_DONTWAIT);

  if (n == 1 && first == TYPE_HANDSHAKE)
    shake_hands (self);
  else
    tell (self, n == 1 ? RT_HANDSHAKE_PLAIN : RT_HANDSHAKE_SILENT);
  return G_SOURCE_REMOVE;
}

/**
 * rt_server_handshake_begin:
 * @socket: a client's; not blocking
 * @certificate: that we show, with its key
 * @done: called once in the main context of this thread, however it ends
 * @data: for @done
 * @destroy_data: called when @data is of no more use, which may be after
 *   rt_server_handshake_free()
 *
 * Waits for the client's first byte, and shakes hands if it begins to.
 *
 * Returns: (transfer full): the handshake
 */
RtServerHandshake *
rt_server_handshake_begin (GSocketConnection *socket,
                           GTlsCertificate *certificate,
                           RtServerHandshakeDone done,
                           gpointer data,
                           GDestroyNotify destroy_data)
{
  RtServerHandshake *self = g_rc_box_new0 (RtServerHandshake);

  self->socket = g_object_ref (socket);
  self->certificate = g_object_ref (certificate);
  self->done = done;
  self->data = data;
  self->destroy = destroy_data;
  self->cancellable = g_cancellable_new ();
  self->first
      = g_socket_create_source (g_socket_connection_get_socket (socket), G_IO_IN, NULL);
  g_source_set_callback (self->first, G_SOURCE_FUNC (on_first_byte), self, NULL);
  g_source_attach (self->first, g_main_context_get_thread_default ());
  return self;
}

/**
 * rt_server_handshake_free:
 * @self: a handshake
 *
 * Tells nothing more, whatever it is doing.
 */
void
rt_server_handshake_free (RtServerHandshake *self)
{
  self->done = NULL;
  g_source_destroy (self->first);
  g_clear_pointer (&self->first, g_source_unref);
  g_cancellable_cancel (self->cancellable);
  g_rc_box_release_full (self, destroy);
}
