/* What SoupServer writes to in place of the connection. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-server-output.h"

#include "core/server/rt-server-poll.h"
#include "core/server/rt-status-text.h"
#include "core/wire/rt-http-date.h"

#include <string.h>

/* What is sent together when a head waits for its body.  It is also the most that TLS puts
 * in one record. */
#define ROOM_BYTES 16384

/* Closing it leaves the connection open: SoupServer closes in a way that can wait for the
 * client, and before the client has read everything. */
struct _RtServerOutput
{
  GFilterOutputStream parent_instance;

  RtServerWait wait;
  gboolean holds_next;
  guint8 room[ROOM_BYTES];
  gsize held;               /* bytes in it, which count as written */
  GByteArray *copy;         /* of what is written; NULL: nobody wants it */
  RtServerWitness *witness; /* borrowed; NULL: there is none */
  RtFileWindow window;      /* what is seen through it, the kernel sends */
};

static GPollableOutputStream *
get_base (GPollableOutputStream *stream)
{
  return G_POLLABLE_OUTPUT_STREAM (G_FILTER_OUTPUT_STREAM (stream)->base_stream);
}

static gboolean
rt_server_output_is_writable (GPollableOutputStream *stream)
{
  return RT_SERVER_OUTPUT (stream)->wait.may_go;
}

static GSource *
rt_server_output_create_source (GPollableOutputStream *stream, GCancellable *cancellable)
{
  RtServerOutput *self = RT_SERVER_OUTPUT (stream);

  return rt_server_wait_create_source (&self->wait, self, FALSE, cancellable);
}

static gssize
write_base (RtServerOutput *self, const void *buffer, gsize count, GError **error)
{
  GPollableOutputStream *base = get_base (G_POLLABLE_OUTPUT_STREAM (self));
  g_autoptr (GError) failure = NULL;
  gssize n;

  if (rt_file_window_holds (&self->window, buffer, count))
    n = rt_file_window_send (&self->window, G_OUTPUT_STREAM (base), buffer, count,
                             &failure);
  else
    n = g_pollable_output_stream_write_nonblocking (base, buffer, count, NULL, &failure);
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    self->wait.may_go = FALSE;
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  if (n > 0 && self->witness != NULL)
    rt_server_witness_see_sent (self->witness, buffer, (gsize)n);
  return n;
}

/* Sends what is held with as much of the rest as there is room for.  After an error the
 * same bytes come again, as TLS demands. */
static gssize
write_with_held (RtServerOutput *self, const void *buffer, gsize count, GError **error)
{
  gsize more = MIN (count, sizeof self->room - self->held);
  gssize n;

  memcpy (self->room + self->held, buffer, more);
  n = write_base (self, self->room, self->held + more, error);
  if (n < 0)
    return n;
  if ((gsize)n > self->held)
    {
      n -= (gssize)self->held;
      self->held = 0;
      return n;
    }
  self->held -= (gsize)n;
  memmove (self->room, self->room + n, self->held);
  self->wait.may_go = FALSE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK, "no room yet");
  return -1;
}

static gssize
write_or_hold (RtServerOutput *self, const void *buffer, gsize count, GError **error)
{
  if (self->holds_next && count < sizeof self->room)
    {
      self->holds_next = FALSE;
      self->held = count;
      memcpy (self->room, buffer, count);
      return (gssize)count;
    }
  self->holds_next = FALSE;
  return self->held > 0 ? write_with_held (self, buffer, count, error)
                        : write_base (self, buffer, count, error);
}

static gssize
rt_server_output_write_nonblocking (GPollableOutputStream *stream,
                                    const void *buffer,
                                    gsize count,
                                    GError **error)
{
  RtServerOutput *self = RT_SERVER_OUTPUT (stream);
  gssize n = write_or_hold (self, buffer, count, error);

  if (n > 0 && self->copy != NULL)
    g_byte_array_append (self->copy, buffer, (guint)n);
  return n;
}

static void
rt_server_output_pollable_init (GPollableOutputStreamInterface *iface)
{
  iface->is_writable = rt_server_output_is_writable;
  iface->create_source = rt_server_output_create_source;
  iface->write_nonblocking = rt_server_output_write_nonblocking;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RtServerOutput,
                               rt_server_output,
                               G_TYPE_FILTER_OUTPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_OUTPUT_STREAM,
                                                      rt_server_output_pollable_init))

static void
rt_server_output_finalize (GObject *object)
{
  g_clear_pointer (&RT_SERVER_OUTPUT (object)->copy, g_byte_array_unref);
  G_OBJECT_CLASS (rt_server_output_parent_class)->finalize (object);
}

static void
rt_server_output_class_init (RtServerOutputClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rt_server_output_finalize;
}

static void
rt_server_output_init (RtServerOutput *self)
{
}

/**
 * rt_server_output_new:
 * @base: what goes to the client; is not closed with this stream
 *
 * Makes the stream.
 *
 * Returns: (transfer full): the stream
 */
RtServerOutput *
rt_server_output_new (GOutputStream *base)
{
  RtServerOutput *self = g_object_new (RT_TYPE_SERVER_OUTPUT, "base-stream", base,
                                       "close-base-stream", FALSE, NULL);

  self->wait.may_go = TRUE;
  return self;
}

/**
 * rt_server_output_hold_next:
 * @self: a stream
 *
 * Keeps what is written next until more is written, at once, so that both are sent together:
 * SoupServer writes head and body apart.
 */
void
rt_server_output_hold_next (RtServerOutput *self)
{
  self->holds_next = TRUE;
}

/**
 * rt_server_output_begin_copy:
 * @self: a stream
 *
 * Keeps what is written from now on, besides; not for long answers.
 */
void
rt_server_output_begin_copy (RtServerOutput *self)
{
  g_clear_pointer (&self->copy, g_byte_array_unref);
  self->copy = g_byte_array_new ();
}

/**
 * rt_server_output_end_copy:
 * @self: a stream
 *
 * Keeps nothing further.
 *
 * Returns: (transfer full) (nullable): what was written; %NULL if that was not kept
 */
GBytes *
rt_server_output_end_copy (RtServerOutput *self)
{
  return self->copy != NULL ? g_byte_array_free_to_bytes (g_steal_pointer (&self->copy))
                            : NULL;
}

/**
 * rt_server_output_set_witness:
 * @self: a stream
 * @witness: sees what goes out; must live until rt_server_output_detach()
 */
void
rt_server_output_set_witness (RtServerOutput *self, RtServerWitness *witness)
{
  self->witness = witness;
}

/**
 * rt_server_output_get_window:
 * @self: a stream on a socket, without a witness
 *
 * Returns: (transfer none): a window; the kernel sends what is seen through it
 */
RtFileWindow *
rt_server_output_get_window (RtServerOutput *self)
{
  return &self->window;
}

/**
 * rt_server_output_wake:
 * @self: a stream
 *
 * Has it written on: there may be room again.
 */
void
rt_server_output_wake (RtServerOutput *self)
{
  rt_server_wait_end (&self->wait);
}

/**
 * rt_server_output_detach:
 * @self: a stream
 *
 * Waits for nothing more, and shows nothing more to a witness.
 */
void
rt_server_output_detach (RtServerOutput *self)
{
  self->witness = NULL;
  rt_server_wait_clear (&self->wait);
}

/* Nothing else is on its way when we speak ourselves, so there is room for so little.
 * glib-networking leaks an error that nobody takes. */
static gboolean
say (GOutputStream *base, const char *text)
{
  g_autoptr (GError) error = NULL;

  return g_pollable_output_stream_write_nonblocking (G_POLLABLE_OUTPUT_STREAM (base),
                                                     text, strlen (text), NULL, &error)
         == (gssize)strlen (text);
}

/**
 * rt_server_output_say_status:
 * @base: what goes to the client
 * @status: why nothing more is read
 * @more: (nullable): what the client can do about it
 * @is_head: whether the request was HEAD
 *
 * Answers past SoupServer, which waits for a request that will not come.
 *
 * Returns: how many bytes of a body were sent
 */
guint
rt_server_output_say_status (GOutputStream *base,
                             guint status,
                             const char *more,
                             gboolean is_head)
{
  g_autofree char *date = rt_http_date_format (g_get_real_time () / G_USEC_PER_SEC);
  g_autofree char *body = rt_status_text_make_body (status, more);
  guint length = (guint)strlen (body);
  g_autofree char *text = g_strdup_printf (
      "HTTP/1.1 %u %s\r\nDate: %s\r\nContent-Type: text/plain; charset=utf-8\r\n"
      "X-Content-Type-Options: nosniff\r\nContent-Length: %u\r\nConnection: close\r\n"
      "\r\n%s",
      status, rt_status_text_get_phrase (status), date, length, is_head ? "" : body);

  return say (base, text) && !is_head ? length : 0;
}

/**
 * rt_server_output_say_continue:
 * @base: what goes to the client
 *
 * Asks for the body that the client holds back.
 *
 * Source: [RFC 9110 §10.1.1](https://www.rfc-editor.org/rfc/rfc9110#section-10.1.1)
 */
void
rt_server_output_say_continue (GOutputStream *base)
{
  say (base, "HTTP/1.1 100 Continue\r\n\r\n");
}
