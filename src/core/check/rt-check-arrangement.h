/* What is shown of a list of addresses, kept up to date while results come. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/check/rt-check-order.h"

G_BEGIN_DECLS

typedef struct _RtCheckArrangement RtCheckArrangement;

/* What is shown is another list from @position on, as GListModel::items-changed has it. */
typedef void (*RtCheckArrangedFunc) (guint position,
                                     guint n_removed,
                                     guint n_added,
                                     gpointer user_data);

RtCheckArrangement *rt_check_arrangement_new (RtCheckTable *table,
                                              RtCheckArrangedFunc func,
                                              gpointer user_data);
void rt_check_arrangement_free (RtCheckArrangement *self);

guint rt_check_arrangement_get_length (RtCheckArrangement *self);
guint rt_check_arrangement_get_row (RtCheckArrangement *self, guint position);
gboolean rt_check_arrangement_is_settled (RtCheckArrangement *self);

void rt_check_arrangement_set_order (RtCheckArrangement *self, const RtCheckOrder *order);
void rt_check_arrangement_set_frozen (RtCheckArrangement *self, gboolean is_frozen);

void rt_check_arrangement_reset (RtCheckArrangement *self, RtCheckTable *table);
void rt_check_arrangement_grow (RtCheckArrangement *self, guint n_before);
void rt_check_arrangement_refresh (RtCheckArrangement *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtCheckArrangement, rt_check_arrangement_free)

G_END_DECLS
