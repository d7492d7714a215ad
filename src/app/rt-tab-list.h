/* The tabs at the side of the window. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/rt-pages.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signals: "selected", another tab is; "activated", the user wants to go to its page. */
#define RT_TYPE_TAB_LIST (rt_tab_list_get_type ())
G_DECLARE_FINAL_TYPE (RtTabList, rt_tab_list, RT, TAB_LIST, GtkWidget)

const RtPageRow *rt_tab_list_get_selected (RtTabList *self);
void rt_tab_list_select (RtTabList *self, int index);
void rt_tab_list_select_name (RtTabList *self, const char *name);
void rt_tab_list_step (RtTabList *self, int by);

G_END_DECLS
