/* A row of controls, the widest of them in a row of its own where there is little room. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_CONTROLS_LAYOUT (rt_controls_layout_get_type ())
G_DECLARE_FINAL_TYPE (RtControlsLayout,
                      rt_controls_layout,
                      RT,
                      CONTROLS_LAYOUT,
                      GtkLayoutManager)

G_END_DECLS
