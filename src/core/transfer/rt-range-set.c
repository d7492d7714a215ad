/* Which bytes of a file are there. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-range-set.h"

/* In order, none empty, with a gap between any two.  There are about as many as there are
 * connections, so that nothing clever is needed. */
struct _RtRangeSet
{
  GArray *extents; /* of RtExtent */
  gint64 total;
};

/**
 * rt_range_set_new:
 *
 * Makes an empty set.
 *
 * Returns: (transfer full): the set
 */
RtRangeSet *
rt_range_set_new (void)
{
  RtRangeSet *self = g_new0 (RtRangeSet, 1);

  self->extents = g_array_new (FALSE, FALSE, sizeof (RtExtent));
  return self;
}

void
rt_range_set_free (RtRangeSet *self)
{
  g_array_unref (self->extents);
  g_free (self);
}

static RtExtent *
peek (RtRangeSet *self, guint index)
{
  return &g_array_index (self->extents, RtExtent, index);
}

/* The first extent that ends at @offset or beyond. */
static guint
find (RtRangeSet *self, gint64 offset)
{
  guint index = 0;

  while (index < self->extents->len && peek (self, index)->end < offset)
    index++;
  return index;
}

void
rt_range_set_add (RtRangeSet *self, gint64 first, gint64 end)
{
  guint index = find (self, first);
  RtExtent extent = { first, end };

  g_return_if_fail (first >= 0 && first <= end);

  if (first == end)
    return;
  while (index < self->extents->len && peek (self, index)->first <= end)
    {
      extent.first = MIN (extent.first, peek (self, index)->first);
      extent.end = MAX (extent.end, peek (self, index)->end);
      self->total -= peek (self, index)->end - peek (self, index)->first;
      g_array_remove_index (self->extents, index);
    }
  g_array_insert_val (self->extents, index, extent);
  self->total += extent.end - extent.first;
}

void
rt_range_set_remove (RtRangeSet *self, gint64 first, gint64 end)
{
  guint index = find (self, first);

  if (first >= end)
    return;
  while (index < self->extents->len && peek (self, index)->first < end)
    {
      RtExtent old = *peek (self, index);

      self->total -= old.end - old.first;
      g_array_remove_index (self->extents, index);
      if (old.first < first)
        {
          RtExtent left = { old.first, MIN (first, old.end) };

          g_array_insert_val (self->extents, index, left);
          self->total += left.end - left.first;
          index++;
        }
      if (old.end > end)
        {
          RtExtent right = { end, old.end };

          g_array_insert_val (self->extents, index, right);
          self->total += right.end - right.first;
          index++;
        }
    }
}

guint
rt_range_set_get_length (RtRangeSet *self)
{
  return self->extents->len;
}

RtExtent
rt_range_set_get (RtRangeSet *self, guint index)
{
  return *peek (self, index);
}

gint64
rt_range_set_get_total (RtRangeSet *self)
{
  return self->total;
}

/**
 * rt_range_set_measure:
 * @self: a set
 * @first: an offset
 * @is_there: (out): whether the byte at @first is in the set
 *
 * Finds how far what holds for one byte holds for those after it.
 *
 * Returns: how many bytes from @first on are there, or are missing; %G_MAXINT64 if none of
 * those after @first is there
 */
gint64
rt_range_set_measure (RtRangeSet *self, gint64 first, gboolean *is_there)
{
  guint index = find (self, first + 1);

  *is_there = FALSE;
  if (index == self->extents->len)
    return G_MAXINT64;
  if (peek (self, index)->first > first)
    return peek (self, index)->first - first;
  *is_there = TRUE;
  return peek (self, index)->end - first;
}
