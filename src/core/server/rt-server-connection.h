/* One client of a server, from the handshake to the end of its connection. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-answer-cache.h"
#include "core/server/rt-server-plan.h"
#include "core/server/rt-server-poll.h"

G_BEGIN_DECLS

typedef struct _RtServerConnection RtServerConnection;

typedef struct
{
  /* Called from the main context, once: it is time to free the connection. */
  void (*ended) (RtServerConnection *connection, gpointer data);
  /* Called once, some time after it was freed: nothing of it is left. */
  void (*gone) (gpointer data);
} RtServerConnectionEvents;

RtServerConnection *rt_server_connection_new (const RtServerPlan *plan,
                                              RtServerPoll *poll,
                                              RtAnswerCache *cache,
                                              GSocket *socket,
                                              const RtServerConnectionEvents *events,
                                              gpointer data);
void rt_server_connection_free (RtServerConnection *self);

void rt_server_connection_drain (RtServerConnection *self);
void rt_server_connection_check_deadline (RtServerConnection *self, gint64 now_us);
gboolean rt_server_connection_is_waiting (RtServerConnection *self);

G_END_DECLS
