/* The agent that a command line names. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/agents/rt-agent.h"

G_BEGIN_DECLS

RtAgent *rt_cli_agent_find (const char *text, GError **error);

G_END_DECLS
