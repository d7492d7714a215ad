/* Identities as JSON, which anybody may have written. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/agents/rt-agent-problem.h"
#include "core/agents/rt-agent.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define RT_AGENT_FILE_BYTES_MAX (1024 * 1024)
#define RT_AGENT_FILE_AGENTS_MAX 200

/* What is wrong with one of them; it is left out. */
typedef struct
{
  guint number; /* from 1; 0: the whole file */
  char *name;   /* of the identity, nullable */
  char *field;  /* the name of the field that is wrong, nullable */
  RtAgentProblem problem;
} RtAgentFileNote;

typedef struct
{
  GPtrArray *agents;    /* of RtAgent */
  GHashTable *versions; /* from the id of one of ours to what it was changed to */
  GArray *notes;        /* of RtAgentFileNote */
} RtAgentFile;

RtAgentFile *rt_agent_file_parse (const char *text, gsize length);
RtAgentFile *rt_agent_file_read (GFile *file, GCancellable *cancellable, GError **error);
void rt_agent_file_free (RtAgentFile *self);

char *rt_agent_file_format (GPtrArray *agents, GHashTable *versions);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtAgentFile, rt_agent_file_free)

G_END_DECLS
