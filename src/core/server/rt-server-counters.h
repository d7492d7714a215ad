/* How much a server does, counted by its threads and read by whoever looks. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdatomic.h>

G_BEGIN_DECLS

/* What was counted since the server was started.  A value; the parts may be a moment
 * apart. */
typedef struct
{
  guint64 n_requests; /* that were answered or refused */
  guint64 body_bytes; /* that were sent */
  guint n_running;    /* answers that are on their way */
} RtServerCounts;

/* Each part stands alone, so no order among them is needed. */
typedef struct
{
  atomic_ullong n_requests;
  atomic_ullong body_bytes;
  atomic_uint n_running;
} RtServerCounters;

void rt_server_counters_begin_answer (RtServerCounters *self);
void rt_server_counters_add_bytes (RtServerCounters *self, guint n_bytes);
void rt_server_counters_end_answer (RtServerCounters *self);
void rt_server_counters_add_refusal (RtServerCounters *self);
RtServerCounts rt_server_counters_read (RtServerCounters *self);

G_END_DECLS
