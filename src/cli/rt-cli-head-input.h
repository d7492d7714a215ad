/* The addresses that “head” checks: from the command line, files and pages. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/rt-cli-options.h"

G_BEGIN_DECLS

GPtrArray *rt_cli_head_input_read (const RtClientOptions *client,
                                   const char *const *inputs,
                                   int *status);

G_END_DECLS
