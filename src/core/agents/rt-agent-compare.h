/* What one identity is answered that another is not. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/agents/rt-agent-answer.h"

G_BEGIN_DECLS

typedef enum
{
  RT_AGENT_SAME,
  RT_AGENT_SAME_BUT_NOISE,      /* but for what differs with every answer */
  RT_AGENT_DIFFERS,             /* and says so, or nobody else can be given it */
  RT_AGENT_DIFFERS_UNANNOUNCED, /* and Vary lacks User-Agent: a cache may mix them up */
  RT_AGENT_BLOCKED,             /* is turned away */
  RT_AGENT_NO_ANSWER,
} RtAgentVerdict;

typedef enum
{
  RT_AGENT_FACT_STATUS,
  RT_AGENT_FACT_ADDRESS, /* where the last redirect led */
  RT_AGENT_FACT_FIELD,
  RT_AGENT_FACT_TITLE,
  RT_AGENT_FACT_TEXT,
} RtAgentFact;

typedef enum
{
  RT_AGENT_DIFFERENCE_REAL,
  RT_AGENT_DIFFERENCE_NOISE, /* between two answers to one identity, too */
  RT_AGENT_DIFFERENCE_USUAL, /* of every answer, or follows from another one */
} RtAgentDifferenceKind;

typedef struct
{
  RtAgentFact fact;
  RtAgentDifferenceKind kind;
  char *name;      /* of a field, else NULL */
  char *old_text;  /* UTF-8; NULL: it is not there */
  char *new_text;  /* likewise */
  guint n_removed; /* pieces of the text */
  guint n_added;
} RtAgentDifference;

typedef struct
{
  RtAgentVerdict verdict;
  GPtrArray *differences; /* of RtAgentDifference */
} RtAgentComparison;

const char *rt_agent_verdict_to_id (RtAgentVerdict verdict);
const char *rt_agent_verdict_to_sentence (RtAgentVerdict verdict);

/* The second answer of each is to tell noise by, and may be missing. */
RtAgentComparison *rt_agent_compare (const RtAgentAnswer *const *old_answers,
                                     const RtAgentAnswer *const *new_answers,
                                     GCancellable *cancellable);
void rt_agent_comparison_free (RtAgentComparison *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtAgentComparison, rt_agent_comparison_free)

G_END_DECLS
