/* The phases of one hop as bars, drawn to scale. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-wire-report.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_TIMING_CHART (rt_timing_chart_get_type ())
G_DECLARE_FINAL_TYPE (RtTimingChart, rt_timing_chart, RT, TIMING_CHART, GtkWidget)

GtkWidget *rt_timing_chart_new (void);
void rt_timing_chart_show (RtTimingChart *self,
                           const RtWireReport *report,
                           gint64 origin_us,
                           gint64 span_us);

G_END_DECLS
