/* One address of a list, and what became of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/check/rt-check-item.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_CHECK_LINE (rt_check_line_get_type ())
G_DECLARE_FINAL_TYPE (RtCheckLine, rt_check_line, RT, CHECK_LINE, GtkWidget)

GtkListItemFactory *rt_check_line_make_factory (void);

G_END_DECLS
