/* Where an identity of the user's own is written. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/agents/rt-agent-book.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RT_TYPE_AGENT_EDITOR (rt_agent_editor_get_type ())
G_DECLARE_FINAL_TYPE (RtAgentEditor, rt_agent_editor, RT, AGENT_EDITOR, AdwWindow)

/* Signal "saved" (RtAgent *): the identity as it is to be. */
GtkWidget *rt_agent_editor_new (GtkWindow *parent, RtAgent *agent);

G_END_DECLS
