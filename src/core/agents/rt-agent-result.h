/* What came of one identity, side by side with others. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/agents/rt-agent-compare.h"
#include "core/agents/rt-agent.h"

G_BEGIN_DECLS

/* "changed" is emitted when there is something new. */
#define RT_TYPE_AGENT_RESULT (rt_agent_result_get_type ())
G_DECLARE_FINAL_TYPE (RtAgentResult, rt_agent_result, RT, AGENT_RESULT, GObject)

#define RT_AGENT_RUNS 2

RtAgentResult *rt_agent_result_new (RtAgent *agent);

RtAgent *rt_agent_result_get_agent (RtAgentResult *self);
RtExchange *rt_agent_result_get_exchange (RtAgentResult *self);
const RtAgentAnswer *rt_agent_result_get_answer (RtAgentResult *self);
const RtAgentComparison *rt_agent_result_get_comparison (RtAgentResult *self);

/* For the trial that fills it in. */
void rt_agent_result_set_exchange (RtAgentResult *self, RtExchange *exchange);
void rt_agent_result_take_answer (RtAgentResult *self, RtAgentAnswer *answer);
gboolean rt_agent_result_wants_another (RtAgentResult *self);
const RtAgentAnswer *const *rt_agent_result_get_answers (RtAgentResult *self);
void rt_agent_result_take_comparison (RtAgentResult *self, RtAgentComparison *comparison);

G_END_DECLS
