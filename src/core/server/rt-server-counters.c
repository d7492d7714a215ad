/* How much a server does, counted by its threads and read by whoever looks. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-server-counters.h"

void
rt_server_counters_begin_answer (RtServerCounters *self)
{
  atomic_fetch_add_explicit (&self->n_running, 1, memory_order_relaxed);
}

void
rt_server_counters_add_bytes (RtServerCounters *self, guint n_bytes)
{
  atomic_fetch_add_explicit (&self->body_bytes, n_bytes, memory_order_relaxed);
}

void
rt_server_counters_end_answer (RtServerCounters *self)
{
  atomic_fetch_sub_explicit (&self->n_running, 1, memory_order_relaxed);
  atomic_fetch_add_explicit (&self->n_requests, 1, memory_order_relaxed);
}

/**
 * rt_server_counters_add_refusal:
 * @self: counters
 *
 * Counts a request that got no further than being read.
 */
void
rt_server_counters_add_refusal (RtServerCounters *self)
{
  atomic_fetch_add_explicit (&self->n_requests, 1, memory_order_relaxed);
}

/**
 * rt_server_counters_read:
 * @self: counters
 *
 * Reads what was counted so far.  May be called in any thread.
 *
 * Returns: the counts
 */
RtServerCounts
rt_server_counters_read (RtServerCounters *self)
{
  RtServerCounts counts = {
    .n_requests = atomic_load_explicit (&self->n_requests, memory_order_relaxed),
    .body_bytes = atomic_load_explicit (&self->body_bytes, memory_order_relaxed),
    .n_running = atomic_load_explicit (&self->n_running, memory_order_relaxed),
  };

  return counts;
}
