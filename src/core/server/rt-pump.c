/* Carries bytes one way, from one stream to another, and no more of them than needed. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-pump.h"

#define PIECE_BYTES 32768
/* What one pump does before the others of its thread get a turn. */
#define STEPS_MAX 16

/* Reads only when what it read before was written: a slow reader slows its writer down,
 * and costs no memory. */
struct _RtPump
{
  GPollableInputStream *from;
  GPollableOutputStream *to;
  RtPumpFilter filter; /* NULL: everything is passed on as it is */
  gpointer filter_data;
  const RtPumpEvents *events;
  gpointer data;

  GByteArray *room; /* what is to be written */
  gsize start;      /* of what is left of it */
  gboolean is_over; /* nothing more is read */
  GSource *source;  /* waits for one end or the other */
};

static void
take (RtPump *self, const guint8 *bytes, gsize length)
{
  if (self->filter == NULL)
    g_byte_array_append (self->room, bytes, (guint)length);
  else if (!self->filter (bytes, length, self->room, self->filter_data))
    self->is_over = TRUE;
}

/* The pump may be gone after it. */
static void
end (RtPump *self, RtPumpEnding ending)
{
  self->events->ended (ending, self->data);
}

static void
clear_source (RtPump *self)
{
  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
}

static void
wait (RtPump *self, gboolean is_to_write, GSourceFunc func)
{
  self->source = is_to_write ? g_pollable_output_stream_create_source (self->to, NULL)
                             : g_pollable_input_stream_create_source (self->from, NULL);
  g_source_set_callback (self->source, func, self, NULL);
  g_source_attach (self->source, g_main_context_get_thread_default ());
}

typedef enum
{
  STEP_DONE, /* something was, and more may be */
  STEP_WAIT,
  STEP_FAILED,
} Step;

static Step
judge (gssize n, const GError *error)
{
  if (n >= 0)
    return STEP_DONE;
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK) ? STEP_WAIT
                                                                     : STEP_FAILED;
}

static Step
write_some (RtPump *self)
{
  g_autoptr (GError) error = NULL;
  gssize n = g_pollable_output_stream_write_nonblocking (
      self->to, self->room->data + self->start, self->room->len - self->start, NULL,
      &error);

  if (n > 0)
    {
      self->start += (gsize)n;
      self->events->moved ((gsize)n, self->data);
    }
  if (self->start == self->room->len)
    {
      self->start = 0;
      g_byte_array_set_size (self->room, 0);
    }
  return judge (n, error);
}

static Step
read_some (RtPump *self)
{
  guint8 piece[PIECE_BYTES];
  g_autoptr (GError) error = NULL;
  gssize n = g_pollable_input_stream_read_nonblocking (self->from, piece, sizeof piece,
                                                       NULL, &error);

  if (n > 0)
    take (self, piece, (gsize)n);
  else if (n == 0)
    self->is_over = TRUE;
  return judge (n, error);
}

static gboolean
go_on (GObject *stream, gpointer data)
{
  RtPump *self = data;
  gboolean is_to_write = FALSE;

  clear_source (self);
  for (guint i = 0; i < STEPS_MAX; i++)
    {
      Step result;

      is_to_write = self->room->len > 0;
      if (!is_to_write && self->is_over)
        {
          end (self, RT_PUMP_OVER);
          return G_SOURCE_REMOVE;
        }
      result = is_to_write ? write_some (self) : read_some (self);
      if (result == STEP_FAILED)
        {
          end (self, is_to_write ? RT_PUMP_WRITE_FAILED : RT_PUMP_READ_FAILED);
          return G_SOURCE_REMOVE;
        }
      if (result == STEP_WAIT)
        break;
    }
  wait (self, self->room->len > 0, G_SOURCE_FUNC (go_on));
  return G_SOURCE_REMOVE;
}

/**
 * rt_pump_new:
 * @from: what is read; pollable
 * @to: what is written; pollable
 * @filter: (nullable): looks at what is read
 * @filter_data: for @filter
 * @events: what to do about it
 * @data: for @events
 *
 * Makes a pump for the main context of this thread.
 *
 * Returns: (transfer full): the pump
 */
RtPump *
rt_pump_new (GInputStream *from,
             GOutputStream *to,
             RtPumpFilter filter,
             gpointer filter_data,
             const RtPumpEvents *events,
             gpointer data)
{
  RtPump *self = g_new0 (RtPump, 1);

  self->from = G_POLLABLE_INPUT_STREAM (g_object_ref (from));
  self->to = G_POLLABLE_OUTPUT_STREAM (g_object_ref (to));
  self->filter = filter;
  self->filter_data = filter_data;
  self->events = events;
  self->data = data;
  self->room = g_byte_array_new ();
  return self;
}

void
rt_pump_free (RtPump *self)
{
  clear_source (self);
  g_object_unref (self->from);
  g_object_unref (self->to);
  g_byte_array_unref (self->room);
  g_free (self);
}

/**
 * rt_pump_write:
 * @self: a pump that was not started
 * @bytes: of our own
 *
 * Has these bytes passed on first.
 */
void
rt_pump_write (RtPump *self, GByteArray *bytes)
{
  g_byte_array_append (self->room, bytes->data, bytes->len);
}

/**
 * rt_pump_push:
 * @self: a pump that was not started
 * @bytes: (array length=length): what was read before there was a pump
 * @length: of @bytes
 *
 * Takes bytes as though it had read them itself.
 */
void
rt_pump_push (RtPump *self, const guint8 *bytes, gsize length)
{
  take (self, bytes, length);
}

/**
 * rt_pump_start:
 * @self: a pump
 *
 * Begins.  What it has to tell, it tells later.
 */
void
rt_pump_start (RtPump *self)
{
  wait (self, TRUE, G_SOURCE_FUNC (go_on));
}
