/* What became of one cookie, and by which rule: an immutable record. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cookies/rt-cookie-verdict.h"

static void
clear (gpointer data)
{
  RtCookieVerdict *self = data;

  rt_cookie_unref (self->cookie);
  g_clear_pointer (&self->old, rt_cookie_unref);
  g_clear_pointer (&self->evicted, g_ptr_array_unref);
  g_free (self->raw);
}

/**
 * rt_cookie_verdict_new:
 * @cookie: the cookie it is about
 * @rule: what decided
 * @remarks: what else there is to say
 *
 * Makes a verdict.  Whoever makes it may fill in the rest before it is handed on.
 *
 * Returns: (transfer full): the verdict
 */
RtCookieVerdict *
rt_cookie_verdict_new (RtCookie *cookie, RtCookieRule rule, RtCookieRemarks remarks)
{
  RtCookieVerdict *self = g_atomic_rc_box_new0 (RtCookieVerdict);

  self->cookie = rt_cookie_ref (cookie);
  self->rule = rule;
  self->remarks = remarks;
  return self;
}

RtCookieVerdict *
rt_cookie_verdict_ref (RtCookieVerdict *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
rt_cookie_verdict_unref (RtCookieVerdict *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * rt_cookie_verdicts_new:
 *
 * Returns: (transfer full) (element-type RtCookieVerdict): none yet
 */
GPtrArray *
rt_cookie_verdicts_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)rt_cookie_verdict_unref);
}

RtCookieOutcome
rt_cookie_verdict_get_outcome (const RtCookieVerdict *self)
{
  return rt_cookie_rule_to_outcome (self->rule);
}
