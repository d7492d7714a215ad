/* The bytes of a hop as they were on the wire, in both directions. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/rt-exchange-pane.h"

G_BEGIN_DECLS

#define RT_TYPE_RAW_VIEW (rt_raw_view_get_type ())
G_DECLARE_FINAL_TYPE (RtRawView, rt_raw_view, RT, RAW_VIEW, GtkWidget)

char *rt_raw_text (GBytes *bytes);

G_END_DECLS
