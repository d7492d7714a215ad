/* What the lines of an access log come to, in words. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-access-list.h"

G_BEGIN_DECLS

char *rt_access_counts_dup_text (RtAccessList *list, guint n_shown, gboolean is_filtered);

G_END_DECLS
