/* Tests of RtRateLimit: who may read when. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-rate-limit.h"

#define SECOND G_USEC_PER_SEC
#define SLICE (SECOND / 20)

/* Two who share a limit get half each, in turn. */
static void
test_shared (void)
{
  g_autoptr (RtRateLimit) limit = rt_rate_limit_new (1000);
  gint64 now = 100 * SECOND;
  gint64 first = rt_rate_limit_pay (limit, 50, now);
  gint64 second = rt_rate_limit_pay (limit, 50, now);

  g_assert_cmpint (first, ==, now); /* the slice of the moment */
  g_assert_cmpint (second, ==, now + SLICE);
  for (guint i = 0; i < 100; i++)
    {
      first = rt_rate_limit_pay (limit, 50, first);
      second = rt_rate_limit_pay (limit, 50, second);
    }
  g_assert_cmpint (first, ==, now + 200 * SLICE);
  g_assert_cmpint (second, ==, now + 201 * SLICE);
}

static void
test_a_pause_is_not_made_up_for (void)
{
  g_autoptr (RtRateLimit) limit = rt_rate_limit_new (1000);
  gint64 now = 100 * SECOND;

  rt_rate_limit_pay (limit, 50, now);
  g_assert_cmpint (rt_rate_limit_pay (limit, 1000, now + 60 * SECOND), ==,
                   now + 61 * SECOND - SLICE);
}

static void
test_slice (void)
{
  g_autoptr (GPtrArray) limits
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_rate_limit_unref);

  g_assert_cmpuint (rt_rate_limits_get_slice (limits, 100000), ==, 100000);
  g_ptr_array_add (limits, rt_rate_limit_new (G_MAXINT64));
  g_assert_cmpuint (rt_rate_limits_get_slice (limits, 100000), ==, 100000);
  g_ptr_array_add (limits, rt_rate_limit_new (1000000));
  g_assert_cmpuint (rt_rate_limits_get_slice (limits, 100000), ==, 50000);
  g_ptr_array_add (limits, rt_rate_limit_new (1));
  g_assert_cmpuint (rt_rate_limits_get_slice (limits, 100000), ==, 512);
}

/* A wait that is over before it begins leaves all that was paid to be seen. */
static void
test_paid_once (void)
{
  g_autoptr (GPtrArray) limits
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_rate_limit_unref);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gint64 end_us;

  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < 2; i++)
    g_ptr_array_add (limits, rt_rate_limit_new (1000));
  rt_rate_limits_pay_and_wait (limits, 2050, cancellable);
  end_us = g_get_monotonic_time ();
  for (guint i = 0; i < 2; i++)
    g_assert_cmpint (rt_rate_limit_pay (g_ptr_array_index (limits, i), 0, end_us), <=,
                     end_us + 2 * SECOND);
}

/* The lowest of them counts. */
static void
test_waits (void)
{
  g_autoptr (GPtrArray) limits
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_rate_limit_unref);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gint64 begin_us = g_get_monotonic_time ();

  g_ptr_array_add (limits, rt_rate_limit_new (1000));
  g_ptr_array_add (limits, rt_rate_limit_new (1000000));
  rt_rate_limits_pay_and_wait (limits, 100, cancellable);
  g_assert_cmpint (g_get_monotonic_time () - begin_us, >=, SLICE);
}

static gpointer
cancel (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return NULL;
}

/* It would take half an hour. */
static void
test_wait_ends (void)
{
  g_autoptr (GPtrArray) limits
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_rate_limit_unref);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GThread *thread = g_thread_new ("cancel", cancel, cancellable);

  g_ptr_array_add (limits, rt_rate_limit_new (1));
  rt_rate_limits_pay_and_wait (limits, 2000, cancellable);
  g_assert_true (g_cancellable_is_cancelled (cancellable));
  g_thread_join (thread);
}

static gpointer
lift (gpointer limit)
{
  rt_rate_limit_set_rate (limit, 0);
  return NULL;
}

/* Who waits for half an hour goes on at once when the limit is lifted. */
static void
test_changed_while_waiting (void)
{
  g_autoptr (GPtrArray) limits
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_rate_limit_unref);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  RtRateLimit *limit = rt_rate_limit_new (1);
  GThread *thread;

  g_ptr_array_add (limits, limit);
  thread = g_thread_new ("lift", lift, limit);
  rt_rate_limits_pay_and_wait (limits, 2000, cancellable);
  g_thread_join (thread);
  g_assert_cmpint (rt_rate_limit_get_rate (limit), ==, 0);
  g_assert_cmpuint (rt_rate_limits_get_slice (limits, 100000), ==, 100000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rate-limit/shared", test_shared);
  g_test_add_func ("/rate-limit/pause", test_a_pause_is_not_made_up_for);
  g_test_add_func ("/rate-limit/slice", test_slice);
  g_test_add_func ("/rate-limit/paid-once", test_paid_once);
  g_test_add_func ("/rate-limit/waits", test_waits);
  g_test_add_func ("/rate-limit/wait-ends", test_wait_ends);
  g_test_add_func ("/rate-limit/changed", test_changed_while_waiting);
  return g_test_run ();
}
