/* One attempt to open a connection: its thread waits, its deadline ends it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/wire/rt-attempt.h"

static gboolean
on_deadline (gpointer user_data)
{
  RtAttempt *self = user_data;

  self->timed_out = TRUE;
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

static void
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

/**
 * rt_attempt_begin:
 * @self: (out caller-allocates): what is filled in
 * @route: where to
 * @record: takes down the phases; its cancellable ends the attempt
 *
 * Begins an attempt in this thread.  From now on the deadline runs.
 */
void
rt_attempt_begin (RtAttempt *self, RtRoute *route, RtWireRecord *record)
{
  *self = (RtAttempt){ .route = route, .record = record };
  self->context = g_main_context_new ();
  self->cancellable = g_cancellable_new ();
  g_main_context_push_thread_default (self->context);
  self->outer = rt_wire_record_get_cancellable (record);
  if (self->outer != NULL)
    self->handler = g_cancellable_connect (self->outer, G_CALLBACK (on_cancelled),
                                           self->cancellable, NULL);
  if (route->connect_timeout_s > 0)
    {
      self->deadline = g_timeout_source_new (
          MIN (route->connect_timeout_s, G_MAXUINT / 1000) * 1000);
      g_source_set_callback (self->deadline, on_deadline, self, NULL);
      g_source_attach (self->deadline, self->context);
    }
}

void
rt_attempt_end (RtAttempt *self)
{
  if (self->deadline != NULL)
    {
      g_source_destroy (self->deadline);
      g_source_unref (self->deadline);
    }
  g_cancellable_disconnect (self->outer, self->handler);
  /* What was cancelled still has to come home to this context. */
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  g_main_context_unref (self->context);
  g_object_unref (self->cancellable);
}

/* The phase before ends where this one begins. */
void
rt_attempt_enter (RtAttempt *self, RtPhase phase)
{
  if (self->phase == phase)
    return;
  rt_wire_record_end (self->record, self->phase);
  self->phase = phase;
  rt_wire_record_begin (self->record, phase);
}

void
rt_attempt_leave (RtAttempt *self)
{
  rt_wire_record_end (self->record, self->phase);
}

void
rt_attempt_on_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RtAttempt *self = user_data;

  self->result = g_object_ref (result);
}

/**
 * rt_attempt_wait:
 * @self: an attempt with a call on its way, whose callback is rt_attempt_on_result()
 *
 * Waits for the call to come back.
 *
 * Returns: (transfer full): its result
 */
GAsyncResult *
rt_attempt_wait (RtAttempt *self)
{
  while (self->result == NULL)
    g_main_context_iteration (self->context, TRUE);
  return g_steal_pointer (&self->result);
}

/* Writes all of it. */
gboolean
rt_attempt_write (RtAttempt *self,
                  GIOStream *stream,
                  const void *data,
                  gsize length,
                  GError **error)
{
  GOutputStream *out = g_io_stream_get_output_stream (stream);
  g_autoptr (GAsyncResult) result = NULL;

  g_output_stream_write_all_async (out, data, length, G_PRIORITY_DEFAULT,
                                   self->cancellable, rt_attempt_on_result, self);
  result = rt_attempt_wait (self);
  return g_output_stream_write_all_finish (out, result, NULL, error);
}

/* Waits for some bytes: 0 at the end, -1 on error. */
gssize
rt_attempt_read (RtAttempt *self,
                 GIOStream *stream,
                 void *buffer,
                 gsize length,
                 GError **error)
{
  GInputStream *in = g_io_stream_get_input_stream (stream);
  g_autoptr (GAsyncResult) result = NULL;

  g_input_stream_read_async (in, buffer, length, G_PRIORITY_DEFAULT, self->cancellable,
                             rt_attempt_on_result, self);
  result = rt_attempt_wait (self);
  return g_input_stream_read_finish (in, result, error);
}
