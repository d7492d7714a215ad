/* The address of a proxy, as people type it and as scripts and settings name it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-proxy.h"

G_BEGIN_DECLS

RtProxy *rt_proxy_address_parse (const char *text, GError **error);
GPtrArray *rt_proxy_addresses_parse (const char *const *texts, GError **error);

G_END_DECLS
