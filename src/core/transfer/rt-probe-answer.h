/* The answer to one question of whether a download can be resumed. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-byte-range.h"
#include "core/transfer/rt-identity.h"

G_BEGIN_DECLS

/* What came of one question. */
typedef struct
{
  guint status;               /* 0: no answer, or none that HTTP allows */
  const RtHeaderList *fields; /* of an answer */
  gint64 received;            /* bytes of the body, as far as they were waited for */
} RtProbeAnswer;

gboolean rt_probe_answer_is_of_file (const RtProbeAnswer *self);
const char *rt_probe_answer_find_coding (const RtProbeAnswer *self);
gboolean rt_probe_answer_read_range (const RtProbeAnswer *self, RtByteRange *range);
gboolean rt_probe_answer_gives_parts (const RtProbeAnswer *self);
RtIdentity *rt_probe_answer_identify (const RtProbeAnswer *self);

G_END_DECLS
