/* The identity that edited fields come from, and the address that they are fit for. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/agents/rt-agent.h"

G_BEGIN_DECLS

typedef struct
{
  RtAgent *agent; /* NULL: ourselves */
  GUri *uri;      /* nullable */
} RtWornAgent;

void rt_worn_agent_set (RtWornAgent *self, RtAgent *agent, GUri *uri);
RtHeaderList *rt_worn_agent_change (RtWornAgent *self,
                                    const RtHeaderList *fields,
                                    RtAgent *to,
                                    GUri *uri);
void rt_worn_agent_clear (RtWornAgent *self);

G_END_DECLS
