/* What two visits did to each cookie, side by side. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cookies/rt-cookie-visit.h"

G_BEGIN_DECLS

/* What one visit came to for one cookie. */
typedef enum
{
  RT_VISIT_NOTHING,  /* the cookie was not there, and did not come */
  RT_VISIT_NEW,      /* it came, and there was none before */
  RT_VISIT_CHANGED,  /* it came and is other than before */
  RT_VISIT_SAME,     /* it was sent, and is what it was */
  RT_VISIT_EXPIRED,  /* it was removed */
  RT_VISIT_REFUSED,  /* it came and was not kept, or had to go */
  RT_VISIT_WITHHELD, /* it is in the jar and was not sent */
} RtVisitMark;

typedef struct
{
  RtVisitMark mark;
  RtCookieVerdict *asked;    /* whether it was sent; nullable */
  RtCookieVerdict *first;    /* what became of what came first; nullable */
  RtCookieVerdict *received; /* what became of what came last; nullable */
  RtCookie *before;          /* as it was in the jar; nullable */
  RtCookie *after;           /* as it is there then; nullable */
} RtVisitSide;

typedef struct
{
  RtCookie *cookie; /* the newest that is known */
  RtVisitSide sides[2];
} RtVisitRow;

typedef struct
{
  GPtrArray *rows;   /* of RtVisitRow, in the order in which the cookies turn up */
  guint n_others[2]; /* so many cookies of other domains the jar withheld */
} RtVisitDiff;

RtVisitDiff *rt_visit_diff_new (GPtrArray *first, GPtrArray *second);
void rt_visit_diff_free (RtVisitDiff *self);

const RtCookieVerdict *rt_visit_side_get_reason (const RtVisitSide *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtVisitDiff, rt_visit_diff_free)

G_END_DECLS
