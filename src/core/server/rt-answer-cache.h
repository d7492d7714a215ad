/* The answers that one thread of a server gave last, as they went out. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-access-log.h"

G_BEGIN_DECLS

/* An answer whose bytes follow from the bytes of the request's head alone, and from the
 * second in which it is given. */
typedef struct
{
  GBytes *head;         /* of the request, up to its empty line, which has no body */
  GBytes *bytes;        /* of the answer: head and body */
  RtAccessEntry *entry; /* of the first time that it was given */
} RtCachedAnswer;

typedef struct _RtAnswerCache RtAnswerCache;

RtAnswerCache *rt_answer_cache_new (void);
void rt_answer_cache_free (RtAnswerCache *self);
void rt_answer_cache_add (RtAnswerCache *self,
                          GBytes *head,
                          GBytes *bytes,
                          RtAccessEntry *entry,
                          gint64 now_us);
RtCachedAnswer *rt_answer_cache_find (RtAnswerCache *self,
                                      const guint8 *data,
                                      gsize length,
                                      gint64 now_us);

RtCachedAnswer *rt_cached_answer_ref (RtCachedAnswer *self);
void rt_cached_answer_unref (RtCachedAnswer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtAnswerCache, rt_answer_cache_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtCachedAnswer, rt_cached_answer_unref)

G_END_DECLS
