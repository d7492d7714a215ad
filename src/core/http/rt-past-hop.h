/* A request and its answer that something else than the transport had: to be looked at. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-exchange.h"

G_BEGIN_DECLS

/* Immutable, so it goes from thread to thread. */
typedef struct
{
  gatomicrefcount ref_count;
  RtRequest *request;
  GPtrArray *dropped; /* of RtDroppedHeader: what went not along; nullable */
  RtWireReport *report;
} RtPastHop;

RtPastHop *rt_past_hop_new (RtRequest *request, GPtrArray *dropped, RtWireReport *report);
RtPastHop *rt_past_hop_ref (RtPastHop *self);
void rt_past_hop_unref (RtPastHop *self);

RtExchange *rt_past_hops_to_exchange (GPtrArray *hops,
                                      gint64 origin_us,
                                      gint64 end_us,
                                      guint64 body_bytes_so_far,
                                      const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtPastHop, rt_past_hop_unref)

G_END_DECLS
