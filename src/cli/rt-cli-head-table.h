/* What “head” prints of each address, and of all of them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/check/rt-check-table.h"

G_BEGIN_DECLS

void rt_cli_head_table_append (const char *address,
                               const RtCheckResult *result,
                               GString *text);
char *rt_cli_head_table_format_sums (const RtCheckSums *sums);

G_END_DECLS
