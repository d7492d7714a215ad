/* What two visits did to the cookies, side by side. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-exchange.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signal "chosen" (guint), when the exchanges of that visit, 0 or 1, are to be looked at. */
#define RT_TYPE_VISITS_VIEW (rt_visits_view_get_type ())
G_DECLARE_FINAL_TYPE (RtVisitsView, rt_visits_view, RT, VISITS_VIEW, GtkWidget)

void rt_visits_view_show (RtVisitsView *self, GPtrArray *first, GPtrArray *second);
void rt_visits_view_choose (RtVisitsView *self, guint visit);
void rt_visits_view_set_note (RtVisitsView *self, const char *note);
void rt_visits_view_set_hides_values (RtVisitsView *self, gboolean hides_values);

G_END_DECLS
