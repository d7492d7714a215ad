/* The fields of a request beside those that the server says it saw. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-exchange.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_AGENT_SEEN_LIST (rt_agent_seen_list_get_type ())
G_DECLARE_FINAL_TYPE (RtAgentSeenList, rt_agent_seen_list, RT, AGENT_SEEN_LIST, GtkWidget)

/* Says whether there was something to show. */
gboolean rt_agent_seen_list_show (RtAgentSeenList *self, RtExchange *exchange);

G_END_DECLS
