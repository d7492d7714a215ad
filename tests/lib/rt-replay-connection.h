/* One connection of the scripted server, in a thread of its own. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tests/lib/rt-replay.h"

G_BEGIN_DECLS

/* What the connections of one server share. */
typedef struct
{
  GTlsCertificate *certificate; /* nullable */

  GMutex lock;   /* guards all that follows, and what the connections received */
  GCond changed; /* the gate, or the end */
  guint n_requests;
  guint n_waiting;
  guint n_openings;
  gboolean is_stopped;
} RtReplayStage;

typedef struct _RtReplayConnection RtReplayConnection;

RtReplayConnection *
rt_replay_connection_new (RtReplayStage *stage, GArray *script, GSocket *socket);
void rt_replay_connection_free (RtReplayConnection *self);

gboolean rt_replay_connection_is_over (RtReplayConnection *self);
GBytes *rt_replay_connection_dup_received (RtReplayConnection *self);

G_END_DECLS
