/* The identities that can be chosen: ours and the user's own, remembered. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/agents/rt-agent-file.h"

G_BEGIN_DECLS

#define RT_TYPE_AGENT_BOOK (rt_agent_book_get_type ())
G_DECLARE_FINAL_TYPE (RtAgentBook, rt_agent_book, RT, AGENT_BOOK, GObject)

char *rt_agent_book_build_path (void);

RtAgentBook *rt_agent_book_new (GFile *file);

/* Ours come first, ourselves before all others. */
GListModel *rt_agent_book_get_agents (RtAgentBook *self);
guint rt_agent_book_find (RtAgentBook *self, const char *id);
RtAgent *rt_agent_book_dup_agent (RtAgentBook *self, const char *id);
char *rt_agent_book_make_id (RtAgentBook *self, const char *name);

gboolean rt_agent_book_set_languages (RtAgentBook *self, const char *text);

void rt_agent_book_put (RtAgentBook *self, RtAgent *agent);
void rt_agent_book_insert (RtAgentBook *self, guint position, RtAgent *agent);
void rt_agent_book_remove (RtAgentBook *self, const char *id);

void rt_agent_book_import (RtAgentBook *self, const RtAgentFile *file);
GBytes *rt_agent_book_export (RtAgentBook *self);

G_END_DECLS
