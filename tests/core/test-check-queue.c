/* Tests of RtCheckQueue: how much a host is spared. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/check/rt-check-queue.h"

#define MS 1000

static void
add (RtCheckQueue *queue, const char *host, const char *job)
{
  rt_check_queue_add (queue, host, g_strdup (job), FALSE, 0);
}

static void
assert_takes (RtCheckQueue *queue, gint64 now_us, const char *job)
{
  gint64 next_us;
  g_autofree char *taken = rt_check_queue_take (queue, now_us, &next_us);

  g_assert_cmpstr (taken, ==, job);
}

static void
assert_waits (RtCheckQueue *queue, gint64 now_us, gint64 until_us)
{
  gint64 next_us;

  g_assert_null (rt_check_queue_take (queue, now_us, &next_us));
  g_assert_cmpint (next_us, ==, until_us);
}

static void
test_delay (void)
{
  g_autoptr (RtCheckQueue) queue = rt_check_queue_new (2, 100, g_free);

  add (queue, "a", "a1");
  add (queue, "a", "a2");
  add (queue, "b", "b1");
  assert_takes (queue, 0, "a1");
  assert_takes (queue, 0, "b1");
  assert_waits (queue, 0, 100 * MS);
  assert_waits (queue, 99 * MS, 100 * MS);
  assert_takes (queue, 100 * MS, "a2");
  assert_waits (queue, 100 * MS, G_MAXINT64);
}

static void
test_limit_of_a_host (void)
{
  g_autoptr (RtCheckQueue) queue = rt_check_queue_new (2, 0, g_free);

  for (guint i = 0; i < 3; i++)
    add (queue, "a", "a");
  add (queue, "b", "b");
  assert_takes (queue, 0, "a");
  assert_takes (queue, 0, "b"); /* hosts take turns */
  assert_takes (queue, 0, "a");
  assert_waits (queue, 0, G_MAXINT64);
  rt_check_queue_release (queue, "a", 1);
  g_assert_true (rt_check_queue_is_ready (queue));
  assert_takes (queue, 1, "a");
}

static void
test_hold (void)
{
  g_autoptr (RtCheckQueue) queue = rt_check_queue_new (1, 0, g_free);

  add (queue, "a", "a1");
  add (queue, "a", "a2");
  assert_takes (queue, 0, "a1");
  rt_check_queue_hold (queue, "a", 5000 * MS);
  rt_check_queue_add (queue, "a", g_strdup ("a1"), TRUE, 1);
  rt_check_queue_release (queue, "a", 1);
  assert_waits (queue, 1, 5000 * MS);
  assert_takes (queue, 5000 * MS, "a1");
  rt_check_queue_release (queue, "a", 5001 * MS);
  assert_takes (queue, 5001 * MS, "a2");
}

static void
test_hold_of_a_host_that_is_ready (void)
{
  g_autoptr (RtCheckQueue) queue = rt_check_queue_new (2, 0, g_free);

  add (queue, "a", "a1");
  add (queue, "a", "a2");
  assert_takes (queue, 0, "a1");
  rt_check_queue_hold (queue, "a", 10 * MS);
  assert_waits (queue, 1, 10 * MS);
  assert_takes (queue, 10 * MS, "a2");
}

static void
test_later (void)
{
  g_autoptr (RtCheckQueue) queue = rt_check_queue_new (1, 0, g_free);

  add (queue, "a", "a2");
  rt_check_queue_add_later (queue, "a", g_strdup ("a1"), 1000 * MS);
  assert_takes (queue, 0, "a2");
  rt_check_queue_release (queue, "a", 0);
  assert_waits (queue, 0, 1000 * MS);
  assert_takes (queue, 1000 * MS, "a1");
  rt_check_queue_release (queue, "a", 1000 * MS);

  /* What is left is freed with the queue. */
  add (queue, "a", "left");
  rt_check_queue_add_later (queue, "b", g_strdup ("left"), 1);
}

static void
test_many_hosts (void)
{
  g_autoptr (RtCheckQueue) queue = rt_check_queue_new (1, 100, g_free);

  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *host = g_strdup_printf ("host%u", i);

      add (queue, host, host);
      add (queue, host, "again");
    }
  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *host = g_strdup_printf ("host%u", i);

      assert_takes (queue, 0, host);
      rt_check_queue_release (queue, host, 0);
    }
  assert_waits (queue, 0, 100 * MS);
  for (guint i = 0; i < 1000; i++)
    assert_takes (queue, 100 * MS, "again");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/check-queue/delay", test_delay);
  g_test_add_func ("/check-queue/limit-of-a-host", test_limit_of_a_host);
  g_test_add_func ("/check-queue/hold", test_hold);
  g_test_add_func ("/check-queue/hold-when-ready", test_hold_of_a_host_that_is_ready);
  g_test_add_func ("/check-queue/later", test_later);
  g_test_add_func ("/check-queue/many-hosts", test_many_hosts);
  return g_test_run ();
}
