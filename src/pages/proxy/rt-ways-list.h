/* The same request on several ways at once, a row each. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/rt-workbench.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signals: "way-selected" (RtExchange *). */
#define RT_TYPE_WAYS_LIST (rt_ways_list_get_type ())
G_DECLARE_FINAL_TYPE (RtWaysList, rt_ways_list, RT, WAYS_LIST, GtkWidget)

void rt_ways_list_add (RtWaysList *self,
                       RtWorkbench *workbench,
                       const char *title,
                       const RtRequest *request);
void rt_ways_list_forget (RtWaysList *self);
RtExchange *rt_ways_list_get_exchange (RtWaysList *self, guint index);

G_END_DECLS
