/* What several identities are answered at one address, side by side. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/rt-cli-options.h"

G_BEGIN_DECLS

int rt_cli_compare_run (const RtClientOptions *options, const char *address);

G_END_DECLS
