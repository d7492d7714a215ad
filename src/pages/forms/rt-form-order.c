/* The order of the fields of a form. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/forms/rt-form-order.h"

/**
 * rt_form_order_move:
 * @controls: the controls of a form
 * @from: the index of one
 * @to: the index that it is to have
 */
void
rt_form_order_move (GPtrArray *controls, guint from, guint to)
{
  gpointer control = g_ptr_array_steal_index (controls, from);

  g_ptr_array_insert (controls, to, control);
}

/**
 * rt_form_order_merge:
 * @controls: the controls of a form
 * @wanted: some of them
 *
 * Puts those of @wanted into their order.  Each of the others stays behind the one that it
 * was behind, so nothing moves if they are in that order already.
 */
void
rt_form_order_merge (GPtrArray *controls, GPtrArray *wanted)
{
  g_autoptr (GHashTable) links = g_hash_table_new (NULL, NULL);
  g_autoptr (GQueue) order = g_queue_new ();
  GList *before = NULL;
  GList *link;

  for (guint i = 0; i < wanted->len; i++)
    {
      g_queue_push_tail (order, wanted->pdata[i]);
      g_hash_table_insert (links, wanted->pdata[i], order->tail);
    }
  for (guint i = 0; i < controls->len; i++)
    {
      gpointer control = controls->pdata[i];

      link = g_hash_table_lookup (links, control);
      if (link == NULL)
        {
          g_queue_insert_after (order, before, control);
          link = before != NULL ? before->next : order->head;
        }
      before = link;
    }
  link = order->head;
  for (guint i = 0; i < controls->len; i++, link = link->next)
    controls->pdata[i] = link->data;
}

/**
 * rt_form_order_holds:
 * @controls: the controls of a form
 * @wanted: some of them
 *
 * Returns: whether those of @wanted follow each other in @controls, others between them or
 * not
 */
gboolean
rt_form_order_holds (GPtrArray *controls, GPtrArray *wanted)
{
  guint n = 0;

  for (guint i = 0; i < controls->len && n < wanted->len; i++)
    n += controls->pdata[i] == wanted->pdata[n];
  return n == wanted->len;
}
