/* Addresses and what became of each, as a list that stays live while they are checked. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/check/rt-check-item.h"
#include "core/check/rt-check-job.h"
#include "core/check/rt-check-order.h"

G_BEGIN_DECLS

/* A GListModel of RtCheckItem.  Signal "updated" (): the sums, or whether it runs. */
#define RT_TYPE_CHECK_LIST (rt_check_list_get_type ())
G_DECLARE_FINAL_TYPE (RtCheckList, rt_check_list, RT, CHECK_LIST, GObject)

RtCheckList *rt_check_list_new (void);

void rt_check_list_add (RtCheckList *self, GPtrArray *entries);
void rt_check_list_clear (RtCheckList *self);
RtCheckTable *rt_check_list_get_table (RtCheckList *self);

void
rt_check_list_start (RtCheckList *self, RtRequest *base, const RtCheckOptions *options);
void rt_check_list_recheck (RtCheckList *self,
                            const guint *rows,
                            guint n_rows,
                            RtRequest *base,
                            const RtCheckOptions *options);
void rt_check_list_stop (RtCheckList *self);
gboolean rt_check_list_is_running (RtCheckList *self);

void rt_check_list_set_order (RtCheckList *self, const RtCheckOrder *order);
void rt_check_list_set_frozen (RtCheckList *self, gboolean is_frozen);
gboolean rt_check_list_is_ordered (RtCheckList *self);
guint rt_check_list_get_row (RtCheckList *self, guint position);

G_END_DECLS
