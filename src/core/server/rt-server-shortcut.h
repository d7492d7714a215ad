/* Answers one client past SoupServer with what SoupServer composed for the same request. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-answer-cache.h"
#include "core/server/rt-server-plan.h"

G_BEGIN_DECLS

typedef struct _RtServerShortcut RtServerShortcut;

RtServerShortcut *rt_server_shortcut_new (const RtServerPlan *plan,
                                          RtAnswerCache *cache,
                                          const RtPeer *peer,
                                          GOutputStream *output);
void rt_server_shortcut_free (RtServerShortcut *self);

gboolean rt_server_shortcut_wants (const RtServerShortcut *self,
                                   const RtQuestion *question);
void rt_server_shortcut_learn (RtServerShortcut *self,
                               const RtQuestion *question,
                               GBytes *bytes,
                               RtAccessEntry *entry);

gssize rt_server_shortcut_take (RtServerShortcut *self,
                                const guint8 *data,
                                gsize length,
                                GError **error);
gboolean rt_server_shortcut_is_sending (const RtServerShortcut *self);

G_END_DECLS
