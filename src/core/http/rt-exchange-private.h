/* Writing the record: for the transport and for tests of views. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-exchange.h"

G_BEGIN_DECLS

RtExchange *rt_exchange_new (RtRequest *request);
void rt_exchange_begin (RtExchange *self, gint64 origin_us);
void rt_exchange_set_state (RtExchange *self, RtExchangeState state);
RtHop *rt_exchange_add_hop (RtExchange *self, RtRequest *request, GPtrArray *dropped);
void rt_exchange_set_stop (RtExchange *self, RtRedirectStop stop, RtRequest *next);
void rt_exchange_set_progress (RtExchange *self, guint64 sent_body_bytes);
void rt_exchange_set_request_body_length (RtExchange *self, gint64 length);
void rt_exchange_end (RtExchange *self, gint64 end_us, const GError *error);
void rt_exchange_updated (RtExchange *self);

RtHop *rt_hop_new (RtRequest *request, GPtrArray *dropped);
void rt_hop_set_cookies (RtHop *self, GObject *cookies);
void rt_hop_set_report (RtHop *self, RtWireReport *report);
void rt_hop_forget_raw (RtHop *self);

/* A body starts anew with every hop. */
RtBody *rt_body_new (void);
void rt_body_begin (RtBody *self,
                    const char *content_type,
                    const char *const *codings,
                    const char *unknown_coding,
                    gint64 expected_bytes,
                    gboolean forbidden);
void rt_body_append_preview (RtBody *self, GBytes *bytes);
void rt_body_set_elsewhere (RtBody *self);
void rt_body_set_counts (RtBody *self, guint64 wire_bytes, guint64 decoded_bytes);
void rt_body_end (RtBody *self, RtCompleteness completeness, RtSpool *spool);

G_END_DECLS
