/* The items that somebody holds of a list of addresses: one for each of these rows. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/check/rt-check-item.h"
#include "core/check/rt-check-table.h"

G_BEGIN_DECLS

typedef struct _RtCheckItems RtCheckItems;

RtCheckItems *rt_check_items_new (void);
void rt_check_items_free (RtCheckItems *self);

RtCheckItem *rt_check_items_dup (RtCheckItems *self, guint row, const RtCheckRow *found);
void rt_check_items_set_result (RtCheckItems *self, guint row, RtCheckResult *result);
void rt_check_items_forget (RtCheckItems *self);

G_END_DECLS
