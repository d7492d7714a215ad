/* Tests of RtMirror. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-mirror.h"

#define MINUTE_US (60 * G_USEC_PER_SEC)

static int
choose (const RtMirror *mirrors, guint a, guint b, guint c)
{
  const guint n_busy[] = { a, b, c };

  return rt_mirror_choose (mirrors, n_busy, 3, 0);
}

/* Whether it would be asked if there were no other. */
static gboolean
is_asked (const RtMirror *mirror, gint64 now_us)
{
  const guint n_busy = 0;

  return rt_mirror_choose (mirror, &n_busy, 1, now_us) == 0;
}

static void
test_unasked_ones_are_tried (void)
{
  RtMirror mirrors[3] = { 0 };

  g_assert_cmpint (choose (mirrors, 0, 0, 0), ==, 0);
  rt_mirror_add_rate (&mirrors[0], 1000);
  g_assert_cmpint (choose (mirrors, 1, 0, 0), ==, 1);
  g_assert_cmpint (choose (mirrors, 1, 1, 0), ==, 2);
}

static void
test_the_fast_one_gets_more (void)
{
  RtMirror mirrors[3] = { 0 };

  rt_mirror_add_rate (&mirrors[0], 1000);
  rt_mirror_add_rate (&mirrors[1], 100);
  rt_mirror_add_rate (&mirrors[2], 4000);
  g_assert_cmpint (choose (mirrors, 0, 0, 0), ==, 2);
  g_assert_cmpint (choose (mirrors, 0, 0, 2), ==, 2);
  g_assert_cmpint (choose (mirrors, 0, 0, 4), ==, 0);
}

static void
test_rates_follow (void)
{
  RtMirror mirror = { 0 };

  rt_mirror_add_rate (&mirror, 1000);
  for (guint i = 0; i < 50; i++)
    rt_mirror_add_rate (&mirror, 100);
  g_assert_cmpfloat_with_epsilon (mirror.rate, 100, 1);
}

static void
test_failures_are_forgotten (void)
{
  RtMirror mirror = { 0 };

  g_assert_true (is_asked (&mirror, 0));
  rt_mirror_add_failure (&mirror, 0);
  g_assert_false (is_asked (&mirror, MINUTE_US / 2));
  g_assert_true (is_asked (&mirror, MINUTE_US + 1));
  rt_mirror_add_failure (&mirror, MINUTE_US + 1);
  g_assert_false (is_asked (&mirror, 2 * MINUTE_US + 2));
  g_assert_true (is_asked (&mirror, 3 * MINUTE_US + 2));
}

/* In their order, and for ten minutes not again. */
static void
test_who_leads_next (void)
{
  RtMirror mirrors[3] = { 0 };

  g_assert_cmpint (rt_mirror_find_next (mirrors, 1, 0, 1), ==, -1);
  rt_mirror_give_up (&mirrors[0], 1);
  g_assert_cmpint (rt_mirror_find_next (mirrors, 3, 0, 1), ==, 1);
  rt_mirror_give_up (&mirrors[1], 5 * MINUTE_US);
  g_assert_cmpint (rt_mirror_find_next (mirrors, 3, 1, 5 * MINUTE_US), ==, 2);
  rt_mirror_give_up (&mirrors[2], 10 * MINUTE_US);
  g_assert_cmpint (rt_mirror_find_next (mirrors, 3, 2, 10 * MINUTE_US), ==, -1);
  g_assert_cmpint (rt_mirror_find_next (mirrors, 3, 2, 10 * MINUTE_US + 1), ==, 0);
  rt_mirror_give_up (&mirrors[0], 11 * MINUTE_US);
  g_assert_cmpint (rt_mirror_find_next (mirrors, 3, 0, 15 * MINUTE_US), ==, 1);
}

static void
test_dead_ones_are_not_asked (void)
{
  RtMirror mirrors[3] = { 0 };

  rt_mirror_add_rate (&mirrors[1], 1e6);
  rt_mirror_add_failure (&mirrors[1], 0);
  g_assert_cmpint (choose (mirrors, 0, 0, 0), ==, 0);
  rt_mirror_add_failure (&mirrors[0], 0);
  rt_mirror_leave_out (&mirrors[2], 0);
  g_assert_cmpint (choose (mirrors, 0, 0, 0), ==, -1);
  g_assert_false (is_asked (&mirrors[2], 20 * MINUTE_US));
}

/* Nobody has to fail for that: the ten minutes are enough. */
static void
test_given_up_ones_are_asked_again (void)
{
  RtMirror mirrors[2] = { 0 };
  const guint n_busy[] = { 0, 3 };

  rt_mirror_give_up (&mirrors[0], 1);
  rt_mirror_add_rate (&mirrors[1], 1000);
  g_assert_cmpint (rt_mirror_choose (mirrors, n_busy, 2, 1), ==, 1);
  g_assert_cmpint (rt_mirror_choose (mirrors, n_busy, 2, 10 * MINUTE_US), ==, 1);
  g_assert_cmpint (rt_mirror_choose (mirrors, n_busy, 2, 10 * MINUTE_US + 1), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mirror/unasked-ones-are-tried", test_unasked_ones_are_tried);
  g_test_add_func ("/mirror/the-fast-one-gets-more", test_the_fast_one_gets_more);
  g_test_add_func ("/mirror/rates-follow", test_rates_follow);
  g_test_add_func ("/mirror/failures-are-forgotten", test_failures_are_forgotten);
  g_test_add_func ("/mirror/who-leads-next", test_who_leads_next);
  g_test_add_func ("/mirror/given-up-ones-are-asked-again",
                   test_given_up_ones_are_asked_again);
  g_test_add_func ("/mirror/dead-ones-are-not-asked", test_dead_ones_are_not_asked);
  return g_test_run ();
}
