/* A client of a proxy that is saying where to. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-relay-request.h"

#define PIECE_BYTES 16384

struct _RtRelayRequest
{
  const RtRelayProtocol *protocol;
  gpointer talk;     /* borrowed: the protocol's state */
  GIOStream *client; /* borrowed */
  const RtRelayRequestEvents *events;
  gpointer data;
  GSource *source;
};

/* Nothing else is on its way, so there is room for the few bytes of a handshake. */
static void
say (RtRelayRequest *self, GByteArray *words)
{
  /* glib-networking leaks one that nobody takes. */
  g_autoptr (GError) error = NULL;

  if (words->len == 0)
    return;
  g_pollable_output_stream_write_nonblocking (
      G_POLLABLE_OUTPUT_STREAM (g_io_stream_get_output_stream (self->client)),
      words->data, words->len, NULL, &error);
}

/* Whether the request goes on; otherwise it may be freed. */
static gboolean
hear (RtRelayRequest *self, const guint8 *bytes, gsize length)
{
  gsize at = 0;

  while (at < length)
    {
      g_autoptr (GByteArray) reply = g_byte_array_new ();
      gsize taken = 0;
      RtRelayVerdict verdict
          = self->protocol->push (self->talk, bytes + at, length - at, &taken, reply);

      at += taken;
      if (verdict == RT_RELAY_REFUSED)
        {
          self->events->refused (reply, self->data);
          return G_SOURCE_REMOVE;
        }
      if (verdict == RT_RELAY_TO)
        {
          self->events->whole (bytes + at, length - at, self->data);
          return G_SOURCE_REMOVE;
        }
      say (self, reply);
    }
  return G_SOURCE_CONTINUE;
}

static gboolean
on_heard (GObject *stream, gpointer data)
{
  RtRelayRequest *self = data;
  guint8 piece[PIECE_BYTES];
  g_autoptr (GError) error = NULL;
  gssize n = g_pollable_input_stream_read_nonblocking (G_POLLABLE_INPUT_STREAM (stream),
                                                       piece, sizeof piece, NULL, &error);

  if (n > 0)
    return hear (self, piece, (gsize)n);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return G_SOURCE_CONTINUE;
  self->events->left (n == 0, self->data);
  return G_SOURCE_REMOVE;
}

/**
 * rt_relay_request_new:
 * @protocol: that the client is to speak
 * @talk: its state; must outlive the request
 * @client: what the client says and is told; must outlive the request
 * @events: what to do about it
 * @data: for @events
 *
 * Listens to a client, in the main context of this thread.
 *
 * Returns: (transfer full): the request
 */
RtRelayRequest *
rt_relay_request_new (const RtRelayProtocol *protocol,
                      gpointer talk,
                      GIOStream *client,
                      const RtRelayRequestEvents *events,
                      gpointer data)
{
  RtRelayRequest *self = g_new0 (RtRelayRequest, 1);
  GInputStream *input = g_io_stream_get_input_stream (client);

  self->protocol = protocol;
  self->talk = talk;
  self->client = client;
  self->events = events;
  self->data = data;
  self->source
      = g_pollable_input_stream_create_source (G_POLLABLE_INPUT_STREAM (input), NULL);
  g_source_set_callback (self->source, G_SOURCE_FUNC (on_heard), self, NULL);
  g_source_attach (self->source, g_main_context_get_thread_default ());
  return self;
}

void
rt_relay_request_free (RtRelayRequest *self)
{
  g_source_destroy (self->source);
  g_source_unref (self->source);
  g_free (self);
}
