/* Two children beside each other, or below each other where there is little room. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_COLUMNS_LAYOUT (rt_columns_layout_get_type ())
G_DECLARE_FINAL_TYPE (RtColumnsLayout,
                      rt_columns_layout,
                      RT,
                      COLUMNS_LAYOUT,
                      GtkLayoutManager)

G_END_DECLS
