/* One identity: what it is, what it sends to an address, and what gives it away. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/agents/rt-agent-book.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_AGENT_CARD (rt_agent_card_get_type ())
G_DECLARE_FINAL_TYPE (RtAgentCard, rt_agent_card, RT, AGENT_CARD, GtkWidget)

/* Signal "version" (const char *): the user wants it in that version. */
void rt_agent_card_show (RtAgentCard *self, RtAgent *agent, const char *address);

G_END_DECLS
