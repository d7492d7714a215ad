/* A long list with a filter above it and its sums below it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Children: type "control", beside the filter; "header", above the rows; "overlay", over
 * them; "footer", above the sums.  Signals: "filter-changed"; "selection-changed";
 * "activate" (position).  Properties "find-hint", "find-label" and "list-label". */
#define RT_TYPE_LIST_PANE (rt_list_pane_get_type ())
G_DECLARE_FINAL_TYPE (RtListPane, rt_list_pane, RT, LIST_PANE, GtkWidget)

void rt_list_pane_set_factory (RtListPane *self, GtkListItemFactory *factory);
void rt_list_pane_set_model (RtListPane *self, GListModel *model);
guint rt_list_pane_get_n_shown (RtListPane *self);

const char *rt_list_pane_get_text (RtListPane *self);
guint64 rt_list_pane_count_selected (RtListPane *self);
GArray *rt_list_pane_dup_selected (RtListPane *self);

void rt_list_pane_show_counts (RtListPane *self, const char *counts, const char *nothing);

GtkListView *rt_list_pane_get_rows (RtListPane *self);
GtkScrolledWindow *rt_list_pane_get_scroller (RtListPane *self);

G_END_DECLS
