/* Shows an exchange as it was sent and received, while it happens. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-exchange.h"

G_BEGIN_DECLS

typedef struct _RtCliTrace RtCliTrace;

RtCliTrace *rt_cli_trace_new (RtExchange *exchange, gboolean show_secrets);
void rt_cli_trace_free (RtCliTrace *self);
void rt_cli_trace_update (RtCliTrace *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtCliTrace, rt_cli_trace_free)

G_END_DECLS
