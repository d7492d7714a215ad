/* When what happened: a waterfall of all hops on one scale. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/rt-exchange-pane.h"

G_BEGIN_DECLS

#define RT_TYPE_TIMING_VIEW (rt_timing_view_get_type ())
G_DECLARE_FINAL_TYPE (RtTimingView, rt_timing_view, RT, TIMING_VIEW, GtkWidget)

G_END_DECLS
