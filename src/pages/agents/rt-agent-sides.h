/* Several identities at one address, side by side. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/agents/rt-agent-book.h"
#include "core/agents/rt-agent-trial.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signals: "compare", when the user wants them compared; "look-at" (RtExchange *). */
#define RT_TYPE_AGENT_SIDES (rt_agent_sides_get_type ())
G_DECLARE_FINAL_TYPE (RtAgentSides, rt_agent_sides, RT, AGENT_SIDES, GtkWidget)

void rt_agent_sides_set_book (RtAgentSides *self, RtAgentBook *book);
void
rt_agent_sides_compare (RtAgentSides *self, RtTransport *transport, RtRequest *request);

G_END_DECLS
