/* Whether a download can be resumed, by the answers to a few questions: a pure rule. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-note.h"
#include "core/transfer/rt-resume-probe.h"

G_BEGIN_DECLS

/* What came of one question. */
typedef struct
{
  guint status;               /* 0: no answer, or none that HTTP allows */
  const RtHeaderList *fields; /* of an answer */
  gint64 received;            /* bytes of the body, as far as they were waited for */
} RtProbeAnswer;

typedef enum
{
  RT_FINDING_NONE, /* it was not asked */
  RT_FINDING_GOOD,
  RT_FINDING_NOTE, /* not as it should be, but it does no harm */
  RT_FINDING_BAD,
} RtFindingGrade;

typedef struct
{
  RtFindingGrade grade;
  RtNote *note;        /* nullable */
  const char *section; /* where that is written, such as “RFC 9110 §14.4”; nullable */
} RtFinding;

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

const char *rt_finding_grade_to_id (RtFindingGrade grade);
const char *rt_resumability_to_id (RtResumability resumability);

G_END_DECLS
