/* Addresses that are still to be added to a list, in the order in which they came. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/check/rt-check-arrivals.h"

void
rt_check_arrivals_push (RtCheckArrivals *self, GPtrArray *entries)
{
  g_queue_push_tail (&self->lists, g_ptr_array_ref (entries));
}

/**
 * rt_check_arrivals_move_one:
 * @self: the addresses
 * @table: where the first goes
 *
 * Returns: whether there was one
 */
gboolean
rt_check_arrivals_move_one (RtCheckArrivals *self, RtCheckTable *table)
{
  GPtrArray *entries = g_queue_peek_head (&self->lists);

  if (entries == NULL)
    return FALSE;
  if (self->n_taken < entries->len)
    rt_check_table_add (table, entries->pdata[self->n_taken++]);
  if (self->n_taken >= entries->len)
    {
      g_ptr_array_unref (g_queue_pop_head (&self->lists));
      self->n_taken = 0;
    }
  return TRUE;
}

void
rt_check_arrivals_clear (RtCheckArrivals *self)
{
  g_queue_clear_full (&self->lists, (GDestroyNotify)g_ptr_array_unref);
  self->n_taken = 0;
}
