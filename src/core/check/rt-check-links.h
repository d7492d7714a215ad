/* Connections that are open and idle, for the next request that goes the same way. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-client-link.h"

G_BEGIN_DECLS

/* Not for several threads. */
typedef struct _RtCheckLinks RtCheckLinks;

RtCheckLinks *rt_check_links_new (guint capacity);
void rt_check_links_free (RtCheckLinks *self);

RtClientLink *rt_check_links_take (RtCheckLinks *self, const char *key);
RtClientLink *
rt_check_links_put (RtCheckLinks *self, const char *key, RtClientLink *link);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtCheckLinks, rt_check_links_free)

G_END_DECLS
