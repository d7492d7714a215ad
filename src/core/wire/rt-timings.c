/* When each phase of one request and its answer began and ended. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-timings.h"

/**
 * rt_phase_to_id:
 * @phase: a phase
 *
 * Gives the stable name of @phase that programs see.
 *
 * Returns: (transfer none): the id
 */
const char *
rt_phase_to_id (RtPhase phase)
{
  static const char *const ids[RT_N_PHASES]
      = { "resolve", "connect", "proxy", "tls", "send", "wait", "receive" };

  g_return_val_if_fail (phase < RT_N_PHASES, NULL);

  return ids[phase];
}

/**
 * rt_timings_get:
 * @self: timings
 * @phase: the phase asked for
 * @origin: monotonic time that counts as 0, in µs
 * @start: (out): when the phase began, in µs since @origin
 * @end: (out): when it ended, in µs since @origin; -1 while it goes on
 *
 * Gives the span of a phase.
 *
 * Returns: %FALSE if the phase did not happen; then nothing is written
 */
gboolean
rt_timings_get (const RtTimings *self,
                RtPhase phase,
                gint64 origin,
                gint64 *start,
                gint64 *end)
{
  if (self->start[phase] == 0)
    return FALSE;
  *start = self->start[phase] - origin;
  *end = self->end[phase] == 0 ? -1 : self->end[phase] - origin;
  return TRUE;
}
