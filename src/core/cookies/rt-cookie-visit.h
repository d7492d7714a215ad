/* What one request and its answer did to the cookies of a jar: an immutable record. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cookies/rt-cookie-verdict.h"

G_BEGIN_DECLS

#define RT_TYPE_COOKIE_VISIT (rt_cookie_visit_get_type ())
G_DECLARE_FINAL_TYPE (RtCookieVisit, rt_cookie_visit, RT, COOKIE_VISIT, GObject)

RtCookieVisit *rt_cookie_visit_new (GPtrArray *asked, GPtrArray *received);

GPtrArray *rt_cookie_visit_get_asked (RtCookieVisit *self);
GPtrArray *rt_cookie_visit_get_received (RtCookieVisit *self);

G_END_DECLS
