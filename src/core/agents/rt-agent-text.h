/* What two texts differ in, beyond what differs with every answer. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  guint n_removed; /* pieces that only the first one has */
  guint n_added;   /* pieces that only the second one has */
  guint n_noise;   /* pieces that differ with every answer */
  char *removed;   /* the first of them, a line each; NULL: none */
  char *added;     /* likewise */
} RtAgentText;

RtAgentText *rt_agent_text_compare (GBytes *old_text,
                                    GBytes *old_again,
                                    GBytes *new_text,
                                    GBytes *new_again,
                                    gboolean is_cut,
                                    GCancellable *cancellable);
void rt_agent_text_free (RtAgentText *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtAgentText, rt_agent_text_free)

G_END_DECLS
