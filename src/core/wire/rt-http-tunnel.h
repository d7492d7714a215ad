/* A tunnel through a proxy that speaks HTTP: CONNECT. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-attempt.h"
#include "core/wire/rt-proxy-report.h"

G_BEGIN_DECLS

typedef enum
{
  RT_TUNNEL_OPEN,
  RT_TUNNEL_AGAIN, /* over a new connection: the proxy wants to know who asks, and hung up */
  RT_TUNNEL_FAILED,
} RtTunnelEnd;

RtTunnelEnd rt_http_tunnel_open (RtAttempt *attempt,
                                 GIOStream *stream,
                                 const char *host,
                                 guint16 port,
                                 GPtrArray *steps,
                                 GError **error);

G_END_DECLS
