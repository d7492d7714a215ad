/* Asks for many addresses at once, in threads of its own, and tells what became of each. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/check/rt-check-job.h"
#include "core/check/rt-check-news.h"

G_BEGIN_DECLS

typedef struct _RtChecker RtChecker;

/* Called a few times a second in the main context in which the checker was made.
 * @news: of RtCheckNews
 * @is_over: nothing follows */
typedef void (*RtCheckerFunc) (GPtrArray *news, gboolean is_over, gpointer user_data);

RtChecker *rt_checker_new (RtRequest *base,
                           const RtCheckOptions *options,
                           RtCheckerFunc func,
                           gpointer user_data);
void rt_checker_free (RtChecker *self);

void rt_checker_add (RtChecker *self,
                     guint row,
                     GRefString *address,
                     const char *authorization);
void rt_checker_close (RtChecker *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtChecker, rt_checker_free)

G_END_DECLS
