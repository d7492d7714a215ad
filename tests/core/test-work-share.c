/* Tests of RtWorkShare. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-work-share.h"

#define MIB (1024 * 1024)
#define MB_A_SECOND 1e6

static void
assert_work (RtWork work, RtWorkKind kind, gint64 first, gint64 end)
{
  g_assert_cmpint (work.kind, ==, kind);
  if (kind == RT_WORK_NONE)
    return;
  g_assert_cmpint (work.first, ==, first);
  g_assert_cmpint (work.end, ==, end);
}

/* What nobody fetches comes first; what is being fetched is left alone. */
static void
test_gaps_first (void)
{
  const RtExtent gaps[] = { { 10, 100 * MIB }, { 200 * MIB, 300 * MIB } };
  const RtShare shares[] = { { 10, 50 * MIB, MB_A_SECOND },
                             { 80 * MIB, 100 * MIB, MB_A_SECOND },
                             { 200 * MIB, 300 * MIB, MB_A_SECOND } };

  assert_work (rt_work_share_next (gaps, 2, NULL, 0), RT_WORK_GAP, 10, 100 * MIB);
  assert_work (rt_work_share_next (gaps, 2, shares, 1), RT_WORK_GAP, 50 * MIB, 100 * MIB);
  assert_work (rt_work_share_next (gaps, 2, shares, 2), RT_WORK_GAP, 50 * MIB, 80 * MIB);
  assert_work (rt_work_share_next (gaps, 1, shares + 1, 1), RT_WORK_GAP, 10, 80 * MIB);
}

/* A position that the gap has left behind already belongs to the share all the same. */
static void
test_position_lags (void)
{
  const RtExtent gap = { 5 * MIB, 9 * MIB };
  const RtShare share = { 4 * MIB, 9 * MIB, 0 };

  assert_work (rt_work_share_next (&gap, 1, &share, 1), RT_WORK_STEAL,
               4 * MIB + 5 * MIB / 2, 9 * MIB);
}

static void
test_steals_from_who_takes_longest (void)
{
  const RtExtent gap = { 0, 100 * MIB };
  const RtShare shares[] = { { 0, 60 * MIB, 100 * MB_A_SECOND },
                             { 60 * MIB, 80 * MIB, 1 * MB_A_SECOND },
                             { 80 * MIB, 100 * MIB, 10 * MB_A_SECOND } };
  RtWork work = rt_work_share_next (&gap, 1, shares, 3);

  assert_work (work, RT_WORK_STEAL, 70 * MIB, 80 * MIB);
  g_assert_cmpuint (work.victim, ==, 1);
}

static void
test_leaves_small_work_alone (void)
{
  const RtExtent gap = { 0, 10 * MIB };
  const RtShare fast = { 0, 10 * MIB, 100 * MB_A_SECOND };

  assert_work (rt_work_share_next (&gap, 1, &fast, 1), RT_WORK_NONE, 0, 0);
  assert_work (rt_work_share_next (&gap, 0, NULL, 0), RT_WORK_NONE, 0, 0);
}

/* Near the end the last bytes are fetched twice, but not three times. */
static void
test_tail (void)
{
  const RtExtent gap = { 0, 400000 };
  const RtShare slow = { 0, 400000, 1000 };
  const RtShare twins[] = { { 0, 400000, 1000, 0, TRUE }, { 0, 400000, 1000, 0, TRUE } };

  assert_work (rt_work_share_next (&gap, 1, &slow, 1), RT_WORK_TWIN, 0, 400000);
  assert_work (rt_work_share_next (&gap, 1, twins, 2), RT_WORK_NONE, 0, 0);
}

static void
test_finds_the_slow_one (void)
{
  RtShare shares[] = { { 0, MIB, 10 * MB_A_SECOND },
                       { 0, MIB, 0.9 * MB_A_SECOND },
                       { 0, MIB, 11 * MB_A_SECOND } };

  g_assert_true (rt_work_share_is_slow (shares, 3, 1));
  g_assert_false (rt_work_share_is_slow (shares, 3, 0));
  g_assert_cmpint (rt_work_share_find_slow (shares, 3), ==, -1);
  shares[1].slow_us = 11 * G_USEC_PER_SEC;
  g_assert_cmpint (rt_work_share_find_slow (shares, 3), ==, 1);
  g_assert_cmpint (rt_work_share_find_slow (shares + 1, 1), ==, -1);
  shares[1].rate = 1.1 * MB_A_SECOND;
  g_assert_false (rt_work_share_is_slow (shares, 3, 1));
}

/* However the work is split: every byte is somebody's, and nobody's work overlaps. */
static void
test_covers_everything (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (16);

  for (guint round = 0; round < 200; round++)
    {
      RtExtent gap = { 0, g_rand_int_range (rand, 1, 200) * MIB };
      RtShare shares[16] = { { 0, gap.end, MB_A_SECOND } };
      gint64 covered = 0;
      guint n = 1;

      while (n < 16)
        {
          RtWork work = rt_work_share_next (&gap, 1, shares, n);

          if (work.kind != RT_WORK_STEAL)
            break;
          shares[work.victim].end = work.first;
          shares[n++] = (RtShare){ work.first, work.end,
                                   g_rand_double_range (rand, 0, 9) * MB_A_SECOND };
        }
      for (guint i = 0; i < n; i++)
        {
          g_assert_cmpint (shares[i].position, <, shares[i].end);
          covered += shares[i].end - shares[i].position;
        }
      g_assert_cmpint (covered, ==, gap.end);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/work-share/gaps-first", test_gaps_first);
  g_test_add_func ("/work-share/position-lags", test_position_lags);
  g_test_add_func ("/work-share/steals", test_steals_from_who_takes_longest);
  g_test_add_func ("/work-share/small-work", test_leaves_small_work_alone);
  g_test_add_func ("/work-share/tail", test_tail);
  g_test_add_func ("/work-share/slow", test_finds_the_slow_one);
  g_test_add_func ("/work-share/covers-everything", test_covers_everything);
  return g_test_run ();
}
