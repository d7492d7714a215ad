/* The entries of an HTTP Archive: one for each hop of an exchange. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-exchange.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void
rt_har_put_exchange (JsonBuilder *builder, RtExchange *exchange, gboolean with_secrets);

G_END_DECLS
