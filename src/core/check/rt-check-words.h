/* What a check came to, in words that are not translated yet. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/check/rt-check-result.h"

G_BEGIN_DECLS

const char *rt_check_verdict_to_title (RtCheckVerdict verdict);
const char *rt_check_ok_to_words (gboolean is_ok);
GPtrArray *rt_check_result_list_notes (const RtCheckResult *self);
const char *rt_check_result_get_why (const RtCheckResult *self);

G_END_DECLS
