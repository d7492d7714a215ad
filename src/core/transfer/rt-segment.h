/* One connection of a download, in a thread of its own. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-request.h"
#include "core/transfer/rt-part-file.h"
#include "core/transfer/rt-resume-decision.h"
#include "core/transfer/rt-visit.h"
#include "core/wire/rt-wire-report.h"

G_BEGIN_DECLS

typedef struct _RtSegment RtSegment;

typedef enum
{
  RT_SEGMENT_ANSWERED, /* the head of the answer is there, and waits for a go */
  RT_SEGMENT_ENDED,
} RtSegmentEventKind;

/* What a segment tells the download; it keeps the segment. */
typedef struct
{
  RtSegmentEventKind kind;
  RtSegment *segment;
} RtSegmentEvent;

/* What came of it. */
typedef struct
{
  /* from RT_SEGMENT_ANSWERED on; NULL where there was no answer */
  RtResumeDecision *decision;
  RtMessageHead *head;
  RtRequest *last_request; /* after redirects */
  guint n_redirects;
  RtIfRange if_range; /* what If-Range really carried */

  /* from RT_SEGMENT_ENDED on */
  GError *error; /* nullable */
  RtCompleteness completeness;
  gint64 written; /* bytes */
} RtSegmentResult;

RtSegment *rt_segment_start (RtRequest *request,
                             const RtRangeAsked *asked,
                             gint64 end,
                             GPtrArray *limits,
                             GAsyncQueue *events);
void rt_segment_unref (RtSegment *self);
void rt_segment_event_free (RtSegmentEvent *event);

/* What the other side of the queue decides. */
void rt_segment_go (RtSegment *self, RtPartFile *file, gint64 offset, gint64 limit);
void rt_segment_dismiss (RtSegment *self);
gboolean rt_segment_is_dismissed (RtSegment *self);
void rt_segment_lower_end (RtSegment *self, gint64 end);

/* At any time. */
gint64 rt_segment_get_position (RtSegment *self);
gint64 rt_segment_get_end (RtSegment *self);

/* From RT_SEGMENT_ANSWERED on; it does not change until RT_SEGMENT_ENDED. */
const RtSegmentResult *rt_segment_get_result (RtSegment *self);
RtVisit *rt_segment_make_visit (RtSegment *self, gboolean has_ended);

/* From RT_SEGMENT_ENDED on. */
gint64 rt_segment_get_first (RtSegment *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtSegment, rt_segment_unref)

G_END_DECLS
