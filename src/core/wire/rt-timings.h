/* When each phase of one request and its answer began and ended. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  RT_PHASE_RESOLVE, /* looking the name up */
  RT_PHASE_CONNECT, /* TCP connection */
  RT_PHASE_PROXY,   /* tunnel through a proxy */
  RT_PHASE_TLS,     /* TLS handshake */
  RT_PHASE_SEND,    /* first to last byte of the request */
  RT_PHASE_WAIT,    /* last byte sent to first byte of the answer */
  RT_PHASE_RECEIVE, /* first to last byte of the answer */
} RtPhase;

#define RT_N_PHASES (RT_PHASE_RECEIVE + 1)

/* Monotonic time in µs.  0 means that it did not happen (or has not, yet). */
typedef struct
{
  gint64 start[RT_N_PHASES];
  gint64 end[RT_N_PHASES];
} RtTimings;

const char *rt_phase_to_id (RtPhase phase);
gboolean rt_timings_get (const RtTimings *self,
                         RtPhase phase,
                         gint64 origin,
                         gint64 *start,
                         gint64 *end);

G_END_DECLS
