/* What one answer says of whether a download can be resumed: a pure rule. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-note.h"
#include "core/transfer/rt-probe-answer.h"
#include "core/transfer/rt-resume-probe.h"

G_BEGIN_DECLS

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

/* What is known of the other answers when one is judged. */
typedef struct
{
  const RtProbeAnswer *answers; /* RT_N_PROBES of them */
  RtIdentity *known;            /* of the file, by the first two answers */
  gboolean gives_parts;
} RtProbeCase;

void rt_finding_judge (RtFinding *self, RtProbeKind kind, const RtProbeCase *c);
const char *rt_finding_grade_to_id (RtFindingGrade grade);

G_END_DECLS
