/* Finds widgets of a template from outside, reads, uses and draws them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *rt_test_find (GtkWidget *top, const char *id);
GtkWidget *rt_test_find_type (GtkWidget *top, GType type);
GtkWidget *rt_test_find_window (GType type);
GtkWidget *rt_test_find_question (void);
GtkWidget *rt_test_find_button (GtkWidget *top, const char *text);
gboolean rt_test_has_label (GtkWidget *top, const char *text);
GtkWidget *rt_test_find_class (GtkWidget *top, const char *css_class);
const char *rt_test_get_label (GtkWidget *top, const char *id);
char *rt_test_dup_text (GtkWidget *top);
void rt_test_click (GtkWidget *top, const char *id);
void rt_test_answer (const char *text);
void rt_test_choose (GtkWidget *top, const char *id, const char *words);
void rt_test_press (GtkWidget *widget, guint key, GdkModifierType state);
gboolean rt_test_drop (GtkWidget *dragged, GtkWidget *target);
void rt_test_wait_for_frames (GtkWidget *widget, guint n);
GdkTexture *rt_test_draw (GtkWidget *widget);

G_END_DECLS
