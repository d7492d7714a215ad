/* A change that the user makes to a jar: what goes, and what comes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cookies/rt-cookie-change.h"

#include "core/cookies/rt-cookie-scope.h"
#include "core/cookies/rt-cookie-settle.h"

static GPtrArray *
new_cookies (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)rt_cookie_unref);
}

/**
 * rt_cookie_change_new:
 *
 * Makes a change that changes nothing yet.
 *
 * Returns: (transfer full): the change
 */
RtCookieChange *
rt_cookie_change_new (void)
{
  return rt_cookie_change_new_clear (RT_COOKIE_CLEAR_NOTHING, NULL);
}

/**
 * rt_cookie_change_new_clear:
 * @clear: what goes
 * @domain: (nullable): of those that go, for %RT_COOKIE_CLEAR_DOMAIN
 *
 * Returns: (transfer full): the change
 */
RtCookieChange *
rt_cookie_change_new_clear (RtCookieClear clear, const char *domain)
{
  RtCookieChange *self = g_new0 (RtCookieChange, 1);

  self->clear = clear;
  self->domain = g_strdup (domain);
  self->removed = new_cookies ();
  self->added = new_cookies ();
  return self;
}

/* What was there before the first of all that happened to a cookie comes back. */
static void
bring_back (RtCookieChange *self, GHashTable *seen, RtCookie *cookie)
{
  if (g_hash_table_add (seen, cookie))
    rt_cookie_change_add (self, cookie);
}

/**
 * rt_cookie_change_new_undo:
 * @verdicts: (element-type RtCookieVerdict): on cookies that came into a jar, in order
 *
 * Makes the change that takes back what the verdicts tell of.
 *
 * Returns: (transfer full): the change
 */
RtCookieChange *
rt_cookie_change_new_undo (GPtrArray *verdicts)
{
  RtCookieChange *self = rt_cookie_change_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (rt_cookie_hash, rt_cookie_is_like);

  for (guint i = 0; i < verdicts->len; i++)
    {
      const RtCookieVerdict *verdict = verdicts->pdata[i];
      RtCookieOutcome outcome = rt_cookie_verdict_get_outcome (verdict);

      if (verdict->old != NULL)
        bring_back (self, seen, verdict->old);
      if (outcome == RT_COOKIE_STORED || outcome == RT_COOKIE_REPLACED)
        {
          rt_cookie_change_remove (self, verdict->cookie);
          g_hash_table_add (seen, verdict->cookie);
        }
      for (guint j = 0; verdict->evicted != NULL && j < verdict->evicted->len; j++)
        bring_back (self, seen, verdict->evicted->pdata[j]);
    }
  return self;
}

void
rt_cookie_change_free (RtCookieChange *self)
{
  g_free (self->domain);
  g_ptr_array_unref (self->removed);
  g_ptr_array_unref (self->added);
  g_free (self);
}

void
rt_cookie_change_remove (RtCookieChange *self, RtCookie *cookie)
{
  g_ptr_array_add (self->removed, rt_cookie_ref (cookie));
}

void
rt_cookie_change_add (RtCookieChange *self, RtCookie *cookie)
{
  g_ptr_array_add (self->added, rt_cookie_ref (cookie));
}

static gboolean
is_cleared (const RtCookieChange *self, const RtCookie *cookie)
{
  switch (self->clear)
    {
    case RT_COOKIE_CLEAR_NOTHING:
      return FALSE;
    case RT_COOKIE_CLEAR_ALL:
      return TRUE;
    case RT_COOKIE_CLEAR_SESSION:
      return cookie->expires_s == RT_COOKIE_SESSION;
    case RT_COOKIE_CLEAR_DOMAIN:
      return rt_cookie_scope_host_matches (cookie->domain, self->domain);
    }
  g_return_val_if_reached (FALSE);
}

static void
clear (const RtCookieChange *self, RtCookieStore *store, RtCookieChange *undo)
{
  g_autoptr (GPtrArray) cookies = rt_cookie_store_list (store);

  for (guint i = 0; i < cookies->len; i++)
    {
      RtCookie *cookie = cookies->pdata[i];

      if (!is_cleared (self, cookie))
        continue;
      rt_cookie_store_remove (store, cookie);
      rt_cookie_change_add (undo, cookie);
    }
}

/* Takes away what is there, if anything is. */
static gboolean
take (RtCookieStore *store, const RtCookie *cookie, RtCookieChange *undo)
{
  g_autoptr (RtCookie) found = rt_cookie_store_find (store, cookie);

  if (found == NULL)
    return FALSE;
  rt_cookie_store_remove (store, found);
  rt_cookie_change_add (undo, found);
  return TRUE;
}

static void
put (RtCookieStore *store, RtCookie *cookie, RtCookieChange *undo)
{
  gboolean was_there = take (store, cookie, undo);
  g_autoptr (GPtrArray) evicted = NULL;

  rt_cookie_store_put (store, cookie);
  rt_cookie_change_remove (undo, cookie);
  if (was_there)
    return;
  evicted = rt_cookie_store_evict (store, cookie->domain, RT_COOKIE_JAR_SITE_MAX,
                                   RT_COOKIE_JAR_MAX);
  for (guint i = 0; i < evicted->len; i++)
    rt_cookie_change_add (undo, evicted->pdata[i]);
}

/**
 * rt_cookie_change_apply:
 * @self: a change
 * @store: what to change, between rt_cookie_store_begin() and rt_cookie_store_end()
 *
 * Changes the store.
 *
 * Returns: (transfer full): the change that takes this one back
 */
RtCookieChange *
rt_cookie_change_apply (const RtCookieChange *self, RtCookieStore *store)
{
  RtCookieChange *undo = rt_cookie_change_new ();

  if (self->clear != RT_COOKIE_CLEAR_NOTHING)
    clear (self, store, undo);
  for (guint i = 0; i < self->removed->len; i++)
    take (store, self->removed->pdata[i], undo);
  for (guint i = 0; i < self->added->len; i++)
    put (store, self->added->pdata[i], undo);
  return undo;
}
