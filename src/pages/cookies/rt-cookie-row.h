/* One cookie in the table of a jar. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cookies/rt-cookie.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_COOKIE_ROW (rt_cookie_row_get_type ())
G_DECLARE_FINAL_TYPE (RtCookieRow, rt_cookie_row, RT, COOKIE_ROW, GtkWidget)

GtkWidget *rt_cookie_row_new (void);
void rt_cookie_row_show (RtCookieRow *self, RtCookie *cookie, gboolean hide_value);

G_END_DECLS
