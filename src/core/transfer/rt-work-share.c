/* Which connection fetches what: a pure rule. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-work-share.h"

#include <stdlib.h>

/* Less than this is not taken from anybody: asking costs more. */
#define STEAL_BYTES_MIN (512 * 1024)

/* What is left for less time than this needs no help. */
#define HELP_AFTER_S 0.5

/* Below this, the last bytes are fetched twice rather than waited for. */
#define TAIL_BYTES (2 * 1024 * 1024)

/* Cuts fall on these, so that the disk is not asked for parts of its blocks. */
#define ALIGNMENT (64 * 1024)

/* A connection this much slower than the middle one, for so long, is replaced. */
#define SLOW_FACTOR 0.1
#define SLOW_AFTER_US (10 * G_USEC_PER_SEC)

/* The part of @gap that nobody fetches and that comes first. */
static gboolean
find_free (RtExtent gap, const RtShare *shares, guint n_shares, RtWork *work)
{
  gint64 first = gap.first;
  gint64 end = gap.end;
  gboolean moved = TRUE;

  while (moved)
    {
      moved = FALSE;
      for (guint i = 0; i < n_shares; i++)
        if (shares[i].position <= first && first < shares[i].end)
          {
            first = shares[i].end;
            moved = TRUE;
          }
    }
  for (guint i = 0; i < n_shares; i++)
    if (shares[i].position > first && shares[i].position < end
        && shares[i].end > shares[i].position)
      end = shares[i].position;
  if (first >= end)
    return FALSE;
  *work = (RtWork){ RT_WORK_GAP, 0, first, end };
  return TRUE;
}

static double
estimate_time_left (const RtShare *share)
{
  return (double)(share->end - share->position) / MAX (share->rate, 1.0);
}

/**
 * rt_work_share_next:
 * @gaps: (array length=n_gaps): what is missing of the file, in order
 * @n_gaps: how many
 * @shares: (array length=n_shares): what the connections do
 * @n_shares: how many
 *
 * Finds something to do for one more connection: bytes that nobody fetches; else the upper
 * half of what would take the longest; else, near the end, the same as somebody slow.
 *
 * Returns: what to do
 */
RtWork
rt_work_share_next (const RtExtent *gaps,
                    guint n_gaps,
                    const RtShare *shares,
                    guint n_shares)
{
  RtWork work = { RT_WORK_NONE, 0, 0, 0 };
  const RtShare *victim;
  gint64 missing = 0;

  for (guint i = 0; i < n_gaps; i++)
    {
      missing += gaps[i].end - gaps[i].first;
      if (find_free (gaps[i], shares, n_shares, &work))
        return work;
    }
  if (n_shares == 0)
    return work;
  for (guint i = 1; i < n_shares; i++)
    if (estimate_time_left (&shares[i]) > estimate_time_left (&shares[work.victim]))
      work.victim = i;

  victim = &shares[work.victim];
  work.end = victim->end;
  work.first = victim->position + (victim->end - victim->position) / 2;
  work.first = (work.first + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  if (estimate_time_left (victim) < HELP_AFTER_S)
    return work;
  if (victim->end - victim->position >= STEAL_BYTES_MIN && work.first < work.end)
    {
      work.kind = RT_WORK_STEAL;
    }
  else if (missing < TAIL_BYTES && !victim->has_twin && victim->position < victim->end)
    {
      work.kind = RT_WORK_TWIN;
      work.first = victim->position;
    }
  return work;
}

static int
compare_rates (const void *a, const void *b)
{
  double x = *(const double *)a;
  double y = *(const double *)b;

  return x < y ? -1 : x > y;
}

/**
 * rt_work_share_is_slow:
 * @shares: (array length=n_shares): what the connections do
 * @n_shares: how many
 * @index: one of them
 *
 * Says whether a connection is now much slower than the middle one.
 *
 * Returns: %TRUE if it is
 */
gboolean
rt_work_share_is_slow (const RtShare *shares, guint n_shares, guint index)
{
  g_autofree double *rates = g_new (double, n_shares);

  for (guint i = 0; i < n_shares; i++)
    rates[i] = shares[i].rate;
  qsort (rates, n_shares, sizeof (double), compare_rates);
  return shares[index].rate < rates[n_shares / 2] * SLOW_FACTOR;
}

/**
 * rt_work_share_find_slow:
 * @shares: (array length=n_shares): what the connections do
 * @n_shares: how many
 *
 * Finds a connection that has been slow for too long.  The last one is always kept.
 *
 * Returns: its index, or -1
 */
int
rt_work_share_find_slow (const RtShare *shares, guint n_shares)
{
  for (guint i = 0; n_shares > 1 && i < n_shares; i++)
    if (shares[i].slow_us >= SLOW_AFTER_US)
      return (int)i;
  return -1;
}
