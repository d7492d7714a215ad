/* What happens to a cookie that comes into a store: the rules that need the others. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cookies/rt-cookie-store.h"
#include "core/cookies/rt-cookie-verdict.h"
#include "core/http/rt-cookie-source.h"

G_BEGIN_DECLS

/* As many as Chromium keeps for one site, and as RFC 6265bis §6.1 asks for in all. */
#define RT_COOKIE_JAR_SITE_MAX 180
#define RT_COOKIE_JAR_MAX 3000

void rt_cookie_settle (RtCookieStore *store, RtCookieVerdict *verdict, gint64 now_us);
GPtrArray *rt_cookie_settle_fields (RtCookieStore *store,
                                    const RtCookieQuestion *question,
                                    const RtHeaderList *fields);
void rt_cookie_settle_take_back (GPtrArray *verdicts);

G_END_DECLS
