/* What is answered in place of the server. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-answer.h"
#include "core/server/rt-fault-tally.h"

G_BEGIN_DECLS

RtAnswer *rt_fault_substitute_new (const RtFaultStrike *strike,
                                   const RtQuestion *question);

G_END_DECLS
