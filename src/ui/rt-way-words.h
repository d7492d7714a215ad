/* Which way a request went, and why, in words for people. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-proxy-report.h"

G_BEGIN_DECLS

char *rt_way_dup_sentence (const RtProxyReport *way);
char *rt_way_dup_tunnel (const RtProxyReport *way);

G_END_DECLS
