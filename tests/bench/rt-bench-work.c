/* How much the main loop works in one turn. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/bench/rt-bench-work.h"

#include <stdio.h>
#include <time.h>

static gint64
get_work_us (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static gboolean
on_beat (gpointer user_data)
{
  RtBenchWork *self = user_data;
  gint64 now = get_work_us ();

  self->longest_us = MAX (self->longest_us, now - self->last_us);
  self->sum_us += now - self->last_us;
  self->last_us = now;
  return G_SOURCE_CONTINUE;
}

static gboolean
on_time (gpointer user_data)
{
  *(gboolean *)user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/**
 * rt_bench_run_for:
 * @ms: how long
 *
 * Runs the main loop.
 */
void
rt_bench_run_for (guint ms)
{
  gboolean over = FALSE;

  g_timeout_add (ms, on_time, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

/**
 * rt_bench_work_watch:
 * @self: where to take it down; must live as long as the main loop runs
 *
 * Takes the time of each turn from now on.
 */
void
rt_bench_work_watch (RtBenchWork *self)
{
  g_timeout_add_full (G_PRIORITY_HIGH, 1, on_beat, self, NULL);
  rt_bench_work_begin (self);
}

/**
 * rt_bench_work_begin:
 * @self: what is watched
 *
 * Begins anew.
 */
void
rt_bench_work_begin (RtBenchWork *self)
{
  *self = (RtBenchWork){ .last_us = get_work_us () };
}

/**
 * rt_bench_work_print:
 * @self: what is watched
 * @what: was done since rt_bench_work_begin()
 *
 * Prints the most work, once what was begun has gone on for a while, in frames.
 */
void
rt_bench_work_print (RtBenchWork *self, const char *what)
{
  rt_bench_run_for (1000);
  on_beat (self);
  printf ("%-44s most work in one turn %5.1f ms (goal: 16), in all %6.1f ms\n", what,
          self->longest_us / 1e3, self->sum_us / 1e3);
}
