/* One line of an access log, as an item of a list. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-access-log.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define RT_TYPE_ACCESS_ITEM (rt_access_item_get_type ())
G_DECLARE_FINAL_TYPE (RtAccessItem, rt_access_item, RT, ACCESS_ITEM, GObject)

RtAccessItem *rt_access_item_new (RtAccessEntry *entry);
RtAccessEntry *rt_access_item_get_entry (RtAccessItem *self);

G_END_DECLS
