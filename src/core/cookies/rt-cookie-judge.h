/* The rules for one cookie and one request: pure, without a jar. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cookies/rt-set-cookie.h"
#include "core/http/rt-cookie-source.h"

G_BEGIN_DECLS

RtCookieRule rt_cookie_judge_to_send (const RtCookie *cookie,
                                      const RtCookieQuestion *question);

RtCookieRemarks rt_cookie_judge_remark (const RtCookie *cookie,
                                        RtCookieRule rule,
                                        const RtCookieQuestion *question);

RtCookie *rt_cookie_judge_make (const RtSetCookie *set,
                                const RtCookieQuestion *question,
                                RtCookieRule *rule,
                                RtCookieRemarks *remarks);
RtCookieRule rt_cookie_judge_to_keep (const RtCookie *cookie);
gboolean rt_cookie_judge_hides (const RtCookie *cookie,
                                const RtCookie *other,
                                const RtCookieQuestion *question);

G_END_DECLS
