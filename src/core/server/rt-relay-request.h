/* A client of a proxy that is saying where to. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-relay-protocol.h"

G_BEGIN_DECLS

/* One of these is called, once; the request may be freed then. */
typedef struct
{
  /* It has said where to; @early: what it said after that. */
  void (*whole) (const guint8 *early, gsize length, gpointer data);
  void (*refused) (GByteArray *reply, gpointer data);
  /* It says nothing more; @is_whole: and closed gently. */
  void (*left) (gboolean is_whole, gpointer data);
} RtRelayRequestEvents;

typedef struct _RtRelayRequest RtRelayRequest;

RtRelayRequest *rt_relay_request_new (const RtRelayProtocol *protocol,
                                      gpointer talk,
                                      GIOStream *client,
                                      const RtRelayRequestEvents *events,
                                      gpointer data);
void rt_relay_request_free (RtRelayRequest *self);

G_END_DECLS
