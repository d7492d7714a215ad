/* Which fields are for one origin only. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-header-list.h"

G_BEGIN_DECLS

gboolean rt_header_is_secret (const char *name);
gboolean rt_header_is_bound (const char *name);
RtHeaderList *rt_header_list_without_bound (const RtHeaderList *self);

G_END_DECLS
