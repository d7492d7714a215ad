/* The proxy that the options of a client command name. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/proxy/rt-proxy-policy.h"

G_BEGIN_DECLS

RtProxyPolicy *rt_cli_proxy_find (const char *text, const char *bypass, GError **error);

G_END_DECLS
