/* A forward proxy that speaks HTTP: whole addresses, and CONNECT. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-relay-protocol.h"

G_BEGIN_DECLS

extern const RtRelayProtocol rt_http_proxy;

G_END_DECLS
