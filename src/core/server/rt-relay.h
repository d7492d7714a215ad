/* One client of a proxy, from its first byte to the last of who it talks to. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-relay-protocol.h"
#include "core/server/rt-server-plan.h"

G_BEGIN_DECLS

typedef struct
{
  /* Called from the main context, once.  @is_whole: nothing is missing, and the
   * connection can be closed gently. */
  void (*ended) (gboolean is_whole, gpointer data);
} RtRelayEvents;

typedef struct _RtRelay RtRelay;

RtRelay *rt_relay_new (const RtServerPlan *plan,
                       GIOStream *client,
                       GSocket *socket,
                       const RtPeer *peer,
                       const RtRelayEvents *events,
                       gpointer data,
                       GDestroyNotify destroy_data);
void rt_relay_free (RtRelay *self);

void rt_relay_check_deadline (RtRelay *self, gint64 now_us);
gboolean rt_relay_is_waiting (const RtRelay *self);

G_END_DECLS
