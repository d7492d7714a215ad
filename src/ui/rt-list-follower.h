/* Keeps the newest line of a growing list in sight until the user scrolls away. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Property "is-following". */
#define RT_TYPE_LIST_FOLLOWER (rt_list_follower_get_type ())
G_DECLARE_FINAL_TYPE (RtListFollower, rt_list_follower, RT, LIST_FOLLOWER, GObject)

RtListFollower *rt_list_follower_new (GtkListView *list, GtkScrolledWindow *scroller);
gboolean rt_list_follower_is_following (RtListFollower *self);
void rt_list_follower_follow (RtListFollower *self);

G_END_DECLS
