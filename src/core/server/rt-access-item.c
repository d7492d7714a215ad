/* One line of an access log, as an item of a list. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/server/rt-access-item.h"

struct _RtAccessItem
{
  GObject parent_instance;

  RtAccessEntry *entry;
};

G_DEFINE_FINAL_TYPE (RtAccessItem, rt_access_item, G_TYPE_OBJECT)

static void
rt_access_item_finalize (GObject *object)
{
  rt_access_entry_unref (RT_ACCESS_ITEM (object)->entry);
  G_OBJECT_CLASS (rt_access_item_parent_class)->finalize (object);
}

static void
rt_access_item_class_init (RtAccessItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rt_access_item_finalize;
}

static void
rt_access_item_init (RtAccessItem *self)
{
}

RtAccessItem *
rt_access_item_new (RtAccessEntry *entry)
{
  RtAccessItem *self = g_object_new (RT_TYPE_ACCESS_ITEM, NULL);

  self->entry = rt_access_entry_ref (entry);
  return self;
}

RtAccessEntry *
rt_access_item_get_entry (RtAccessItem *self)
{
  g_return_val_if_fail (RT_IS_ACCESS_ITEM (self), NULL);

  return self->entry;
}
