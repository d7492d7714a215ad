/* Tests of RtTimings: phases that did not happen are absent, never zero. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-timings.h"

static void
test_absent (void)
{
  RtTimings timings = { 0 };
  gint64 start = 7;
  gint64 end = 8;

  for (guint phase = 0; phase < RT_N_PHASES; phase++)
    g_assert_false (rt_timings_get (&timings, phase, 1000, &start, &end));
  g_assert_cmpint (start, ==, 7);
  g_assert_cmpint (end, ==, 8);
}

static void
test_counts_from_origin (void)
{
  RtTimings timings = { 0 };
  gint64 start;
  gint64 end;

  timings.start[RT_PHASE_TLS] = 1500;
  timings.end[RT_PHASE_TLS] = 1900;
  g_assert_true (rt_timings_get (&timings, RT_PHASE_TLS, 1000, &start, &end));
  g_assert_cmpint (start, ==, 500);
  g_assert_cmpint (end, ==, 900);
  g_assert_false (rt_timings_get (&timings, RT_PHASE_CONNECT, 1000, &start, &end));
}

static void
test_begins_at_origin (void)
{
  RtTimings timings = { 0 };
  gint64 start;
  gint64 end;

  timings.start[RT_PHASE_RESOLVE] = 1000;
  timings.end[RT_PHASE_RESOLVE] = 1000;
  g_assert_true (rt_timings_get (&timings, RT_PHASE_RESOLVE, 1000, &start, &end));
  g_assert_cmpint (start, ==, 0);
  g_assert_cmpint (end, ==, 0);
}

static void
test_unfinished (void)
{
  RtTimings timings = { 0 };
  gint64 start;
  gint64 end;

  timings.start[RT_PHASE_WAIT] = 1200;
  g_assert_true (rt_timings_get (&timings, RT_PHASE_WAIT, 1000, &start, &end));
  g_assert_cmpint (start, ==, 200);
  g_assert_cmpint (end, ==, -1);
}

static void
test_ids (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint phase = 0; phase < RT_N_PHASES; phase++)
    g_assert_true (g_hash_table_add (seen, (gpointer)rt_phase_to_id (phase)));
  g_assert_cmpstr (rt_phase_to_id (RT_PHASE_RESOLVE), ==, "resolve");
  g_assert_cmpstr (rt_phase_to_id (RT_PHASE_RECEIVE), ==, "receive");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/timings/phase-that-did-not-happen-is-absent", test_absent);
  g_test_add_func ("/timings/counts-from-the-origin", test_counts_from_origin);
  g_test_add_func ("/timings/phase-at-the-origin-is-present", test_begins_at_origin);
  g_test_add_func ("/timings/unfinished-phase-has-no-end", test_unfinished);
  g_test_add_func ("/timings/every-phase-has-its-own-id", test_ids);
  return g_test_run ();
}
