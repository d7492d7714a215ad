/* A list of addresses and what became of each, with what can be done about it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/check/rt-check-list.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signals: "chosen" (row), one that is to be looked at; "compare" (row), whose HEAD and GET
 * are to be compared; "recheck", all that is selected. */
#define RT_TYPE_CHECK_VIEW (rt_check_view_get_type ())
G_DECLARE_FINAL_TYPE (RtCheckView, rt_check_view, RT, CHECK_VIEW, GtkWidget)

void rt_check_view_set_list (RtCheckView *self, RtCheckList *list);
GArray *rt_check_view_dup_selected (RtCheckView *self);

G_END_DECLS
