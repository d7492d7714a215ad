/* How many bytes a second may be read, whoever reads them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-rate-limit.h"

/* What is read in one go is worth this long, so that bytes flow evenly. */
#define SLICE_US (G_USEC_PER_SEC / 20)

/* Below this a read costs more than it brings. */
#define SLICE_BYTES_MIN 512

/* A bucket that is empty is a time in the future: when all that was read is paid for.  Who
 * comes later pays later, so those who share it get the same. */
struct _RtRateLimit
{
  gint64 bytes_per_s;

  GMutex lock;
  gint64 paid_us; /* monotonic; under the lock */
};

/**
 * rt_rate_limit_new:
 * @bytes_per_s: at least 1
 *
 * Makes a limit, to be shared by all that it is to hold for, in any thread.
 *
 * Returns: (transfer full): the limit
 */
RtRateLimit *
rt_rate_limit_new (gint64 bytes_per_s)
{
  RtRateLimit *self = g_new0 (RtRateLimit, 1);

  g_return_val_if_fail (bytes_per_s > 0, NULL);
  self->bytes_per_s = bytes_per_s;
  g_mutex_init (&self->lock);
  return self;
}

void
rt_rate_limit_free (RtRateLimit *self)
{
  g_mutex_clear (&self->lock);
  g_free (self);
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
      RtRateLimit *limit = g_ptr_array_index (limits, i);
      double bytes = (double)limit->bytes_per_s * SLICE_US / G_USEC_PER_SEC;

      if (bytes < (double)slice)
        slice = MAX ((gsize)bytes, SLICE_BYTES_MIN);
    }
  return slice;
}

static void
wait_until (gint64 due_us, GCancellable *cancellable)
{
  GPollFD poll_fd = { -1, 0, 0 };
  gboolean can_poll = g_cancellable_make_pollfd (cancellable, &poll_fd);
  gint64 left_us;

  while (!g_cancellable_is_cancelled (cancellable)
         && (left_us = due_us - g_get_monotonic_time ()) > 0)
    g_poll (&poll_fd, can_poll ? 1 : 0, (int)MIN ((left_us + 999) / 1000, G_MAXINT));
  if (can_poll)
    g_cancellable_release_fd (cancellable);
}

/**
 * rt_rate_limits_pay_and_wait:
 * @limits: (element-type RtRateLimit): limits that all hold
 * @n: bytes that were read
 * @cancellable: ends the wait
 *
 * Waits until more may be read.  Meanwhile nobody reads, so the peer waits as well: TCP
 * sees to that.
 */
void
rt_rate_limits_pay_and_wait (GPtrArray *limits, gsize n, GCancellable *cancellable)
{
  gint64 now_us = g_get_monotonic_time ();
  gint64 due_us = now_us;

  for (guint i = 0; i < limits->len; i++)
    {
      gint64 paid_us = rt_rate_limit_pay (g_ptr_array_index (limits, i), n, now_us);

      due_us = MAX (due_us, paid_us);
    }
  if (due_us > now_us)
    wait_until (due_us, cancellable);
}
