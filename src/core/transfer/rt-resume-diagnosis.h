/* Whether a download can be resumed, by the answers to a few questions: a pure rule. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-resume-finding.h"

G_BEGIN_DECLS

typedef enum
{
  RT_RESUMABLE_UNKNOWN, /* the questions are not answered yet */
  RT_RESUMABLE_SAFELY,
  RT_RESUMABLE_COMPARED, /* what is on disk has to be compared */
  RT_RESUMABLE_NOT,      /* the whole file is sent each time */
  RT_RESUMABLE_NO_FILE,
  RT_RESUMABLE_NO_ANSWER,
} RtResumability;

typedef struct
{
  RtFinding findings[RT_N_PROBES];
  RtResumability resumability;
  RtNote *verdict; /* nullable */
} RtDiagnosis;

void
rt_diagnosis_make (RtDiagnosis *self, const RtProbeAnswer *answers, guint n_answered);
void rt_diagnosis_clear (RtDiagnosis *self);

RtIdentity *rt_diagnosis_identify (const RtProbeAnswer *answers, guint n_answered);

const char *rt_resumability_to_id (RtResumability resumability);

G_END_DECLS
