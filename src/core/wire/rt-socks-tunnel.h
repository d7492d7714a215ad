/* A tunnel through a proxy that speaks SOCKS. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-attempt.h"

G_BEGIN_DECLS

gboolean rt_socks_tunnel_open (RtAttempt *attempt,
                               GIOStream *stream,
                               const char *host,
                               guint16 port,
                               GError **error);

G_END_DECLS
