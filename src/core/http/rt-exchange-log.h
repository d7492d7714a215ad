/* The last exchanges, in memory. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-exchange.h"

G_BEGIN_DECLS

/* A list model of RtExchange, the newest last. */
#define RT_TYPE_EXCHANGE_LOG (rt_exchange_log_get_type ())
G_DECLARE_FINAL_TYPE (RtExchangeLog, rt_exchange_log, RT, EXCHANGE_LOG, GObject)

/* How many exchanges are kept unless told otherwise. */
#define RT_EXCHANGE_LOG_LIMIT 500

RtExchangeLog *rt_exchange_log_new (void);

void rt_exchange_log_set_limit (RtExchangeLog *self, guint limit);

void rt_exchange_log_append (RtExchangeLog *self, RtExchange *exchange);
void rt_exchange_log_clear (RtExchangeLog *self);
RtExchange *rt_exchange_log_get_previous (RtExchangeLog *self, RtExchange *exchange);

G_END_DECLS
