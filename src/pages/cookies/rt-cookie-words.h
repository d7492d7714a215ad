/* Cookies, and what becomes of them, in words and colours. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cookies/rt-cookie-list.h"
#include "core/cookies/rt-visit-diff.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

const char *rt_cookie_words_get_title (RtCookieColumn column);
guint rt_cookie_words_get_width (RtCookieColumn column);
char *rt_cookie_words_dup_cell (const RtCookie *cookie,
                                RtCookieColumn column,
                                gboolean hide_value);

char *rt_cookie_words_dup_text (const char *bytes);
char *rt_cookie_words_dup_pair (const RtCookie *cookie, gboolean hide_value);
char *rt_cookie_words_dup_field (const char *field, gboolean hide_value);
char *rt_cookie_words_dup_reason (const RtCookieVerdict *verdict);
char *rt_cookie_words_dup_rule (RtCookieRule rule);

void rt_cookie_words_show_mark (GtkLabel *badge, RtVisitMark mark);
void rt_cookie_words_show_outcome (GtkLabel *badge, RtCookieOutcome outcome);

G_END_DECLS
