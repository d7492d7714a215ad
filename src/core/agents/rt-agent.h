/* The identity of a client: what it sends about itself.  Immutable. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/agents/rt-agent-template.h"
#include "core/http/rt-request.h"

G_BEGIN_DECLS

#define RT_TYPE_AGENT (rt_agent_get_type ())
G_DECLARE_FINAL_TYPE (RtAgent, rt_agent, RT, AGENT, GObject)

RtAgent *rt_agent_new (const RtAgentTemplate *made_of);

const char *rt_agent_get_id (RtAgent *self);
const char *rt_agent_get_name (RtAgent *self);
const char *rt_agent_get_as_of (RtAgent *self);
const char *rt_agent_get_version (RtAgent *self);
gboolean rt_agent_is_own (RtAgent *self);
gboolean rt_agent_is_disguise (RtAgent *self);
const RtAgentTemplate *rt_agent_get_template (RtAgent *self);

/* Each gives another identity that differs in one thing. */
RtAgent *rt_agent_with_version (RtAgent *self, const char *version);
RtAgent *rt_agent_with_languages (RtAgent *self, const char *languages);
RtAgent *rt_agent_without (RtAgent *self, const char *field);
RtAgent *rt_agent_renamed (RtAgent *self, const char *id, const char *name);

RtHeaderList *rt_agent_make_fields (RtAgent *self, GUri *uri, gboolean redirected);
GStrv rt_agent_dup_lacking_codings (RtAgent *self);
const char *const *rt_agent_get_giveaways (RtAgent *self);

/* Dresses a request as the identity. */
RtRequest *rt_agent_apply (RtAgent *self, const RtRequest *request);
RtHeaderList *
rt_agent_refit (const RtHeaderList *fields, const RtHeaderList *old, RtHeaderList *fresh);

G_END_DECLS
