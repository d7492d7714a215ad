/* Asks for one address as several identities, and compares what they are answered. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/agents/rt-agent-result.h"
#include "core/http/rt-transport.h"

G_BEGIN_DECLS

#define RT_AGENT_TRIAL_AGENTS_MIN 2
#define RT_AGENT_TRIAL_AGENTS_MAX 24

/* "busy" is notified. */
#define RT_TYPE_AGENT_TRIAL (rt_agent_trial_get_type ())
G_DECLARE_FINAL_TYPE (RtAgentTrial, rt_agent_trial, RT, AGENT_TRIAL, GObject)

RtAgentTrial *
rt_agent_trial_new (RtTransport *transport, RtRequest *request, GPtrArray *agents);

GListModel *rt_agent_trial_get_results (RtAgentTrial *self);
gboolean rt_agent_trial_get_busy (RtAgentTrial *self);

void rt_agent_trial_start (RtAgentTrial *self);
void rt_agent_trial_cancel (RtAgentTrial *self);

G_END_DECLS
