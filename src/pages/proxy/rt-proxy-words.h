/* What the ways that requests can take are called, and the kinds of proxies. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-proxy.h"

G_BEGIN_DECLS

typedef enum
{
  RT_PROXY_MODE_NONE,
  RT_PROXY_MODE_SYSTEM,
  RT_PROXY_MODE_MANUAL,
  RT_PROXY_MODE_SCRIPT,
} RtProxyMode;

#define RT_N_PROXY_MODES (RT_PROXY_MODE_SCRIPT + 1)

const char *rt_proxy_mode_to_title (RtProxyMode mode);
const char *rt_proxy_mode_to_sentence (RtProxyMode mode);
const char *rt_proxy_mode_to_id (RtProxyMode mode);
gboolean rt_proxy_mode_find (const char *id, RtProxyMode *mode);
const char *rt_proxy_kind_to_sentence (RtProxyKind kind);

G_END_DECLS
