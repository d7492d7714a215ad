/* What became of one cookie, and by which rule: an immutable record. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cookies/rt-cookie.h"

G_BEGIN_DECLS

typedef struct
{
  RtCookieRule rule;
  RtCookieRemarks remarks;
  RtCookie *cookie;   /* as meant, even if it was refused */
  RtCookie *old;      /* what was replaced or removed, nullable */
  GPtrArray *evicted; /* of RtCookie: what had to go to make room; nullable */
  char *raw; /* the Set-Cookie field, nullable: a cookie of the jar came earlier */
} RtCookieVerdict;

RtCookieVerdict *
rt_cookie_verdict_new (RtCookie *cookie, RtCookieRule rule, RtCookieRemarks remarks);
RtCookieVerdict *rt_cookie_verdict_ref (RtCookieVerdict *self);
void rt_cookie_verdict_unref (RtCookieVerdict *self);
GPtrArray *rt_cookie_verdicts_new (void);

RtCookieOutcome rt_cookie_verdict_get_outcome (const RtCookieVerdict *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtCookieVerdict, rt_cookie_verdict_unref)

G_END_DECLS
