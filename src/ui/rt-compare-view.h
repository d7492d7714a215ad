/* What is different from the previous answer for the same address. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/rt-exchange-pane.h"

G_BEGIN_DECLS

#define RT_TYPE_COMPARE_VIEW (rt_compare_view_get_type ())
G_DECLARE_FINAL_TYPE (RtCompareView, rt_compare_view, RT, COMPARE_VIEW, GtkWidget)

void rt_compare_view_set_previous (RtCompareView *self, RtExchange *previous);

G_END_DECLS
