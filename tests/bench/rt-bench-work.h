/* How much the main loop works in one turn. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The longest time that the thread itself worked between two beats of a timer that goes
 * ahead of everything else: a machine that is busy elsewhere does not count. */
typedef struct
{
  gint64 last_us;
  gint64 longest_us;
  gint64 sum_us;
} RtBenchWork;

void rt_bench_work_watch (RtBenchWork *self);
void rt_bench_work_begin (RtBenchWork *self);
void rt_bench_work_print (RtBenchWork *self, const char *what);

void rt_bench_run_for (guint ms);

G_END_DECLS
