/* Runs one exchange to its end, while the program can be interrupted. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/rt-cli-sink.h"
#include "core/http/rt-transport.h"

G_BEGIN_DECLS

/* What to show meanwhile. */
typedef struct
{
  gboolean verbose;
  gboolean show_secrets;
  gboolean has_progress;
} RtCliWatch;

RtExchange *rt_cli_exchange_run (RtTransport *transport,
                                 RtRequest *request,
                                 RtCliSink *sink,
                                 gboolean decoded,
                                 const RtCliWatch *watch,
                                 int *signal);
GBytes *rt_cli_exchange_read_body (RtExchange *exchange, gsize most, GError **error);

G_END_DECLS
