/* The record of an exchange as JSON, for programs. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-exchange.h"

G_BEGIN_DECLS

char *rt_exchange_to_json (RtExchange *exchange, gboolean mask_secrets);

G_END_DECLS
