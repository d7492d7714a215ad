/* What the window does about what its page shows: other ways to ask for it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rt_window_tools_install (GtkWidgetClass *widget_class);

G_END_DECLS
