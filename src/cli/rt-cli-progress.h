/* One line that says how far a transfer has come. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-exchange.h"

G_BEGIN_DECLS

typedef struct _RtCliProgress RtCliProgress;

RtCliProgress *rt_cli_progress_new (RtExchange *exchange);
void rt_cli_progress_free (RtCliProgress *self);
char *rt_cli_progress_format (guint64 received, gint64 expected, double rate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtCliProgress, rt_cli_progress_free)

G_END_DECLS
