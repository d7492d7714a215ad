/* Tests of RtRetry. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-retry.h"

#include "core/wire/rt-http-date.h"

static void
test_reads_seconds (void)
{
  g_assert_cmpint (rt_retry_after_parse ("0", NULL), ==, 0);
  g_assert_cmpint (rt_retry_after_parse ("37", NULL), ==, 37);
  g_assert_cmpint (rt_retry_after_parse ("0037", NULL), ==, 37);
  g_assert_cmpint (rt_retry_after_parse ("99999999999999999999", NULL), ==, G_MAXINT32);
}

static void
test_reads_dates_by_the_servers_clock (void)
{
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *soon = rt_http_date_format (now_s + 100);

  g_assert_cmpint (rt_retry_after_parse ("Sun, 06 Nov 1994 08:50:37 GMT",
                                         "Sun, 06 Nov 1994 08:49:37 GMT"),
                   ==, 60);
  g_assert_cmpint (rt_retry_after_parse ("Sun, 06 Nov 1994 08:49:37 GMT",
                                         "Sun, 06 Nov 1994 08:50:37 GMT"),
                   ==, 0);
  g_assert_cmpint (rt_retry_after_parse (soon, NULL), >=, 99);
  g_assert_cmpint (rt_retry_after_parse (soon, "whenever"), <=, 100);
}

static void
test_refuses (void)
{
  static const char *const wrong[]
      = { "", "-1", "+1", " 1", "1 ", "1.5", "1s", "tomorrow", "0x10" };

  g_assert_cmpint (rt_retry_after_parse (NULL, NULL), ==, -1);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_cmpint (rt_retry_after_parse (wrong[i], NULL), ==, -1);
}

/* Each wait is anything up to a limit that doubles, and no limit is over a minute. */
static void
test_waits_by_chance_below_a_doubling_limit (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261125);
  gint64 longest[9] = { 0 };
  gint64 shortest[9];

  for (guint i = 0; i < 9; i++)
    shortest[i] = G_MAXINT64;
  for (guint round = 0; round < 500; round++)
    {
      RtRetry retry = { .tries_max = 10 };

      for (guint i = 0; i < 9; i++)
        {
          gint64 wait_ms;

          g_assert_cmpint (rt_retry_next (&retry, -1, rand, &wait_ms), ==, RT_RETRY_WAIT);
          longest[i] = MAX (longest[i], wait_ms);
          shortest[i] = MIN (shortest[i], wait_ms);
        }
    }
  for (guint i = 0; i < 9; i++)
    {
      gint64 limit_ms = MIN (1000 << i, 60000);

      g_assert_cmpint (longest[i], <=, limit_ms);
      g_assert_cmpint (longest[i], >, limit_ms * 9 / 10);
      g_assert_cmpint (shortest[i], <, limit_ms / 10);
    }
}

static void
test_gives_up_without_progress (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  RtRetry retry = { .tries_max = 3 };
  RtRetry stubborn = { .tries_max = 0 };
  gint64 wait_ms;

  for (guint i = 0; i < 5; i++)
    {
      g_assert_cmpint (rt_retry_next (&retry, -1, rand, &wait_ms), ==, RT_RETRY_WAIT);
      g_assert_cmpint (rt_retry_next (&retry, -1, rand, &wait_ms), ==, RT_RETRY_WAIT);
      rt_retry_progress (&retry);
    }
  for (guint i = 0; i < 2; i++)
    g_assert_cmpint (rt_retry_next (&retry, -1, rand, &wait_ms), ==, RT_RETRY_WAIT);
  g_assert_cmpint (rt_retry_next (&retry, -1, rand, &wait_ms), ==, RT_RETRY_EXHAUSTED);
  for (guint i = 0; i < 1000; i++)
    g_assert_cmpint (rt_retry_next (&stubborn, -1, rand, &wait_ms), ==, RT_RETRY_WAIT);
}

static void
test_never_sooner_than_the_server_asks (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);
  RtRetry retry = { .tries_max = 100 };
  gint64 wait_ms;

  for (guint i = 0; i < 50; i++)
    {
      g_assert_cmpint (rt_retry_next (&retry, 37, rand, &wait_ms), ==, RT_RETRY_WAIT);
      g_assert_cmpint (wait_ms, >=, 37000);
      g_assert_cmpint (wait_ms, <=, 60000);
    }
  g_assert_cmpint (rt_retry_next (&retry, 3600, rand, &wait_ms), ==, RT_RETRY_WAIT);
  g_assert_cmpint (wait_ms, ==, 3600000);
  g_assert_cmpint (rt_retry_next (&retry, 3601, rand, &wait_ms), ==, RT_RETRY_TOO_LONG);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/retry/after/seconds", test_reads_seconds);
  g_test_add_func ("/retry/after/dates", test_reads_dates_by_the_servers_clock);
  g_test_add_func ("/retry/after/refuses", test_refuses);
  g_test_add_func ("/retry/chance", test_waits_by_chance_below_a_doubling_limit);
  g_test_add_func ("/retry/gives-up", test_gives_up_without_progress);
  g_test_add_func ("/retry/not-sooner", test_never_sooner_than_the_server_asks);
  return g_test_run ();
}
