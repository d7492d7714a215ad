/* Which items two sequences share, in order. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/http/rt-edit-items.h"

/* This bounds the notes of the search to 8 MiB, and its steps to a few hundred million for
 * the longest texts. */
#define EDITS_MAX 2000

/* An edit takes one old item out or puts one new item in.  The notes have a row for every
 * number of edits.  Entry i of row d is on the diagonal x - y = 2i - d, and is the furthest
 * x, counted in old items, that d edits come to there. */
static gint *
row (GArray *notes, gint n_edits)
{
  return &g_array_index (notes, gint, (gsize)n_edits * ((gsize)n_edits + 1) / 2);
}

/* Whether entry i of row d is come to by putting an item in, else by taking one out. */
static gboolean
is_put_in (const gint *before, gint n_edits, gint i)
{
  return i == 0 || (i < n_edits && before[i - 1] < before[i]);
}

/* Walks back from the end, which is entry i of the last row, and marks each edit. */
static void
mark_edits (GArray *notes,
            gint n_edits,
            gint i,
            RtEditItem *old_items,
            RtEditItem *new_items)
{
  for (gint d = n_edits; d > 0; d--)
    {
      const gint *before = row (notes, d - 1);

      if (is_put_in (before, d, i))
        new_items[before[i] - (2 * i - d + 1)].is_only = TRUE;
      else
        {
          i--;
          old_items[before[i]].is_only = TRUE;
        }
    }
}

static void
mark_all (RtEditItem *items, guint count)
{
  for (guint i = 0; i < count; i++)
    items[i].is_only = TRUE;
}

/**
 * rt_edit_items_mark:
 * @old_items: (array length=n_old): the old sequence, unmarked
 * @n_old: its length
 * @new_items: (array length=n_new): the new sequence, unmarked
 * @n_new: its length
 * @cancellable: (nullable): to stop it
 * @error: return location for a #GError, or %NULL
 *
 * Marks the smallest number of items so that the unmarked ones are the same in both.  Where
 * that takes more than some thousand marks it marks all.
 *
 * Errors: %G_IO_ERROR_CANCELLED, nothing else.
 *
 * Source: E. W. Myers, "An O(ND) difference algorithm and its variations", 1986: the greedy
 * search
 *
 * Returns: %TRUE if they are marked
 */
gboolean
rt_edit_items_mark (RtEditItem *old_items,
                    guint n_old,
                    RtEditItem *new_items,
                    guint n_new,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GArray) notes = g_array_new (FALSE, FALSE, sizeof (gint));

  g_return_val_if_fail (n_old < G_MAXINT / 2 && n_new < G_MAXINT / 2, FALSE);

  for (gint d = 0; d <= EDITS_MAX; d++)
    {
      const gint *before;
      gint *now;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      g_array_set_size (notes, notes->len + (guint)d + 1);
      now = row (notes, d);
      before = row (notes, MAX (d - 1, 0));
      for (gint i = 0; i <= d; i++)
        {
          gint x = 0;
          gint y;

          if (d > 0)
            x = is_put_in (before, d, i) ? before[i] : before[i - 1] + 1;
          y = x - (2 * i - d);
          while (x < (gint)n_old && y < (gint)n_new && old_items[x].id == new_items[y].id)
            {
              x++;
              y++;
            }
          now[i] = x;
          if (x >= (gint)n_old && y >= (gint)n_new)
            {
              mark_edits (notes, d, i, old_items, new_items);
              return TRUE;
            }
        }
    }
  mark_all (old_items, n_old);
  mark_all (new_items, n_new);
  return TRUE;
}
