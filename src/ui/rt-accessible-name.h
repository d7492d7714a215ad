/* What assistive technology calls a widget. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rt_accessible_name_set (GtkWidget *widget, const char *name);

G_END_DECLS
