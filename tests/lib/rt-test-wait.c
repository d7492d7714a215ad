/* Waits for a state, never for a time. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/lib/rt-test-wait.h"

#define DEADLINE_S 60

static gboolean
on_tick (gpointer data)
{
  return G_SOURCE_REMOVE;
}

/**
 * rt_test_iterate:
 * @context: (nullable): a context of this thread, %NULL for the default one
 * @start_us: when the wait began, in monotonic µs
 * @what: what is waited for
 *
 * Runs one turn of @context; fails the test if the wait has taken too long.  The turn
 * ends after a few ms even if nothing happens in it, so that a state that another thread
 * brings about is seen.
 */
void
rt_test_iterate (GMainContext *context, gint64 start_us, const char *what)
{
  g_autoptr (GSource) tick = g_timeout_source_new (2);

  if (g_get_monotonic_time () - start_us > DEADLINE_S * G_USEC_PER_SEC)
    g_error ("waited %d s in vain for: %s", DEADLINE_S, what);
  g_source_set_callback (tick, on_tick, NULL, NULL);
  g_source_attach (tick, context);
  g_main_context_iteration (context, TRUE);
  g_source_destroy (tick);
}
