/* Which of several addresses of a file is asked: a pure rule. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-mirror.h"

/* Half of what failed is forgotten after this. */
#define HALF_LIFE_US (60 * G_USEC_PER_SEC)

/* With more failures than this an address is not asked: after one, for a minute; after two
 * in a row for two. */
#define DEAD_FAILURES 0.5

/* So many that nobody waits for them to be forgotten. */
#define LEFT_OUT_FAILURES 1e9

/* One that was given up is asked again after this. */
#define REST_US (10 * 60 * G_USEC_PER_SEC)

/* How fast a rate forgets. */
#define RATE_WEIGHT 0.2

static double
count_failures (const RtMirror *self, gint64 now_us)
{
  double failures = self->failures;

  for (gint64 then = self->failed_us + HALF_LIFE_US; then <= now_us && failures > 0.01;
       then += HALF_LIFE_US)
    failures /= 2;
  return failures;
}

/* What one of its connections does by now. */
void
rt_mirror_add_rate (RtMirror *self, double rate)
{
  self->rate
      = self->rate == 0 ? rate : self->rate * (1 - RATE_WEIGHT) + rate * RATE_WEIGHT;
}

void
rt_mirror_add_failure (RtMirror *self, gint64 now_us)
{
  self->failures = count_failures (self, now_us) * 2 + 1;
  self->failed_us = now_us;
}

/* It gives another file. */
void
rt_mirror_leave_out (RtMirror *self, gint64 now_us)
{
  self->failures = LEFT_OUT_FAILURES;
  self->failed_us = now_us;
}

/* It does not lead any more. */
void
rt_mirror_give_up (RtMirror *self, gint64 now_us)
{
  self->given_up_us = now_us;
}

static gboolean
is_resting (const RtMirror *self, gint64 now_us)
{
  return self->given_up_us != 0 && now_us - self->given_up_us < REST_US;
}

/* Whether it has failed so lately that it is not asked. */
static gboolean
is_dead (const RtMirror *self, gint64 now_us)
{
  return is_resting (self, now_us) || count_failures (self, now_us) > DEAD_FAILURES;
}

/**
 * rt_mirror_find_next:
 * @mirrors: (array length=n_mirrors): what is known of the addresses
 * @n_mirrors: how many there are
 * @current: the one that leads now, and is given up
 * @now_us: the time, monotonic
 *
 * Finds the address that is to lead next, in their order: one that was never given up, or
 * was given up ten minutes ago.
 *
 * Returns: its index, or -1 if there is none
 */
int
rt_mirror_find_next (const RtMirror *mirrors,
                     guint n_mirrors,
                     guint current,
                     gint64 now_us)
{
  for (guint i = 1; i < n_mirrors; i++)
    {
      guint index = (current + i) % n_mirrors;

      if (!is_resting (&mirrors[index], now_us))
        return (int)index;
    }
  return -1;
}

/* What one more connection would get: of an address that nobody has asked, what the best
 * gives, for there is no other way to find out. */
static double
estimate (const RtMirror *self, guint n_busy, double best)
{
  return (self->rate > 0 ? self->rate : best) / (double)(n_busy + 1);
}

/**
 * rt_mirror_choose:
 * @mirrors: (array length=n_mirrors): what is known of the addresses
 * @n_busy: (array length=n_mirrors): how many connections each has now
 * @n_mirrors: how many there are
 * @now_us: the time, monotonic
 *
 * Finds the address for one more connection: where a connection does the most for the load
 * there is.  Of those that are equally good the first counts.  One that was given up ten
 * minutes ago is asked again by this, whether or not the one that leads does well.
 *
 * Returns: its index, or -1 if none is worth asking
 */
int
rt_mirror_choose (const RtMirror *mirrors,
                  const guint *n_busy,
                  guint n_mirrors,
                  gint64 now_us)
{
  double best_rate = 1;
  double best = 0;
  int chosen = -1;

  for (guint i = 0; i < n_mirrors; i++)
    best_rate = MAX (best_rate, mirrors[i].rate);
  for (guint i = 0; i < n_mirrors; i++)
    {
      double rate = estimate (&mirrors[i], n_busy[i], best_rate);

      if (rate <= best || is_dead (&mirrors[i], now_us))
        continue;
      best = rate;
      chosen = (int)i;
    }
  return chosen;
}
