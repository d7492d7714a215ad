/* What the Cookies page has to show besides an exchange. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cookies/rt-cookie-jars.h"
#include "pages/cookies/rt-login-fields.h"
#include "pages/cookies/rt-visits-view.h"

G_BEGIN_DECLS

/* Signals: "activate", when Enter is pressed in a field; "chosen", with the number of the
 * visit that is looked at. */
#define RT_TYPE_COOKIE_PARTS (rt_cookie_parts_get_type ())
G_DECLARE_FINAL_TYPE (RtCookieParts, rt_cookie_parts, RT, COOKIE_PARTS, GtkWidget)

RtLoginFields *rt_cookie_parts_get_fields (RtCookieParts *self);
RtVisitsView *rt_cookie_parts_get_visits (RtCookieParts *self);
void rt_cookie_parts_show_visits (RtCookieParts *self);

RtNamedJar *rt_cookie_parts_get_jar (RtCookieParts *self);
RtCookieContext rt_cookie_parts_get_context (RtCookieParts *self);
void rt_cookie_parts_set_jars (RtCookieParts *self, RtCookieJars *jars);
void rt_cookie_parts_set_address (RtCookieParts *self, const char *address);
void rt_cookie_parts_set_running (RtCookieParts *self, gboolean is_running);
void rt_cookie_parts_reload (RtCookieParts *self);

G_END_DECLS
