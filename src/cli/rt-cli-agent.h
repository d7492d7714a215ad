/* The agent that a command line names. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/agents/rt-agent-book.h"

G_BEGIN_DECLS

RtAgentBook *rt_cli_agent_open_book (const char *languages, GError **error);
const char *rt_cli_agent_get_name (RtAgent *agent);
RtAgent *rt_cli_agent_find (const char *text, const char *languages, GError **error);

G_END_DECLS
