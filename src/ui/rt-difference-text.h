/* What differs between two exchanges, in words for people. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-exchange-diff.h"
#include "core/http/rt-text-diff.h"

G_BEGIN_DECLS

char *rt_difference_dup_name (const RtDifference *difference);
char *rt_difference_dup_value (const RtDifference *difference, gboolean is_new);
GBytes *rt_text_runs_to_patch (GArray *runs, GBytes *old_text, GBytes *new_text);

G_END_DECLS
