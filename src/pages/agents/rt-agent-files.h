/* Brings identities in from a file that is asked for, and writes the user's own to one. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/agents/rt-agent-book.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rt_agent_files_import (GtkWidget *asker, RtAgentBook *book);
void rt_agent_files_export (GtkWidget *asker, RtAgentBook *book);

G_END_DECLS
