/* What happens to a cookie that comes into a store: the rules that need the others. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cookies/rt-cookie-settle.h"

#include "core/cookies/rt-cookie-judge.h"

/* The rule that has the last word on a cookie without a flaw of its own. */
static RtCookieRule
judge_among_others (RtCookieStore *store,
                    const RtCookie *cookie,
                    const RtCookieQuestion *question)
{
  g_autoptr (GPtrArray) others = rt_cookie_store_list_named (store, cookie->name);

  for (guint i = 0; i < others->len; i++)
    if (rt_cookie_judge_hides (cookie, others->pdata[i], question))
      return RT_COOKIE_RULE_SECURE_OVERLAID;
  return RT_COOKIE_RULE_STORED;
}

/* A cookie whose time is over takes the one that it would replace with it. */
static void
settle_past (RtCookieStore *store, RtCookieVerdict *verdict)
{
  verdict->rule = verdict->old != NULL ? RT_COOKIE_RULE_EXPIRED_REMOVED
                                       : RT_COOKIE_RULE_EXPIRED_NOTHING;
  if (verdict->old != NULL)
    rt_cookie_store_remove (store, verdict->old);
}

/* The very cookie that was put may be the one that has to go. */
static void
make_room (RtCookieStore *store, RtCookieVerdict *verdict)
{
  g_autoptr (GPtrArray) evicted = rt_cookie_store_evict (
      store, verdict->cookie->domain, RT_COOKIE_JAR_SITE_MAX, RT_COOKIE_JAR_MAX);
  g_autoptr (RtCookie) kept = NULL;

  if (evicted->len == 0)
    return;
  kept = rt_cookie_store_find (store, verdict->cookie);
  if (kept == NULL)
    verdict->rule = RT_COOKIE_RULE_JAR_FULL;
  else
    verdict->evicted = g_steal_pointer (&evicted);
}

/**
 * rt_cookie_settle:
 * @store: where cookies are kept
 * @verdict: on a cookie without a flaw of its own; what came of it is filled in
 * @now_us: µs since 1970
 *
 * Puts a cookie into the store.
 *
 * Source: [RFC 6265bis
 * §5.7](https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5.7)
 */
void
rt_cookie_settle (RtCookieStore *store, RtCookieVerdict *verdict, gint64 now_us)
{
  RtCookie *cookie = verdict->cookie;

  verdict->old = rt_cookie_store_find (store, cookie);
  if (rt_cookie_is_past (cookie, now_us))
    {
      settle_past (store, verdict);
      return;
    }
  if (verdict->old != NULL)
    {
      RtCookie model = *cookie;

      model.created_us = verdict->old->created_us;
      verdict->cookie = rt_cookie_new (&model);
      rt_cookie_unref (cookie);
      verdict->rule = RT_COOKIE_RULE_REPLACED;
    }
  rt_cookie_store_put (store, verdict->cookie);
  if (verdict->old == NULL)
    make_room (store, verdict);
}

/* Decides by all rules that need no other cookies. */
static RtCookieVerdict *
judge_field (const RtCookieQuestion *question, const RtHeader *field)
{
  g_autoptr (RtSetCookie) set
      = rt_set_cookie_parse (field->value, question->now_us / G_USEC_PER_SEC);
  RtCookieRule rule;
  RtCookieRemarks remarks;
  g_autoptr (RtCookie) cookie = NULL;
  RtCookieVerdict *verdict;

  set->has_control = set->has_control || field->had_control;
  cookie = rt_cookie_judge_make (set, question, &rule, &remarks);
  verdict = rt_cookie_verdict_new (cookie, rule, remarks);
  verdict->raw = g_strdup (field->value);
  return verdict;
}

static RtCookieVerdict *
settle_field (RtCookieStore *store,
              const RtCookieQuestion *question,
              const RtHeader *field)
{
  RtCookieVerdict *verdict = judge_field (question, field);

  if (store != NULL && verdict->rule == RT_COOKIE_RULE_STORED)
    {
      verdict->rule = judge_among_others (store, verdict->cookie, question);
      if (verdict->rule == RT_COOKIE_RULE_STORED)
        rt_cookie_settle (store, verdict, question->now_us);
    }
  return verdict;
}

/**
 * rt_cookie_settle_fields:
 * @store: (nullable): where cookies are kept; %NULL: nowhere
 * @question: the request that was sent
 * @fields: the fields of its answer
 *
 * Takes in what a server sets, one Set-Cookie field after the other.
 *
 * Returns: (transfer full) (element-type RtCookieVerdict): a verdict for each Set-Cookie
 */
GPtrArray *
rt_cookie_settle_fields (RtCookieStore *store,
                         const RtCookieQuestion *question,
                         const RtHeaderList *fields)
{
  GPtrArray *verdicts = rt_cookie_verdicts_new ();

  for (guint i = 0; i < rt_header_list_get_length (fields); i++)
    {
      const RtHeader *field = rt_header_list_get (fields, i);

      if (g_ascii_strcasecmp (field->name, "Set-Cookie") == 0)
        g_ptr_array_add (verdicts, settle_field (store, question, field));
    }
  return verdicts;
}

/**
 * rt_cookie_settle_take_back:
 * @verdicts: (element-type RtCookieVerdict): what was to be kept
 *
 * Says that nothing was kept after all.
 */
void
rt_cookie_settle_take_back (GPtrArray *verdicts)
{
  for (guint i = 0; i < verdicts->len; i++)
    {
      RtCookieVerdict *verdict = verdicts->pdata[i];

      if (rt_cookie_verdict_get_outcome (verdict) == RT_COOKIE_REFUSED)
        continue;
      verdict->rule = RT_COOKIE_RULE_JAR_BROKEN;
      g_clear_pointer (&verdict->old, rt_cookie_unref);
      g_clear_pointer (&verdict->evicted, g_ptr_array_unref);
    }
}
