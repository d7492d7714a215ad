/* Answers with something wrong about their fields or their body. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-answer.h"
#include "core/server/rt-fault-tally.h"

G_BEGIN_DECLS

RtHeaderList *rt_fault_answer_change_question (const RtFaultStrike *strike,
                                               const RtQuestion *question,
                                               RtAnswer *answer);
RtAnswer *rt_fault_answer_spoil (const RtFaultStrike *strike,
                                 const RtQuestion *question,
                                 RtAnswer *answer);
void rt_fault_answer_delay (const RtFaultStrike *strike, RtAnswer *answer);

G_END_DECLS
