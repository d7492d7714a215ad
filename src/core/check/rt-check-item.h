/* One row of a list of addresses, as an item of a list. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/check/rt-check-result.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Signal "changed" (): there is another result. */
#define RT_TYPE_CHECK_ITEM (rt_check_item_get_type ())
G_DECLARE_FINAL_TYPE (RtCheckItem, rt_check_item, RT, CHECK_ITEM, GObject)

RtCheckItem *rt_check_item_new (guint row, GRefString *address, RtCheckResult *result);

guint rt_check_item_get_row (RtCheckItem *self);
const char *rt_check_item_get_address (RtCheckItem *self);
RtCheckResult *rt_check_item_get_result (RtCheckItem *self);
void rt_check_item_set_result (RtCheckItem *self, RtCheckResult *result);

G_END_DECLS
