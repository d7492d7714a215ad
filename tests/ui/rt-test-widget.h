/* Finds widgets of a template from outside. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *rt_test_find (GtkWidget *top, const char *id);
GtkWidget *rt_test_find_type (GtkWidget *top, GType type);

G_END_DECLS
