/* The fields that a server of the recipe “echo” saw, beside those that were sent. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-header-list.h"

G_BEGIN_DECLS

typedef struct
{
  const RtHeader *sent; /* NULL: it came to it on the way */
  const RtHeader *seen; /* NULL: it did not arrive */
  gboolean is_same;     /* in name, letter case, value and place */
} RtAgentSeenRow;

RtHeaderList *rt_agent_seen_parse (GBytes *body);
GArray *rt_agent_seen_align (const RtHeaderList *sent, const RtHeaderList *seen);

G_END_DECLS
