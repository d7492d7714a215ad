/* Holds bytes back on their way to the client, and writes heads that SoupServer would not. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-fault-output.h"

#include <string.h>

#define HEAD_END "\r\n\r\n"
/* So often in a second a slice goes out that is slowed down: no client sees a jump. */
#define SLICES_PER_S 20
/* How far a rate may catch up on what the client did not take. */
#define CATCH_UP_US (G_USEC_PER_SEC / SLICES_PER_S)

/* Waits by the clock of its main context, not in it: a thread serves others meanwhile.
 * Nothing is kept but one head. */
struct _RtFaultOutput
{
  GFilterOutputStream parent_instance;

  void (*moved) (gpointer data);
  gpointer data; /* NULL: nobody listens any more */

  RtFaultStrike strike;
  gint64 next_us;      /* nothing goes out before */
  gboolean is_holding; /* something is to go out and may not yet */
  gboolean is_in_body;
  GString *head; /* what is sent in place of SoupServer's head; NULL: not known yet */
  gsize head_done;
};

/* A second length, right after the first. */
static void
double_length (GString *head)
{
  static const char name[] = "\r\nContent-Length: ";
  const char *start = strstr (head->str, name);
  const char *end = start != NULL ? strstr (start + 2, "\r\n") : NULL;
  g_autofree char *line = NULL;

  if (end == NULL)
    return;
  line = g_strdup_printf ("%s%" G_GUINT64_FORMAT, name,
                          g_ascii_strtoull (start + strlen (name), NULL, 10) + 1);
  g_string_insert (head, end - head->str, line);
}

static gssize
would_block (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK, "held back");
  return -1;
}

/* In bytes: what may go out at once. */
static gsize
get_slice (const RtFaultOutput *self)
{
  if (!self->is_in_body && rt_fault_strike_has (&self->strike, RT_FAULT_SLOW_HEAD))
    return 1;
  if (rt_fault_strike_has (&self->strike, RT_FAULT_RATE))
    return (gsize)MAX (self->strike.values[RT_FAULT_RATE] / SLICES_PER_S, 1);
  return G_MAXSSIZE;
}

/* In µs: how long nothing may follow. */
static gint64
get_pause (const RtFaultOutput *self, gsize n_bytes)
{
  if (!self->is_in_body && rt_fault_strike_has (&self->strike, RT_FAULT_SLOW_HEAD))
    return (gint64)self->strike.values[RT_FAULT_SLOW_HEAD] * 1000;
  if (rt_fault_strike_has (&self->strike, RT_FAULT_RATE))
    return (gint64)((double)n_bytes * G_USEC_PER_SEC
                    / (double)self->strike.values[RT_FAULT_RATE]);
  return 0;
}

static void
tell_moved (RtFaultOutput *self)
{
  if (self->data != NULL)
    self->moved (self->data);
}

static GPollableOutputStream *
get_base (RtFaultOutput *self)
{
  return G_POLLABLE_OUTPUT_STREAM (G_FILTER_OUTPUT_STREAM (self)->base_stream);
}

static gssize
write_slice (RtFaultOutput *self, const void *buffer, gsize count, GError **error)
{
  gint64 now_us = g_get_monotonic_time ();
  gssize n;

  self->is_holding = now_us < self->next_us;
  if (self->is_holding)
    return would_block (error);
  n = g_pollable_output_stream_write_nonblocking (
      get_base (self), buffer, MIN (count, get_slice (self)), NULL, error);
  if (n <= 0)
    return n;
  self->next_us = MAX (self->next_us, now_us - CATCH_UP_US) + get_pause (self, (gsize)n);
  tell_moved (self);
  return n;
}

/* SoupServer writes a head at once, and offers it again until all of it was taken. */
static gssize
write_head (RtFaultOutput *self, const void *buffer, gsize count, GError **error)
{
  const char *end = memmem (buffer, count, HEAD_END, strlen (HEAD_END));
  gsize length
      = end != NULL ? (gsize)(end - (const char *)buffer) + strlen (HEAD_END) : count;

  if (self->head == NULL)
    {
      self->head = g_string_new_len (buffer, (gssize)length);
      if (rt_fault_strike_has (&self->strike, RT_FAULT_DUPLICATE_LENGTH))
        double_length (self->head);
    }
  while (self->head_done < self->head->len)
    {
      gssize n = write_slice (self, self->head->str + self->head_done,
                              self->head->len - self->head_done, error);

      if (n <= 0)
        return n;
      self->head_done += (gsize)n;
    }
  self->is_in_body = TRUE;
  return (gssize)length;
}

static gssize
rt_fault_output_write_nonblocking (GPollableOutputStream *stream,
                                   const void *buffer,
                                   gsize count,
                                   GError **error)
{
  RtFaultOutput *self = RT_FAULT_OUTPUT (stream);

  return self->is_in_body ? write_slice (self, buffer, count, error)
                          : write_head (self, buffer, count, error);
}

static gboolean
rt_fault_output_is_writable (GPollableOutputStream *stream)
{
  RtFaultOutput *self = RT_FAULT_OUTPUT (stream);

  return g_get_monotonic_time () >= self->next_us
         && g_pollable_output_stream_is_writable (get_base (self));
}

static GSource *
rt_fault_output_create_source (GPollableOutputStream *stream, GCancellable *cancellable)
{
  RtFaultOutput *self = RT_FAULT_OUTPUT (stream);
  gint64 left_us = self->next_us - g_get_monotonic_time ();
  g_autoptr (GSource) child = NULL;

  if (left_us > 0)
    child = g_timeout_source_new ((guint)(left_us / 1000) + 1);
  else
    child = g_pollable_output_stream_create_source (get_base (self), NULL);
  return g_pollable_source_new_full (stream, child, cancellable);
}

static void
rt_fault_output_pollable_init (GPollableOutputStreamInterface *iface)
{
  iface->is_writable = rt_fault_output_is_writable;
  iface->create_source = rt_fault_output_create_source;
  iface->write_nonblocking = rt_fault_output_write_nonblocking;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RtFaultOutput,
                               rt_fault_output,
                               G_TYPE_FILTER_OUTPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_OUTPUT_STREAM,
                                                      rt_fault_output_pollable_init))

static void
clear_head (RtFaultOutput *self)
{
  if (self->head != NULL)
    g_string_free (self->head, TRUE);
  self->head = NULL;
  self->head_done = 0;
}

static void
rt_fault_output_finalize (GObject *object)
{
  clear_head (RT_FAULT_OUTPUT (object));
  G_OBJECT_CLASS (rt_fault_output_parent_class)->finalize (object);
}

static void
rt_fault_output_class_init (RtFaultOutputClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rt_fault_output_finalize;
}

static void
rt_fault_output_init (RtFaultOutput *self)
{
}

/**
 * rt_fault_output_new:
 * @base: what goes to the client; is not closed with this stream
 * @moved: called each time that the client took something
 * @data: for @moved
 *
 * Makes the stream.
 *
 * Returns: (transfer full): the stream
 */
RtFaultOutput *
rt_fault_output_new (GOutputStream *base, void (*moved) (gpointer data), gpointer data)
{
  RtFaultOutput *self = g_object_new (RT_TYPE_FAULT_OUTPUT, "base-stream", base,
                                      "close-base-stream", FALSE, NULL);

  self->moved = moved;
  self->data = data;
  return self;
}

/**
 * rt_fault_output_detach:
 * @self: a stream
 *
 * Tells nothing more.
 */
void
rt_fault_output_detach (RtFaultOutput *self)
{
  self->data = NULL;
}

/**
 * rt_fault_output_begin:
 * @self: a stream
 * @strike: what is to be wrong
 *
 * Says what becomes of the answer that follows.
 */
void
rt_fault_output_begin (RtFaultOutput *self, const RtFaultStrike *strike)
{
  clear_head (self);
  self->strike = *strike;
  self->is_in_body = FALSE;
  self->next_us = g_get_monotonic_time ();
  self->is_holding = FALSE;
}

/**
 * rt_fault_output_is_holding:
 * @self: a stream
 *
 * Says whether it is we who wait, and not the client who keeps us waiting.
 *
 * Returns: %TRUE until what was held back goes out
 */
gboolean
rt_fault_output_is_holding (const RtFaultOutput *self)
{
  return self->is_holding;
}
