/* Why something cannot be an identity. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/agents/rt-agent-template.h"

G_BEGIN_DECLS

#define RT_AGENT_FIELDS_MAX 64
#define RT_AGENT_VALUE_BYTES_MAX 4096
#define RT_AGENT_NAME_BYTES_MAX 200

typedef enum
{
  RT_AGENT_FINE,
  RT_AGENT_NOT_OBJECT, /* not written as an identity is */
  RT_AGENT_NO_NAME,
  RT_AGENT_BAD_DATE,
  RT_AGENT_BAD_VERSION,
  RT_AGENT_NO_VERSION, /* brands are made of it */
  RT_AGENT_TOO_MANY_FIELDS,
  RT_AGENT_BAD_FIELD_NAME,
  RT_AGENT_BAD_VALUE,
  RT_AGENT_LONG_VALUE,
  RT_AGENT_RESERVED_FIELD, /* belongs to the connection or the body */
  RT_AGENT_SECRET_FIELD,   /* would go to every site */
  RT_AGENT_FIELD_TWICE,
} RtAgentProblem;

RtAgentProblem rt_agent_template_check (const RtAgentTemplate *self,
                                        const RtAgentField **field);
const RtAgentField *rt_agent_template_find_odd (const RtAgentTemplate *self);
const char *rt_agent_problem_to_sentence (RtAgentProblem problem);

G_END_DECLS
