/* Sends requests, each over a wire of its own making, and keeps the records up to date. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-exchange.h"
#include "core/wire/rt-both-ends.h"

G_BEGIN_DECLS

#define RT_TYPE_TRANSPORT (rt_transport_get_type ())
G_DECLARE_FINAL_TYPE (RtTransport, rt_transport, RT, TRANSPORT, GObject)

RtTransport *rt_transport_new (void);

void rt_transport_set_ends (RtTransport *self, RtBothEnds *ends);
void rt_transport_warm_up (RtTransport *self);

/* Starts at once; the record is filled in from the calling thread's main context. */
RtExchange *
rt_transport_fetch (RtTransport *self, RtRequest *request, GCancellable *cancellable);

/* The same, and the last hop's body goes to @sink as it comes, decoded or as received.
 * The sink is written from a lane's thread; it is not closed. */
RtExchange *rt_transport_fetch_to (RtTransport *self,
                                   RtRequest *request,
                                   GOutputStream *sink,
                                   gboolean decoded,
                                   GCancellable *cancellable);

G_END_DECLS
