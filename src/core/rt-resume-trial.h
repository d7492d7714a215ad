/* A download that is cut, and goes on while the server does something wrong. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-note.h"
#include "core/server/rt-fault.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What must come of it. */
typedef enum
{
  RT_TRIAL_FINISHES,         /* the file is there, byte for byte */
  RT_TRIAL_FINISHES_CHANGED, /* likewise, as it is on the server by then */
  RT_TRIAL_FINISHES_CODED,   /* likewise, compressed, because the server insists on it */
  RT_TRIAL_KEEPS,            /* no file, and what was on disk is as it was */
} RtTrialAim;

/* One row of a constant table. */
typedef struct
{
  const char *spec; /* of the fault, as rt_fault_plan_new() takes it */
  RtTrialAim aim;
} RtTrial;

typedef struct
{
  gboolean is_right;
  RtNote *note;     /* what came of it */
  GPtrArray *steps; /* of RtStep: what was decided on the way */
} RtTrialResult;

const RtTrial *rt_trial_get (guint index);
const RtFault *rt_trial_get_fault (const RtTrial *self);

RtTrialResult *rt_trial_run (const RtTrial *self, GCancellable *cancellable);
void rt_trial_result_free (RtTrialResult *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtTrialResult, rt_trial_result_free)

G_END_DECLS
