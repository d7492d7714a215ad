/* Finds widgets of a template from outside, and draws them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *rt_test_find (GtkWidget *top, const char *id);
GtkWidget *rt_test_find_type (GtkWidget *top, GType type);
GtkWidget *rt_test_find_window (GType type);
gboolean rt_test_has_label (GtkWidget *top, const char *text);
void rt_test_wait_for_frames (GtkWidget *widget, guint n);
GdkTexture *rt_test_draw (GtkWidget *widget);

G_END_DECLS
