/* One connection of the scripted server, in a thread of its own. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/lib/rt-replay-connection.h"

#include "core/wire/rt-chunk-decoder.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

/* The thread alone uses all but what the lock guards. */
struct _RtReplayConnection
{
  RtReplayStage *stage; /* borrowed */
  GArray *script;       /* of RtReplayStep */
  GSocket *socket;
  GIOStream *stream;
  GThread *thread;
  gsize parsed; /* where the next request, or its body, begins */

  GByteArray *received; /* guarded; only the thread writes */
  gboolean is_over;     /* guarded */
};

/* Reads what there is.  FALSE if the client is gone.  Here as below, an error is taken to be
 * freed: one that nobody takes is leaked by glib-networking. */
static gboolean
read_more (RtReplayConnection *self)
{
  guint8 buffer[16 * 1024];
  GInputStream *input = g_io_stream_get_input_stream (self->stream);
  g_autoptr (GError) error = NULL;
  gssize length = g_input_stream_read (input, buffer, sizeof buffer, NULL, &error);

  if (length <= 0)
    return FALSE;
  g_mutex_lock (&self->stage->lock);
  g_byte_array_append (self->received, buffer, length);
  g_mutex_unlock (&self->stage->lock);
  return TRUE;
}

static gboolean
read_head (RtReplayConnection *self, gsize *head_length)
{
  for (;;)
    {
      const guint8 *start = self->received->data + self->parsed;
      gsize length = self->received->len - self->parsed;
      const guint8 *end = length > 0 ? memmem (start, length, "\r\n\r\n", 4) : NULL;

      if (end != NULL)
        {
          *head_length = end + 4 - start;
          self->parsed += *head_length;
          return TRUE;
        }
      if (!read_more (self))
        return FALSE;
    }
}

static gboolean
read_length (RtReplayConnection *self, guint64 length)
{
  while (self->received->len - self->parsed < length)
    if (!read_more (self))
      return FALSE;
  self->parsed += length;
  return TRUE;
}

static gboolean
read_chunks (RtReplayConnection *self)
{
  g_autoptr (RtChunkDecoder) decoder = rt_chunk_decoder_new (64 * 1024);
  g_autoptr (GError) error = NULL;

  while (!rt_chunk_decoder_is_over (decoder))
    {
      if (self->received->len == self->parsed && !read_more (self))
        return FALSE;
      self->parsed += rt_chunk_decoder_push (decoder, self->received->data + self->parsed,
                                             self->received->len - self->parsed, NULL,
                                             NULL, &error);
      if (error != NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_body (RtReplayConnection *self, gsize head_length)
{
  g_autoptr (GBytes) raw
      = g_bytes_new (self->received->data + self->parsed - head_length, head_length);
  g_autoptr (RtMessageHead) head = rt_message_head_parse (raw, RT_HEAD_REQUEST, NULL);
  const char *length;

  if (head == NULL)
    return TRUE;
  length = rt_header_list_find (head->fields, "Content-Length");
  if (rt_header_list_find (head->fields, "Transfer-Encoding") != NULL)
    return read_chunks (self);
  return length == NULL || read_length (self, g_ascii_strtoull (length, NULL, 10));
}

static void
count_request (RtReplayStage *self)
{
  g_mutex_lock (&self->lock);
  self->n_requests++;
  g_mutex_unlock (&self->lock);
}

static gboolean
send_bytes (RtReplayConnection *self, const guint8 *data, gsize length, gsize step)
{
  GOutputStream *output = g_io_stream_get_output_stream (self->stream);
  g_autoptr (GError) error = NULL;

  for (gsize sent = 0; sent < length; sent += step)
    if (!g_output_stream_write_all (output, data + sent, MIN (step, length - sent), NULL,
                                    NULL, &error))
      return FALSE;
  return TRUE;
}

static gboolean
wait_at_gate (RtReplayStage *self)
{
  gboolean is_stopped;

  g_mutex_lock (&self->lock);
  self->n_waiting++;
  while (self->n_openings == 0 && !self->is_stopped)
    g_cond_wait (&self->changed, &self->lock);
  self->n_waiting--;
  is_stopped = self->is_stopped;
  if (!is_stopped)
    self->n_openings--;
  g_mutex_unlock (&self->lock);
  return !is_stopped;
}

static gboolean
half_close (RtReplayConnection *self, gboolean announce)
{
  g_autoptr (GError) error = NULL;

  if (announce && G_IS_TLS_CONNECTION (self->stream))
    g_output_stream_close (g_io_stream_get_output_stream (self->stream), NULL, &error);
  g_socket_shutdown (self->socket, FALSE, TRUE, NULL);
  return TRUE;
}

static void
reset (RtReplayConnection *self)
{
  const struct linger now = { .l_onoff = 1, .l_linger = 0 };

  setsockopt (g_socket_get_fd (self->socket), SOL_SOCKET, SO_LINGER, &now, sizeof now);
  g_socket_close (self->socket, NULL);
}

/* FALSE: there is nothing more to play. */
static gboolean
play_step (RtReplayConnection *self, const RtReplayStep *step, gsize *head_length)
{
  switch (step->action)
    {
    case RT_REPLAY_ACTION_READ:
      if (!read_head (self, head_length) || !read_body (self, *head_length))
        return FALSE;
      count_request (self->stage);
      return TRUE;
    case RT_REPLAY_ACTION_READ_HEAD:
      if (!read_head (self, head_length))
        return FALSE;
      count_request (self->stage);
      return TRUE;
    case RT_REPLAY_ACTION_READ_BODY:
      return read_body (self, *head_length);
    case RT_REPLAY_ACTION_SEND:
      return send_bytes (self, step->data, step->length, MAX (step->length, 1));
    case RT_REPLAY_ACTION_SEND_SLOWLY:
      return send_bytes (self, step->data, step->length, 1);
    case RT_REPLAY_ACTION_GATE:
      return wait_at_gate (self->stage);
    case RT_REPLAY_ACTION_HALF_CLOSE:
      return half_close (self, TRUE);
    case RT_REPLAY_ACTION_CUT:
      return half_close (self, FALSE);
    case RT_REPLAY_ACTION_CLOSE:
      g_socket_close (self->socket, NULL);
      return FALSE;
    case RT_REPLAY_ACTION_RESET:
      reset (self);
      return FALSE;
    case RT_REPLAY_ACTION_END:
      half_close (self, TRUE);
      /* A close with bytes unread would be a reset. */
      while (read_more (self))
        continue;
      return FALSE;
    }
  g_return_val_if_reached (FALSE);
}

static gboolean
shake_hands (RtReplayConnection *self)
{
  g_autoptr (GSocketConnection) plain
      = g_socket_connection_factory_create_connection (self->socket);
  g_autoptr (GError) error = NULL;

  g_socket_set_option (self->socket, IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  if (self->stage->certificate == NULL)
    {
      self->stream = G_IO_STREAM (g_steal_pointer (&plain));
      return TRUE;
    }
  self->stream
      = g_tls_server_connection_new (G_IO_STREAM (plain), self->stage->certificate, NULL);
  return g_tls_connection_handshake (G_TLS_CONNECTION (self->stream), NULL, &error);
}

static gpointer
run (gpointer data)
{
  RtReplayConnection *self = data;
  gsize head_length = 0;

  if (shake_hands (self))
    for (guint i = 0; i < self->script->len; i++)
      if (!play_step (self, &g_array_index (self->script, RtReplayStep, i), &head_length))
        break;
  g_socket_close (self->socket, NULL);
  g_mutex_lock (&self->stage->lock);
  self->is_over = TRUE;
  g_mutex_unlock (&self->stage->lock);
  return NULL;
}

/**
 * rt_replay_connection_new:
 * @stage: what it shares with the others; must outlive it
 * @script: what to play, an array of #RtReplayStep
 * @socket: (transfer full): an accepted connection
 *
 * Starts to play.
 *
 * Returns: (transfer full): the connection
 */
RtReplayConnection *
rt_replay_connection_new (RtReplayStage *stage, GArray *script, GSocket *socket)
{
  RtReplayConnection *self = g_new0 (RtReplayConnection, 1);

  self->stage = stage;
  self->script = g_array_ref (script);
  self->socket = socket;
  self->received = g_byte_array_new ();
  self->thread = g_thread_new ("replay-connection", run, self);
  return self;
}

/**
 * rt_replay_connection_free:
 * @self: (transfer full): a connection
 *
 * Cuts the connection if it still stands.  Its stage must be stopped.
 */
void
rt_replay_connection_free (RtReplayConnection *self)
{
  g_socket_shutdown (self->socket, TRUE, TRUE, NULL);
  g_thread_join (self->thread);
  g_array_unref (self->script);
  g_object_unref (self->socket);
  g_clear_object (&self->stream);
  g_byte_array_unref (self->received);
  g_free (self);
}

gboolean
rt_replay_connection_is_over (RtReplayConnection *self)
{
  gboolean is_over;

  g_mutex_lock (&self->stage->lock);
  is_over = self->is_over;
  g_mutex_unlock (&self->stage->lock);
  return is_over;
}

GBytes *
rt_replay_connection_dup_received (RtReplayConnection *self)
{
  GBytes *bytes;

  g_mutex_lock (&self->stage->lock);
  bytes = g_bytes_new (self->received->data, self->received->len);
  g_mutex_unlock (&self->stage->lock);
  return bytes;
}
