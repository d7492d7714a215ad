/* The verdicts on cookies of other domains, which many requests share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cookies/rt-shared-verdicts.h"

struct _RtSharedVerdicts
{
  GHashTable *verdicts; /* of RtCookieVerdict, by their cookies */
};

RtSharedVerdicts *
rt_shared_verdicts_new (void)
{
  RtSharedVerdicts *self = g_new0 (RtSharedVerdicts, 1);

  self->verdicts = g_hash_table_new (rt_cookie_hash, rt_cookie_equal);
  return self;
}

void
rt_shared_verdicts_free (RtSharedVerdicts *self)
{
  g_hash_table_unref (self->verdicts);
  g_free (self);
}

/**
 * rt_shared_verdicts_take:
 * @self: what was shared so far
 * @cookies: (element-type RtCookie): all cookies of a jar
 *
 * Finds or makes a verdict for each cookie, and forgets those of others.
 *
 * Returns: (transfer full) (element-type RtCookieVerdict): one of each
 */
GPtrArray *
rt_shared_verdicts_take (RtSharedVerdicts *self, GPtrArray *cookies)
{
  GPtrArray *shared = rt_cookie_verdicts_new ();
  GHashTable *others = g_hash_table_new_full (rt_cookie_hash, rt_cookie_equal, NULL,
                                              (GDestroyNotify)rt_cookie_verdict_unref);

  for (guint i = 0; i < cookies->len; i++)
    {
      RtCookieVerdict *verdict = g_hash_table_lookup (self->verdicts, cookies->pdata[i]);

      if (verdict != NULL)
        rt_cookie_verdict_ref (verdict);
      else
        verdict = rt_cookie_verdict_new (cookies->pdata[i], RT_COOKIE_RULE_OTHER_DOMAIN,
                                         RT_COOKIE_REMARK_NONE);
      g_hash_table_insert (others, verdict->cookie, verdict);
      g_ptr_array_add (shared, rt_cookie_verdict_ref (verdict));
    }
  g_hash_table_unref (self->verdicts);
  self->verdicts = others;
  return shared;
}
