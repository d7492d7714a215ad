/* How many bytes a second may be read, whoever reads them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-rate-limit.h"

/* What is read in one go is worth this long, so that bytes flow evenly. */
#define SLICE_US (G_USEC_PER_SEC / 20)

/* Nobody waits longer than this without a look at whether the limit was changed. */
#define LOOK_UP_US (G_USEC_PER_SEC / 10)

/* Below this a read costs more than it brings. */
#define SLICE_BYTES_MIN 512

/* A bucket that is empty is a time in the future: when all that was read is paid for.  Who
 * comes later pays later, so those who share it get the same. */
struct _RtRateLimit
{
  gatomicrefcount ref_count;

  GMutex lock;        /* guards all below */
  gint64 bytes_per_s; /* 0: as fast as it goes */
  gint64 paid_us;     /* monotonic */
};

/**
 * rt_rate_limit_new:
 * @bytes_per_s: 0 for no limit, for now
 *
 * Makes a limit, to be shared by all that it is to hold for, in any thread.
 *
 * Returns: (transfer full): the limit
 */
RtRateLimit *
rt_rate_limit_new (gint64 bytes_per_s)
{
  RtRateLimit *self = g_new0 (RtRateLimit, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  self->bytes_per_s = MAX (bytes_per_s, 0);
  return self;
}

RtRateLimit *
rt_rate_limit_ref (RtRateLimit *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
rt_rate_limit_unref (RtRateLimit *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_mutex_clear (&self->lock);
  g_free (self);
}

gint64
rt_rate_limit_get_rate (RtRateLimit *self)
{
  gint64 bytes_per_s;

  g_mutex_lock (&self->lock);
  bytes_per_s = self->bytes_per_s;
  g_mutex_unlock (&self->lock);
  return bytes_per_s;
}

/**
 * rt_rate_limit_set_rate:
 * @self: a limit
 * @bytes_per_s: 0 for no limit
 *
 * Changes the limit for all who share it.  What was read before is paid for by now: nobody
 * waits at the old rate.
 */
void
rt_rate_limit_set_rate (RtRateLimit *self, gint64 bytes_per_s)
{
  g_mutex_lock (&self->lock);
  if (self->bytes_per_s != MAX (bytes_per_s, 0))
    self->paid_us = 0;
  self->bytes_per_s = MAX (bytes_per_s, 0);
  g_mutex_unlock (&self->lock);
}

/**
 * rt_rate_limit_pay:
 * @self: a limit
 * @n: bytes that were read
 * @now_us: monotonic time
 *
 * Takes bytes out of the bucket.  What was not used in time is lost but for one slice, so
 * that nobody makes up for a pause.
 *
 * Returns: when the next bytes may be read, in monotonic time
 */
gint64
rt_rate_limit_pay (RtRateLimit *self, gsize n, gint64 now_us)
{
  gint64 paid_us;

  g_mutex_lock (&self->lock);
  if (self->bytes_per_s > 0)
    self->paid_us = MAX (self->paid_us, now_us - SLICE_US)
                    + (gint64)((double)n * G_USEC_PER_SEC / (double)self->bytes_per_s);
  paid_us = self->paid_us;
  g_mutex_unlock (&self->lock);
  return paid_us;
}

/**
 * rt_rate_limits_get_slice:
 * @limits: (element-type RtRateLimit): limits that all hold
 * @most: how many bytes to read without any limit
 *
 * Returns: how many bytes to read in one go
 */
gsize
rt_rate_limits_get_slice (GPtrArray *limits, gsize most)
{
  gsize slice = most;

  for (guint i = 0; i < limits->len; i++)
    {
      gint64 bytes_per_s = rt_rate_limit_get_rate (g_ptr_array_index (limits, i));
      double bytes = (double)bytes_per_s * SLICE_US / G_USEC_PER_SEC;

      if (bytes_per_s > 0 && bytes < (double)slice)
        slice = MAX ((gsize)bytes, SLICE_BYTES_MIN);
    }
  return slice;
}

/* By when all of them are paid, after @n bytes more. */
static gint64
pay_all (GPtrArray *limits, gsize n, gint64 now_us)
{
  gint64 due_us = now_us;

  for (guint i = 0; i < limits->len; i++)
    {
      gint64 paid_us = rt_rate_limit_pay (g_ptr_array_index (limits, i), n, now_us);

      due_us = MAX (due_us, paid_us);
    }
  return due_us;
}

/**
 * rt_rate_limits_pay_and_wait:
 * @limits: (element-type RtRateLimit): limits that all hold
 * @n: bytes that were read
 * @cancellable: ends the wait
 *
 * Waits until more may be read.  Meanwhile nobody reads, so the peer waits as well: TCP
 * sees to that.  Whoever shares a limit may pay more in the meantime, which is their wait.
 */
void
rt_rate_limits_pay_and_wait (GPtrArray *limits, gsize n, GCancellable *cancellable)
{
  gint64 now_us = g_get_monotonic_time ();
  gint64 due_us = pay_all (limits, n, now_us);
  GPollFD poll_fd = { -1, 0, 0 };
  gboolean can_poll
      = due_us > now_us && g_cancellable_make_pollfd (cancellable, &poll_fd);

  while (now_us < due_us && !g_cancellable_is_cancelled (cancellable))
    {
      gint64 wait_us = MIN (due_us - now_us, LOOK_UP_US);
      gint64 all_due_us;

      g_poll (&poll_fd, can_poll ? 1 : 0, (int)((wait_us + 999) / 1000));
      now_us = g_get_monotonic_time ();
      all_due_us = pay_all (limits, 0, now_us);
      due_us = MIN (due_us, all_due_us);
    }
  if (can_poll)
    g_cancellable_release_fd (cancellable);
}
