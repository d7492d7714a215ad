/* The titles of a table of addresses: a click sorts. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/check/rt-check-order.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* There are none where there is no room for columns.  Signal "sort" (key). */
#define RT_TYPE_CHECK_TITLES (rt_check_titles_get_type ())
G_DECLARE_FINAL_TYPE (RtCheckTitles, rt_check_titles, RT, CHECK_TITLES, GtkWidget)

void
rt_check_titles_show_order (RtCheckTitles *self, RtCheckKey key, gboolean is_descending);

G_END_DECLS
