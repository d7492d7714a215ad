/* What the ways that requests can take are called, and the kinds of proxies. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/proxy/rt-proxy-mode.h"
#include "core/wire/rt-proxy.h"

G_BEGIN_DECLS

const char *rt_proxy_mode_to_title (RtProxyMode mode);
const char *rt_proxy_mode_to_sentence (RtProxyMode mode);
const char *rt_proxy_kind_to_sentence (RtProxyKind kind);

G_END_DECLS
