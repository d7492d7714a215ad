/* The cookies of a jar in a table with titles, which sort it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cookies/rt-cookie-list.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signals: "activate", when the user wants to edit the cookie that is selected;
 * "selection-changed". */
#define RT_TYPE_COOKIE_TABLE (rt_cookie_table_get_type ())
G_DECLARE_FINAL_TYPE (RtCookieTable, rt_cookie_table, RT, COOKIE_TABLE, GtkWidget)

void rt_cookie_table_set_list (RtCookieTable *self, RtCookieList *list);
void rt_cookie_table_set_hides_values (RtCookieTable *self, gboolean hides_values);
RtCookie *rt_cookie_table_get_selected (RtCookieTable *self);

G_END_DECLS
