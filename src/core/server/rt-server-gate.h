/* Which requests a server reads to their end. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-request-reader.h"
#include "core/server/rt-server-plan.h"

G_BEGIN_DECLS

void rt_server_gate_decide (const RtServerPlan *plan,
                            RtRequestReader *reader,
                            GOutputStream *output);

G_END_DECLS
