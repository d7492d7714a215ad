/* Takes a body in as it comes: counts it, keeps it, decodes it, shows its beginning. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-feed.h"

G_BEGIN_DECLS

/* Used by one lane for one body. */
typedef struct _RtBodyIntake RtBodyIntake;

RtBodyIntake *rt_body_intake_new (RtFeed *feed,
                                  RtRequest *request,
                                  const RtWireReport *report,
                                  GOutputStream *sink,
                                  gboolean sink_decoded,
                                  GCancellable *cancellable);
void rt_body_intake_free (RtBodyIntake *self);

gboolean rt_body_intake_push (RtBodyIntake *self,
                              const guint8 *data,
                              gsize length,
                              GError **error);
void
rt_body_intake_finish (RtBodyIntake *self, RtCompleteness completeness, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtBodyIntake, rt_body_intake_free)

G_END_DECLS
