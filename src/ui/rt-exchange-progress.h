/* How far an exchange has come. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-exchange.h"

G_BEGIN_DECLS

double rt_exchange_progress_get (RtExchange *exchange);

G_END_DECLS
