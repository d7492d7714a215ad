/* Chooses a page of a stack: a row of buttons, or a list where that does not fit. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_PANE_SWITCHER (rt_pane_switcher_get_type ())
G_DECLARE_FINAL_TYPE (RtPaneSwitcher, rt_pane_switcher, RT, PANE_SWITCHER, GtkWidget)

gboolean rt_pane_switcher_is_narrow (RtPaneSwitcher *self);

G_END_DECLS
