/* The verdicts on cookies of other domains, which many requests share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cookies/rt-cookie-verdict.h"

G_BEGIN_DECLS

/* A big jar has little to do with any one request, but every hop keeps a verdict on all of
 * it.  Those that say "another domain" are shared, and the cookies themselves with them, as
 * long as they do not change.  For one thread at a time. */
typedef struct _RtSharedVerdicts RtSharedVerdicts;

RtSharedVerdicts *rt_shared_verdicts_new (void);
void rt_shared_verdicts_free (RtSharedVerdicts *self);

GPtrArray *rt_shared_verdicts_take (RtSharedVerdicts *self, GPtrArray *cookies);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtSharedVerdicts, rt_shared_verdicts_free)

G_END_DECLS
