/* The items that somebody holds of a list of addresses: one for each of these rows. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/check/rt-check-items.h"

struct _RtCheckItems
{
  GHashTable *items; /* row → RtCheckItem, which it does not own */
};

RtCheckItems *
rt_check_items_new (void)
{
  RtCheckItems *self = g_new (RtCheckItems, 1);

  self->items = g_hash_table_new (NULL, NULL);
  return self;
}

void
rt_check_items_free (RtCheckItems *self)
{
  rt_check_items_forget (self);
  g_hash_table_unref (self->items);
  g_free (self);
}

static void
on_item_gone (gpointer data, GObject *item)
{
  RtCheckItems *self = data;

  /* Its fields are still there. */
  g_hash_table_remove (self->items,
                       GUINT_TO_POINTER (rt_check_item_get_row ((RtCheckItem *)item)));
}

/**
 * rt_check_items_dup:
 * @self: the items
 * @row: the number of a row
 * @found: that row
 *
 * Returns: (transfer full): the item of a row
 */
RtCheckItem *
rt_check_items_dup (RtCheckItems *self, guint row, const RtCheckRow *found)
{
  RtCheckItem *item = g_hash_table_lookup (self->items, GUINT_TO_POINTER (row));

  if (item != NULL)
    return g_object_ref (item);
  item = rt_check_item_new (row, found->address, found->result);
  g_object_weak_ref (G_OBJECT (item), on_item_gone, self);
  g_hash_table_insert (self->items, GUINT_TO_POINTER (row), item);
  return item;
}

/* Tells the item of a row, if somebody holds it. */
void
rt_check_items_set_result (RtCheckItems *self, guint row, RtCheckResult *result)
{
  RtCheckItem *item = g_hash_table_lookup (self->items, GUINT_TO_POINTER (row));

  if (item != NULL)
    rt_check_item_set_result (item, result);
}

/* The rows are others from now on: who holds an item keeps it. */
void
rt_check_items_forget (RtCheckItems *self)
{
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    g_object_weak_unref (item, on_item_gone, self);
  g_hash_table_remove_all (self->items);
}
