/* What a list of addresses comes to, in words. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/check/rt-check-table.h"

G_BEGIN_DECLS

char *rt_check_counts_dup_text (const RtCheckSums *sums);

G_END_DECLS
