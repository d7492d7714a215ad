/* Faults on the command line. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-fault-plan.h"

G_BEGIN_DECLS

void rt_cli_faults_list (void);
RtFaultPlan *rt_cli_faults_read (const char *const *specs, GError **error);

G_END_DECLS
