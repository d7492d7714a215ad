/* What an identity was answered, as far as answers are compared. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-exchange.h"

G_BEGIN_DECLS

/* Of a body: more does not help to tell two pages apart. */
#define RT_AGENT_BODY_BYTES (256 * 1024)

typedef struct
{
  char *address; /* to be shown */
  guint status;  /* 0: no answer came */
  RtHeaderList *fields;
} RtAgentHop;

typedef struct
{
  GPtrArray *hops; /* of RtAgentHop, at least one */
  GBytes *body;    /* its beginning, without its content codings */
  gboolean is_cut; /* there is more of it */

  /* Set by rt_agent_answer_read(). */
  char *title; /* nullable */
  GBytes *pieces;
  gboolean is_challenge;
} RtAgentAnswer;

RtAgentAnswer *rt_agent_answer_new (RtExchange *exchange);
void rt_agent_answer_free (RtAgentAnswer *self);

void rt_agent_answer_read (RtAgentAnswer *self);

const RtAgentHop *rt_agent_answer_get_hop (const RtAgentAnswer *self, guint index);
const RtAgentHop *rt_agent_answer_get_last_hop (const RtAgentAnswer *self);
gboolean rt_agent_answer_is_blocked (const RtAgentAnswer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtAgentAnswer, rt_agent_answer_free)

G_END_DECLS
