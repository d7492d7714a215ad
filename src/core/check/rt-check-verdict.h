/* What an address turned out to be: pure rules. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/check/rt-code-ranges.h"
#include "core/http/rt-redirect.h"
#include "core/wire/rt-error.h"

G_BEGIN_DECLS

/* In the order in which they are sorted: what wants attention comes last. */
typedef enum
{
  RT_CHECK_PENDING, /* not checked yet */
  RT_CHECK_EXISTS,
  RT_CHECK_MOVED_FOR_NOW,
  RT_CHECK_MOVED, /* for good: the link should be updated */
  RT_CHECK_FORBIDDEN,
  RT_CHECK_NOT_CHECKABLE,
  RT_CHECK_MISSING,
  RT_CHECK_NO_SERVER,
} RtCheckVerdict;

#define RT_N_CHECK_VERDICTS (RT_CHECK_NO_SERVER + 1)

/* What was odd on the way; each is said in the row. */
typedef enum
{
  RT_CHECK_HEAD_REFUSED = 1 << 0,   /* 405 or 501 to HEAD, so GET was asked */
  RT_CHECK_HEAD_DOUBTED = 1 << 1,   /* another bad answer to HEAD, so GET was asked */
  RT_CHECK_HEAD_SILENT = 1 << 2,    /* no answer to HEAD, so GET was asked */
  RT_CHECK_HEAD_WITH_BODY = 1 << 3, /* HEAD was answered with a body */
  RT_CHECK_LATER = 1 << 4, /* the server wants to be left alone for longer than we wait */
  RT_CHECK_SOFT_404 = 1 << 5,       /* looks like what the site shows for a made-up one */
  RT_CHECK_SITE_NEVER_404 = 1 << 6, /* the site says 200 to a made-up address, too */
  RT_CHECK_NOT_ASKED = 1 << 7,      /* no request was sent for this one */
} RtCheckRemarks;

/* What is known when nothing more is asked. */
typedef struct
{
  const guint16 *chain; /* the status of each hop */
  guint n_chain;
  RtRedirectStop stop;
  gboolean has_error;
  RtErrorCode error; /* of the last request */
  RtCheckRemarks remarks;
} RtCheckFacts;

RtCheckVerdict rt_check_judge (const RtCheckFacts *facts);
gboolean rt_check_is_ok (const RtCheckFacts *facts, const RtCodeRanges *good);
gboolean rt_check_doubts_head (guint status);
gboolean rt_check_is_transient (guint status);
gboolean rt_check_may_pass (RtErrorCode error);
gboolean rt_check_is_permanent (guint status);

const char *rt_check_verdict_to_id (RtCheckVerdict verdict);

G_END_DECLS
