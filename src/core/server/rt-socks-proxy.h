/* A proxy that speaks SOCKS 4, 4a and 5. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-relay-protocol.h"

G_BEGIN_DECLS

extern const RtRelayProtocol rt_socks_proxy;

G_END_DECLS
