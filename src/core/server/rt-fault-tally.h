/* Counts the requests of a running server, and says which faults strike each. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-fault-plan.h"
#include "core/server/rt-question.h"

G_BEGIN_DECLS

/* What strikes one request. */
typedef struct
{
  guint64 kinds; /* a bit for each */
  guint64 values[RT_N_FAULTS];
  const char *address; /* borrowed from the plan */
  guint64 number;      /* of the request, from 1 */
} RtFaultStrike;

/* May be used in several threads at once. */
typedef struct _RtFaultTally RtFaultTally;

RtFaultTally *rt_fault_tally_new (RtFaultPlan *plan);
void rt_fault_tally_free (RtFaultTally *self);
void rt_fault_tally_strike (RtFaultTally *self,
                            const RtQuestion *question,
                            gint64 now_us,
                            RtFaultStrike *strike);

gboolean rt_fault_strike_has (const RtFaultStrike *self, RtFaultKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtFaultTally, rt_fault_tally_free)

G_END_DECLS
