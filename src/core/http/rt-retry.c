/* When to try again, and when to give up. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-retry.h"

#include "core/wire/rt-http-date.h"

#define FIRST_WAIT_MS 1000
#define LONGEST_WAIT_MS (60 * 1000)

/* A number of seconds may have leading zeros; one that is too big is as big as can be. */
static gboolean
read_seconds (const char *value, gint64 *seconds)
{
  *seconds = 0;
  for (const char *p = value; *p != '\0'; p++)
    {
      if (!g_ascii_isdigit (*p))
        return FALSE;
      *seconds = MIN (*seconds * 10 + (*p - '0'), G_MAXINT32);
    }
  return *value != '\0';
}

/**
 * rt_retry_after_parse:
 * @value: (nullable): the value of `Retry-After`
 * @date: (nullable): the value of `Date` in the same answer
 *
 * Reads how long a server asks to wait.  A date is taken relative to the server's own
 * clock, because ours may be wrong.
 *
 * Source: [RFC 9110 §10.2.3](https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3)
 *
 * Returns: seconds, 0 or more; -1 if the server does not say, or nothing that makes sense
 */
gint64
rt_retry_after_parse (const char *value, const char *date)
{
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  gint64 from_s = now_s;
  gint64 until_s;
  gint64 seconds;

  if (value == NULL)
    return -1;
  if (read_seconds (value, &seconds))
    return seconds;
  if (!rt_http_date_parse (value, now_s, &until_s))
    return -1;
  if (date != NULL)
    rt_http_date_parse (date, now_s, &from_s);
  return MAX (until_s - from_s, 0);
}

/* Bytes came: the trouble before them is over. */
void
rt_retry_progress (RtRetry *self)
{
  self->tries = 0;
}

/**
 * rt_retry_next:
 * @self: the tries so far
 * @retry_after_s: what the server asks for, in seconds; -1 if it does not
 * @rand: where chance comes from
 * @wait_ms: (out): how long to wait before the next try, in ms
 *
 * Counts one more failure and decides what follows.  The wait is anything between nothing
 * and a limit that doubles each time, so that many clients that failed together do not
 * come back together; never less than what the server asks for.
 *
 * Source: [Exponential backoff and jitter](https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/)
 *
 * Returns: %RT_RETRY_WAIT if there is a next try
 */
RtRetryVerdict
rt_retry_next (RtRetry *self, gint64 retry_after_s, GRand *rand, gint64 *wait_ms)
{
  gint64 limit_ms;

  *wait_ms = 0;
  if (retry_after_s > RT_RETRY_AFTER_MAX_S)
    return RT_RETRY_TOO_LONG;
  if (self->tries_max > 0 && self->tries + 1 >= self->tries_max)
    return RT_RETRY_EXHAUSTED;
  limit_ms = MIN ((gint64)FIRST_WAIT_MS << MIN (self->tries, 16), LONGEST_WAIT_MS);
  self->tries++;
  *wait_ms = g_rand_int_range (rand, 0, (gint32)limit_ms + 1);
  *wait_ms = MAX (*wait_ms, retry_after_s * 1000);
  return RT_RETRY_WAIT;
}
