/* What SoupServer reads in place of the connection: one sound, plain request at a time. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-server-input.h"

#include "core/server/rt-server-poll.h"

#include <string.h>

#define ROOM_BYTES 16384
/* A client that sends without a pause is left to turns, so that others get theirs. */
#define ROOMS_AT_ONCE 4

/* A request is read whole, by our own rules, before SoupServer sees anything.  What it
 * sees is then the same few lines every time: it carries the answer, and decides nothing
 * about paths, ranges, lengths or bodies. */
struct _RtServerInput
{
  GFilterInputStream parent_instance;

  RtRequestReader *reader; /* borrowed */
  const RtServerInputEvents *events;
  gpointer data; /* NULL: nobody listens any more */
  RtServerWait wait;
  gboolean is_plain;   /* what comes from the client is its socket itself */
  gboolean is_ending;  /* nothing comes after what is there */
  gboolean is_blocked; /* a known answer has no room yet */

  guint8 room[ROOM_BYTES];
  gsize start; /* of what came and was not read yet */
  gsize end;
  const char *plain; /* what is left for SoupServer of the request at hand */
};

static gssize
fail_would_block (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK, "nothing to read yet");
  return -1;
}

static gboolean
is_over (RtServerInput *self)
{
  return self->data == NULL
         || rt_request_reader_get_phase (self->reader) == RT_READER_REFUSED;
}

/* Takes what the connection has; FALSE if nothing came. */
static gboolean
fill_room (RtServerInput *self, GCancellable *cancellable)
{
  GInputStream *base = G_FILTER_INPUT_STREAM (self)->base_stream;
  g_autoptr (GError) failure = NULL;
  gssize n = g_pollable_input_stream_read_nonblocking (G_POLLABLE_INPUT_STREAM (base),
                                                       self->room, sizeof self->room,
                                                       cancellable, &failure);

  if (n > 0)
    {
      self->start = 0;
      self->end = (gsize)n;
      /* That was all: whatever comes after it is told. */
      if (self->is_plain && !self->is_ending && self->end < sizeof self->room)
        self->wait.may_go = FALSE;
      return TRUE;
    }
  self->wait.may_go = FALSE;
  if (!g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    self->events->closed (self->data);
  return FALSE;
}

static void
tell (RtServerInput *self)
{
  if (rt_request_reader_get_phase (self->reader) == RT_READER_ASKED)
    self->events->asked (self->data);
  if (rt_request_reader_get_phase (self->reader) == RT_READER_REFUSED)
    {
      self->events->refused (self->data);
    }
  else if (rt_request_reader_get_phase (self->reader) == RT_READER_WHOLE)
    {
      /* To HEAD, SoupServer sends no body.  To POST it sends what it is given; to GET it
       * would do ranges of its own. */
      const RtQuestion *question = rt_request_reader_get_question (self->reader);

      self->plain = rt_question_is (question, "HEAD")
                        ? "HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n"
                        : "POST / HTTP/1.1\r\nHost: localhost\r\n\r\n";
      self->events->whole (self->data);
    }
}

static gboolean
has_more (RtServerInput *self, GCancellable *cancellable)
{
  return self->start < self->end || (self->wait.may_go && fill_room (self, cancellable));
}

/* Answers what is known, up to the end of what came; FALSE if a request is left. */
static gboolean
answer_known (RtServerInput *self)
{
  while (self->start < self->end && !is_over (self)
         && rt_request_reader_get_phase (self->reader) == RT_READER_IDLE)
    {
      gssize taken = self->events->known (self->room + self->start,
                                          self->end - self->start, self->data);

      if (taken == 0)
        return FALSE;
      if (taken < 0)
        {
          self->is_blocked = TRUE;
          self->wait.may_go = FALSE;
          return TRUE;
        }
      self->start += (gsize)taken;
    }
  return self->start == self->end;
}

/* The same for what comes on, without SoupServer's taking part. */
static gboolean
answer_all_known (RtServerInput *self)
{
  for (guint i = 0; i < ROOMS_AT_ONCE; i++)
    {
      if (!has_more (self, NULL))
        return TRUE;
      if (!answer_known (self))
        return FALSE;
      if (self->is_blocked)
        return TRUE;
    }
  return FALSE;
}

static gssize
rt_server_input_read (GInputStream *stream,
                      void *buffer,
                      gsize count,
                      GCancellable *cancellable,
                      GError **error)
{
  RtServerInput *self = RT_SERVER_INPUT (stream);
  gsize n;

  while (*self->plain == '\0')
    {
      if (is_over (self))
        self->wait.may_go = FALSE;
      if (is_over (self) || self->is_blocked || !has_more (self, cancellable)
          || answer_known (self))
        return fail_would_block (error);
      self->start += rt_request_reader_push (self->reader, self->room + self->start,
                                             self->end - self->start);
      tell (self);
    }
  n = MIN (count, strlen (self->plain));
  memcpy (buffer, self->plain, n);
  self->plain += n;
  return (gssize)n;
}

/* SoupServer wants no further request. */
static gboolean
rt_server_input_close (GInputStream *stream, GCancellable *cancellable, GError **error)
{
  RtServerInput *self = RT_SERVER_INPUT (stream);

  if (self->data != NULL)
    self->events->closed (self->data);
  return TRUE;
}

static gssize
rt_server_input_read_nonblocking (GPollableInputStream *stream,
                                  void *buffer,
                                  gsize count,
                                  GError **error)
{
  return rt_server_input_read (G_INPUT_STREAM (stream), buffer, count, NULL, error);
}

static gboolean
has_something (RtServerInput *self)
{
  return *self->plain != '\0'
         || (self->start < self->end && !is_over (self) && !self->is_blocked);
}

static gboolean
rt_server_input_is_readable (GPollableInputStream *stream)
{
  RtServerInput *self = RT_SERVER_INPUT (stream);

  return has_something (self) || (self->wait.may_go && !is_over (self));
}

static GSource *
rt_server_input_create_source (GPollableInputStream *stream, GCancellable *cancellable)
{
  RtServerInput *self = RT_SERVER_INPUT (stream);

  return rt_server_wait_create_source (&self->wait, self, has_something (self),
                                       cancellable);
}

static void
rt_server_input_pollable_init (GPollableInputStreamInterface *iface)
{
  iface->is_readable = rt_server_input_is_readable;
  iface->create_source = rt_server_input_create_source;
  iface->read_nonblocking = rt_server_input_read_nonblocking;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RtServerInput,
                               rt_server_input,
                               G_TYPE_FILTER_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM,
                                                      rt_server_input_pollable_init))

static void
rt_server_input_class_init (RtServerInputClass *klass)
{
  G_INPUT_STREAM_CLASS (klass)->read_fn = rt_server_input_read;
  G_INPUT_STREAM_CLASS (klass)->close_fn = rt_server_input_close;
}

static void
rt_server_input_init (RtServerInput *self)
{
  self->plain = "";
}

/**
 * rt_server_input_new:
 * @io: the client's socket, or TLS on it; is not closed with this stream
 * @reader: reads it; must live until rt_server_input_detach()
 * @events: what to do about it
 * @data: for @events
 *
 * Makes the stream.
 *
 * Returns: (transfer full): the stream
 */
RtServerInput *
rt_server_input_new (GIOStream *io,
                     RtRequestReader *reader,
                     const RtServerInputEvents *events,
                     gpointer data)
{
  RtServerInput *self = g_object_new (RT_TYPE_SERVER_INPUT, "base-stream",
                                      g_io_stream_get_input_stream (io),
                                      "close-base-stream", FALSE, NULL);

  self->reader = reader;
  self->is_plain = !G_IS_TLS_CONNECTION (io);
  self->wait.may_go = TRUE;
  self->events = events;
  self->data = data;
  return self;
}

/**
 * rt_server_input_wake:
 * @self: a stream
 * @is_ending: whether nothing comes after what is there now
 *
 * Has it read on: something may have come.
 */
void
rt_server_input_wake (RtServerInput *self, gboolean is_ending)
{
  self->is_ending |= is_ending;
  self->is_blocked = FALSE;
  if (is_over (self))
    return;
  self->wait.may_go = TRUE;
  /* It is SoupServer that waits, so it has nothing else to do. */
  if (self->wait.source == NULL || !answer_all_known (self))
    rt_server_wait_end (&self->wait);
}

/**
 * rt_server_input_detach:
 * @self: a stream
 *
 * Reads nothing more and tells nothing more.
 */
void
rt_server_input_detach (RtServerInput *self)
{
  self->data = NULL;
  self->reader = NULL;
  self->plain = "";
  rt_server_wait_clear (&self->wait);
}
