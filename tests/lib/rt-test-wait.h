/* Waits for a state, never for a time. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Runs @context (NULL: the default one) until @condition holds.  It may come true in
 * another thread.  The test fails if it does not within 60 s. */
#define rt_test_wait_until(context, condition)                                           \
  for (gint64 rt_test_start = g_get_monotonic_time (); !(condition);)                    \
  rt_test_iterate ((context), rt_test_start, #condition)

void rt_test_iterate (GMainContext *context, gint64 start_us, const char *what);

G_END_DECLS
