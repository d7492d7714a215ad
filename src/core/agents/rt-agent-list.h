/* The identities that there are. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/agents/rt-agent.h"

G_BEGIN_DECLS

RtAgent *rt_agent_list_get (guint index);

G_END_DECLS
