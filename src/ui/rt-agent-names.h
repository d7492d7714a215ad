/* Identities as they are chosen from: by their names. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/agents/rt-agent-book.h"

#include <adwaita.h>

G_BEGIN_DECLS

const char *rt_agent_get_title (RtAgent *agent);
void rt_agent_drop_down_set_book (GtkDropDown *down, RtAgentBook *book);
void rt_agent_combo_row_set_book (AdwComboRow *row, RtAgentBook *book);
RtAgent *rt_agent_drop_down_get_agent (GtkDropDown *down);
void rt_agent_drop_down_select (GtkDropDown *down, RtAgentBook *book, const char *id);
void rt_agent_drop_down_select_worn (GtkDropDown *down,
                                     RtAgentBook *book,
                                     const RtRequest *request);

G_END_DECLS
