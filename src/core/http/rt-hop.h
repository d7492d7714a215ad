/* One request and its answer in a chain of redirects. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-redirect.h"
#include "core/wire/rt-wire-report.h"

G_BEGIN_DECLS

#define RT_TYPE_HOP (rt_hop_get_type ())
G_DECLARE_FINAL_TYPE (RtHop, rt_hop, RT, HOP, GObject)

RtRequest *rt_hop_get_request (RtHop *self);
const RtWireReport *rt_hop_get_report (RtHop *self);
GPtrArray *rt_hop_get_dropped (RtHop *self);
GObject *rt_hop_get_cookies (RtHop *self);
guint rt_hop_get_status (RtHop *self);
const char *rt_hop_get_reason (RtHop *self);
RtHeaderList *rt_hop_get_sent_fields (RtHop *self);
RtHeaderList *rt_hop_get_received_fields (RtHop *self);

G_END_DECLS
