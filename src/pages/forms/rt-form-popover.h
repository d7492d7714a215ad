/* A list in a popover. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *rt_form_popover_new (GtkWidget *list);

G_END_DECLS
