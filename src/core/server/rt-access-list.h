/* The newest lines of a server's access log, as a list that can be filtered and paused. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-access-item.h"

G_BEGIN_DECLS

#define RT_ACCESS_LIST_CAPACITY 100000

/* A GListModel of RtAccessItem, oldest first.  Signal "updated" (). */
#define RT_TYPE_ACCESS_LIST (rt_access_list_get_type ())
G_DECLARE_FINAL_TYPE (RtAccessList, rt_access_list, RT, ACCESS_LIST, GObject)

RtAccessList *rt_access_list_new (guint capacity);

RtAccessEntry *rt_access_list_get_entry (RtAccessList *self, guint position);

void rt_access_list_append (RtAccessList *self, GPtrArray *entries, guint n_lost);
void rt_access_list_clear (RtAccessList *self);

void rt_access_list_set_filter (RtAccessList *self, const char *text, guint status_class);
gboolean rt_access_list_is_searching (RtAccessList *self);

gboolean rt_access_list_is_paused (RtAccessList *self);
void rt_access_list_set_paused (RtAccessList *self, gboolean is_paused);

guint rt_access_list_get_n_lines (RtAccessList *self);
guint rt_access_list_get_n_waiting (RtAccessList *self);
guint64 rt_access_list_get_n_lost (RtAccessList *self);

void rt_access_list_export_async (RtAccessList *self,
                                  GFile *file,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean
rt_access_list_export_finish (RtAccessList *self, GAsyncResult *result, GError **error);

G_END_DECLS
