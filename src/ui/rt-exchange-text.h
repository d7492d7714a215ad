/* What an exchange came to, in words for people. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-exchange.h"
#include "ui/rt-error-action.h"

G_BEGIN_DECLS

char *rt_request_dup_host_text (const RtRequest *request);
char *rt_exchange_dup_sentence (RtExchange *exchange);
char *rt_exchange_dup_advice (RtExchange *exchange);
RtAction rt_exchange_get_action (RtExchange *exchange);
char *rt_exchange_dup_facts (RtExchange *exchange);
char *rt_exchange_dup_remarks (RtExchange *exchange);

G_END_DECLS
