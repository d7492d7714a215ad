/* Tests of RtRangeSet. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-range-set.h"

#define SIZE 60

/* What the set says is what a row of booleans says. */
static void
check (RtRangeSet *set, const gboolean *model)
{
  gint64 total = 0;
  gint64 last_end = -1;

  for (gint64 i = 0; i < SIZE; i++)
    {
      gboolean is_there;
      gint64 run = rt_range_set_measure (set, i, &is_there);
      gint64 expected = 0;

      while (i + expected < SIZE && model[i + expected] == model[i])
        expected++;
      if (i + expected == SIZE && !model[i])
        expected = G_MAXINT64;
      g_assert_cmpint (is_there, ==, model[i]);
      g_assert_cmpint (run, ==, expected);
      total += model[i];
    }
  g_assert_cmpint (rt_range_set_get_total (set), ==, total);
  for (guint i = 0; i < rt_range_set_get_length (set); i++)
    {
      RtExtent extent = rt_range_set_get (set, i);

      g_assert_cmpint (extent.first, >, last_end);
      g_assert_cmpint (extent.end, >, extent.first);
      last_end = extent.end;
    }
}

static void
test_like_a_row_of_booleans (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (14);

  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (RtRangeSet) set = rt_range_set_new ();
      gboolean model[SIZE] = { FALSE };

      for (guint step = 0; step < 30; step++)
        {
          gint64 first = g_rand_int_range (rand, 0, SIZE);
          gint64 end = g_rand_int_range (rand, (gint32)first, SIZE + 1);
          gboolean add = g_rand_int_range (rand, 0, 3) != 0;

          if (add)
            rt_range_set_add (set, first, end);
          else
            rt_range_set_remove (set, first, end);
          for (gint64 i = first; i < end; i++)
            model[i] = add;
          check (set, model);
        }
    }
}

static void
test_huge_offsets (void)
{
  g_autoptr (RtRangeSet) set = rt_range_set_new ();
  gboolean is_there;

  rt_range_set_add (set, G_MAXINT64 - 10, G_MAXINT64);
  g_assert_cmpint (rt_range_set_measure (set, 0, &is_there), ==, G_MAXINT64 - 10);
  g_assert_false (is_there);
  rt_range_set_remove (set, 0, G_MAXINT64);
  g_assert_cmpint (rt_range_set_get_total (set), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/range-set/like-a-row-of-booleans", test_like_a_row_of_booleans);
  g_test_add_func ("/range-set/huge-offsets", test_huge_offsets);
  return g_test_run ();
}
