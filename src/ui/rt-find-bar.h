/* Finds words in a source view: next, previous, and how many there are. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

#define RT_TYPE_FIND_BAR (rt_find_bar_get_type ())
G_DECLARE_FINAL_TYPE (RtFindBar, rt_find_bar, RT, FIND_BAR, GtkWidget)

void rt_find_bar_set_view (RtFindBar *self, GtkSourceView *view);
void rt_find_bar_open (RtFindBar *self);

G_END_DECLS
