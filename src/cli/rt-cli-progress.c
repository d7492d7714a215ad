/* One line that says how far a transfer has come. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-progress.h"

#include <glib/gi18n.h>

/* A short transfer gets no line, and no line changes faster than one can read. */
#define QUIET_US G_USEC_PER_SEC
#define BETWEEN_MS 200

struct _RtCliProgress
{
  RtExchange *exchange;
  guint timer;
  gboolean shown;
  gint64 body_us;    /* monotonic, when the body was first seen to come */
  guint64 body_base; /* how much of it there was then */
};

static char *
format_left (gint64 seconds)
{
  return seconds < 3600
             ? g_strdup_printf ("%d:%02d", (int)(seconds / 60), (int)(seconds % 60))
             : g_strdup_printf ("%d:%02d:%02d", (int)(seconds / 3600),
                                (int)(seconds / 60 % 60), (int)(seconds % 60));
}

/**
 * rt_cli_progress_format:
 * @received: bytes so far
 * @expected: bytes in all; 0 or less if nobody knows
 * @rate: bytes a second
 *
 * Says how far a transfer has come.
 *
 * Returns: (transfer full): a line
 */
char *
rt_cli_progress_format (guint64 received, gint64 expected, double rate)
{
  g_autofree char *got = g_format_size (received);
  g_autofree char *per_second = g_format_size ((guint64)rate);
  g_autofree char *total = NULL;
  g_autofree char *left = NULL;

  if (expected <= 0 || (guint64)expected < received)
    /* Translators: a size and a rate, such as 3.4 MB, 1.2 MB/s. */
    return g_strdup_printf (_ ("%s, %s/s"), got, per_second);
  total = g_format_size ((guint64)expected);
  if (rate < 1 || (expected - received) / rate > 100 * 3600)
    /* Translators: two sizes and a rate, such as 3.4 MB of 12 MB, 1.2 MB/s. */
    return g_strdup_printf (_ ("%s of %s, %s/s"), got, total, per_second);
  left = format_left ((gint64)((expected - received) / rate + 0.5));
  /* Translators: two sizes, a rate, a time: 3.4 MB of 12 MB, 1.2 MB/s, 0:08 left. */
  return g_strdup_printf (_ ("%s of %s, %s/s, %s left"), got, total, per_second, left);
}

/* Asked by a timer, not by the bytes: a transfer that stalls shows that, too. */
static gboolean
on_time (gpointer user_data)
{
  RtCliProgress *self = user_data;
  RtBody *body = rt_exchange_get_body (self->exchange);
  guint64 received = rt_body_get_wire_bytes (body);
  gint64 now = g_get_monotonic_time ();
  g_autofree char *line = NULL;
  double rate;

  if (rt_exchange_get_state (self->exchange) != RT_EXCHANGE_RECEIVING)
    return G_SOURCE_CONTINUE;
  if (self->body_us == 0 || received < self->body_base)
    {
      self->body_us = now;
      self->body_base = received;
    }
  if (rt_exchange_get_elapsed_us (self->exchange) < QUIET_US)
    return G_SOURCE_CONTINUE;
  self->shown = TRUE;
  rate = (received - self->body_base) * (double)G_USEC_PER_SEC
         / MAX (now - self->body_us, 1);
  line = rt_cli_progress_format (received, rt_body_get_expected_bytes (body), rate);
  g_printerr ("\r%s\033[K", line);
  return G_SOURCE_CONTINUE;
}

/**
 * rt_cli_progress_new:
 * @exchange: an exchange
 *
 * Shows a line on standard error, if the exchange takes long enough, until it is freed.
 *
 * Returns: (transfer full): the line
 */
RtCliProgress *
rt_cli_progress_new (RtExchange *exchange)
{
  RtCliProgress *self = g_new0 (RtCliProgress, 1);

  self->exchange = g_object_ref (exchange);
  self->timer = g_timeout_add (BETWEEN_MS, on_time, self);
  return self;
}

void
rt_cli_progress_free (RtCliProgress *self)
{
  if (self->shown)
    g_printerr ("\r\033[K");
  g_source_remove (self->timer);
  g_object_unref (self->exchange);
  g_free (self);
}
