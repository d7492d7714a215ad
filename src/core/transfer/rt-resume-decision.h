/* What an answer to a request for bytes comes to: a pure rule, no network, no disk. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-note.h"
#include "core/transfer/rt-byte-range.h"
#include "core/transfer/rt-identity.h"

G_BEGIN_DECLS

/* This many bytes before the first that is missing are compared where no validator says
 * that the file is the same. */
#define RT_OVERLAP_BYTES (64 * 1024)

/* What was asked for. */
typedef struct
{
  const RtIdentity *stored; /* of what is on disk; %NULL: nothing is known yet */
  gint64 have;              /* how many bytes are on disk, wherever */
  gboolean with_range;      /* Range was sent, for first to last */
  gint64 first;
  gint64 last;        /* -1: to the end */
  gint64 missing;     /* the first byte that is not on disk; the ones from first
                               * on are asked for again to compare them */
  RtIfRange if_range; /* what If-Range carried */
  gboolean is_repair; /* a digest tells of every piece afterwards whether it is right */
  gboolean identity_insisted; /* other codings than identity were ruled out */
} RtRangeAsked;

/* What came. */
typedef struct
{
  guint status;
  const RtHeaderList *fields;
  gint64 length; /* Content-Length; -1: none */
} RtRangeAnswer;

typedef enum
{
  RT_VERDICT_WRITE,         /* the body belongs to range.first and on */
  RT_VERDICT_WHOLE,         /* the body is the whole file, from its first byte on */
  RT_VERDICT_COMPLETE,      /* nothing is missing */
  RT_VERDICT_CHANGED,       /* the remote file is another one now */
  RT_VERDICT_CHANGED_WHOLE, /* likewise, and the body is all of the new one */
  RT_VERDICT_EXPIRED,       /* the address leads to something else: a new one is needed */
  RT_VERDICT_ASK_NEXT,      /* ask again with the next kind of If-Range */
  RT_VERDICT_ASK_OVERLAP,   /* ask again from some bytes before, to compare them */
  RT_VERDICT_ASK_IDENTITY,  /* ask again and rule out content codings */
  RT_VERDICT_ASK_PLAIN,     /* ask again without Range */
  RT_VERDICT_ASK_LENGTH,    /* ask how long the file is (HEAD) */
  RT_VERDICT_WAIT,          /* ask again later */
  RT_VERDICT_MISSING,       /* not here; perhaps at a mirror */
  RT_VERDICT_FAIL,          /* no use in asking again */
} RtVerdict;

typedef struct
{
  RtVerdict verdict;
  RtByteRange range; /* of %RT_VERDICT_WRITE; total is the file's, as far as it is told */
  RtIdentity *seen;  /* what the answer says of the file */
  RtNote *note;      /* why, for people */
} RtResumeDecision;

gboolean rt_resume_is_trouble (guint status);
RtResumeDecision *rt_resume_decide (const RtRangeAsked *asked, const RtRangeAnswer *came);
void rt_resume_decision_free (RtResumeDecision *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtResumeDecision, rt_resume_decision_free)

G_END_DECLS
