/* When to try again, and when to give up. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A server that asks for more than this is not waited for: the user is asked. */
#define RT_RETRY_AFTER_MAX_S 3600

#define RT_RETRY_TRIES_DEFAULT 10

typedef enum
{
  RT_RETRY_WAIT,
  RT_RETRY_EXHAUSTED, /* too many tries without a byte of progress */
  RT_RETRY_TOO_LONG,  /* the server asks for a longer wait than anybody wants unasked */
} RtRetryVerdict;

typedef struct
{
  guint tries;     /* since the last progress */
  guint tries_max; /* 0: never give up */
} RtRetry;

gint64 rt_retry_after_parse (const char *value, const char *date);
void rt_retry_progress (RtRetry *self);
RtRetryVerdict
rt_retry_next (RtRetry *self, gint64 retry_after_s, GRand *rand, gint64 *wait_ms);

G_END_DECLS
