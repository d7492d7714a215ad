/* Tells when a time of day has come, however long the computer slept meanwhile. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-wall-timer.h"

/* The monotonic clock of a GSource stands still while the computer sleeps, so it is not
 * trusted for longer than this. */
#define LOOK_US (15 * G_USEC_PER_SEC)

struct _RtWallTimer
{
  gint64 due_us;
  RtWallTimerDone done;
  gpointer data;
  GSource *source;
};

static void
wait (RtWallTimer *self)
{
  gint64 left_us = self->due_us - g_get_real_time ();

  g_source_set_ready_time (self->source,
                           g_get_monotonic_time () + CLAMP (left_us, 0, LOOK_US));
}

static gboolean
on_look (gpointer data)
{
  RtWallTimer *self = data;

  if (g_get_real_time () < self->due_us)
    wait (self);
  else
    {
      g_source_set_ready_time (self->source, -1);
      self->done (self->data);
    }
  return G_SOURCE_CONTINUE;
}

static gboolean
dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  return callback (data);
}

static GSourceFuncs source_funcs = { .dispatch = dispatch };

/**
 * rt_wall_timer_new:
 * @due_us: when, in real time since 1970
 * @done: called once, in the thread-default main context of now; may free the timer
 * @data: for @done
 *
 * Returns: (transfer full): the timer
 */
RtWallTimer *
rt_wall_timer_new (gint64 due_us, RtWallTimerDone done, gpointer data)
{
  RtWallTimer *self = g_new0 (RtWallTimer, 1);

  self->due_us = due_us;
  self->done = done;
  self->data = data;
  self->source = g_source_new (&source_funcs, sizeof (GSource));
  g_source_set_callback (self->source, on_look, self, NULL);
  wait (self);
  g_source_attach (self->source, g_main_context_get_thread_default ());
  return self;
}

void
rt_wall_timer_free (RtWallTimer *self)
{
  g_source_destroy (self->source);
  g_source_unref (self->source);
  g_free (self);
}

gint64
rt_wall_timer_get_due (const RtWallTimer *self)
{
  return self->due_us;
}
