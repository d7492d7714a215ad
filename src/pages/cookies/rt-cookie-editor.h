/* Adds a cookie by hand, or changes one. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cookies/rt-cookie.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signal "saved" (RtCookie *), with what is wanted. */
#define RT_TYPE_COOKIE_EDITOR (rt_cookie_editor_get_type ())
G_DECLARE_FINAL_TYPE (RtCookieEditor, rt_cookie_editor, RT, COOKIE_EDITOR, AdwWindow)

GtkWidget *rt_cookie_editor_new (GtkWindow *parent, RtCookie *cookie, const char *domain);
RtCookie *rt_cookie_editor_get_old (RtCookieEditor *self);

G_END_DECLS
