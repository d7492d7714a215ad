/* The hops of a redirect chain; the chosen one is what the other views show. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/rt-exchange-pane.h"

G_BEGIN_DECLS

/* Signal "chosen" (RtHop *): the user chose a hop. */
#define RT_TYPE_HOPS_VIEW (rt_hops_view_get_type ())
G_DECLARE_FINAL_TYPE (RtHopsView, rt_hops_view, RT, HOPS_VIEW, GtkWidget)

G_END_DECLS
