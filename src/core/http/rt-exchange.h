/* The record of one exchange, filled in while it happens. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-body.h"
#include "core/http/rt-hop.h"

G_BEGIN_DECLS

/* Lives in the thread of its owner.  "updated" is emitted after a batch of
 * changes, at most 60 times a second, and 10 while only counters move; "state" is notified
 * as well. */
#define RT_TYPE_EXCHANGE (rt_exchange_get_type ())
G_DECLARE_FINAL_TYPE (RtExchange, rt_exchange, RT, EXCHANGE, GObject)

typedef enum
{
  RT_EXCHANGE_IDLE,
  RT_EXCHANGE_RESOLVING,
  RT_EXCHANGE_CONNECTING,
  RT_EXCHANGE_PROXYING,
  RT_EXCHANGE_HANDSHAKING,
  RT_EXCHANGE_SENDING,
  RT_EXCHANGE_WAITING,
  RT_EXCHANGE_RECEIVING,
  RT_EXCHANGE_DONE,
  RT_EXCHANGE_FAILED,
  RT_EXCHANGE_CANCELLED,
} RtExchangeState;

#define RT_TYPE_EXCHANGE_STATE (rt_exchange_state_get_type ())
GType rt_exchange_state_get_type (void);

RtRequest *rt_exchange_get_request (RtExchange *self);
RtExchangeState rt_exchange_get_state (RtExchange *self);
gboolean rt_exchange_is_over (RtExchange *self);
GListModel *rt_exchange_get_hops (RtExchange *self);
RtHop *rt_exchange_get_last_hop (RtExchange *self);
guint rt_exchange_get_status (RtExchange *self);
RtBody *rt_exchange_get_body (RtExchange *self);
const GError *rt_exchange_get_error (RtExchange *self);
RtRedirectStop rt_exchange_get_stop (RtExchange *self);
RtRequest *rt_exchange_get_next (RtExchange *self);
GDateTime *rt_exchange_get_started (RtExchange *self);
gint64 rt_exchange_get_origin_us (RtExchange *self);
gint64 rt_exchange_get_elapsed_us (RtExchange *self);
guint64 rt_exchange_get_sent_body_bytes (RtExchange *self);
gint64 rt_exchange_get_request_body_length (RtExchange *self);

G_END_DECLS
