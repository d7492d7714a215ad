/* Counts the requests of a running server, and says which faults strike each. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-fault-tally.h"

#include <string.h>

/* How many addresses can expire, each in its own time: the memory for them is no client's
 * to fill. */
#define ADDRESSES_MAX 10000

typedef struct
{
  guint64 n_matched;
  guint64 n_struck;
  GRand *random;        /* of a fault that is */
  GHashTable *asked_us; /* when a target was first asked for; of a fault that expires */
} Count;

struct _RtFaultTally
{
  RtFaultPlan *plan;
  Count *counts; /* of each rule */
  guint64 n_requests;
  GMutex lock; /* of all numbers */
};

/* "*" is any bytes, "?" any byte.  GPatternSpec wants UTF-8, and a client sends what it
 * likes; this also takes no longer than the product of the two lengths. */
static gboolean
does_match (const char *glob, const char *text)
{
  const char *after_star = NULL;
  const char *begin = text; /* of what stands after the star */

  while (*text != '\0')
    if (*glob == '*')
      {
        after_star = ++glob;
        begin = text;
      }
    else if (*glob == '?' || *glob == *text)
      {
        glob++;
        text++;
      }
    else if (after_star != NULL)
      {
        glob = after_star;
        text = ++begin;
      }
    else
      {
        return FALSE;
      }
  while (*glob == '*')
    glob++;
  return *glob == '\0';
}

static gboolean
does_expire (const RtFaultRule *rule)
{
  return rule->kind == RT_FAULT_EXPIRES_LOGIN || rule->kind == RT_FAULT_EXPIRES_403;
}

/**
 * rt_fault_tally_new:
 * @plan: which faults there are
 *
 * Begins to count.
 *
 * Returns: (transfer full): the tally
 */
RtFaultTally *
rt_fault_tally_new (RtFaultPlan *plan)
{
  RtFaultTally *self = g_new0 (RtFaultTally, 1);
  guint n = rt_fault_plan_get_length (plan);

  self->plan = rt_fault_plan_ref (plan);
  self->counts = g_new0 (Count, n);
  for (guint i = 0; i < n; i++)
    {
      const RtFaultRule *rule = rt_fault_plan_get (plan, i);

      self->counts[i].random
          = rule->seed != 0 ? g_rand_new_with_seed ((guint32)rule->seed) : g_rand_new ();
      self->counts[i].asked_us
          = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
    }
  g_mutex_init (&self->lock);
  return self;
}

void
rt_fault_tally_free (RtFaultTally *self)
{
  for (guint i = 0; i < rt_fault_plan_get_length (self->plan); i++)
    {
      g_rand_free (self->counts[i].random);
      g_hash_table_unref (self->counts[i].asked_us);
    }
  g_free (self->counts);
  rt_fault_plan_unref (self->plan);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* From the first time on that an address was asked for. */
static gboolean
has_expired (Count *count, const RtFaultRule *rule, const char *target, gint64 now_us)
{
  const gint64 *asked_us = g_hash_table_lookup (count->asked_us, target);

  if (asked_us != NULL)
    return now_us - *asked_us >= (gint64)rule->value * G_USEC_PER_SEC;
  if (g_hash_table_size (count->asked_us) == ADDRESSES_MAX)
    g_hash_table_remove_all (count->asked_us);
  g_hash_table_insert (count->asked_us, g_strdup (target),
                       g_memdup2 (&now_us, sizeof now_us));
  return rule->value == 0;
}

static gboolean
does_strike (Count *count,
             const RtFaultRule *rule,
             const RtQuestion *question,
             gint64 now_us)
{
  if (rule->path != NULL && !does_match (rule->path, question->path))
    return FALSE;
  count->n_matched++;
  if ((does_expire (rule) && !has_expired (count, rule, question->target, now_us))
      || count->n_matched <= rule->after
      || (count->n_matched - rule->after) % rule->every != 0
      || (rule->first != 0 && count->n_struck == rule->first))
    return FALSE;
  count->n_struck++;
  return TRUE;
}

/**
 * rt_fault_tally_strike:
 * @self: a tally
 * @question: a request
 * @now_us: the monotonic time
 * @strike: (out caller-allocates): what is to be done wrong
 *
 * Counts a request.  Of several faults of one kind the first in the plan strikes.
 */
void
rt_fault_tally_strike (RtFaultTally *self,
                       const RtQuestion *question,
                       gint64 now_us,
                       RtFaultStrike *strike)
{
  memset (strike, 0, sizeof *strike);
  g_mutex_lock (&self->lock);
  strike->number = ++self->n_requests;
  for (guint i = 0; i < rt_fault_plan_get_length (self->plan); i++)
    {
      const RtFaultRule *rule = rt_fault_plan_get (self->plan, i);
      guint64 value = rule->value;

      if (!does_strike (&self->counts[i], rule, question, now_us)
          || rt_fault_strike_has (strike, rule->kind))
        continue;
      if (rule->kind == RT_FAULT_JITTER)
        value = (guint64)(g_rand_double (self->counts[i].random) * (double)(value + 1));
      strike->kinds |= G_GUINT64_CONSTANT (1) << rule->kind;
      strike->values[rule->kind] = value;
      if (rule->address != NULL)
        strike->address = rule->address;
    }
  g_mutex_unlock (&self->lock);
}

gboolean
rt_fault_strike_has (const RtFaultStrike *self, RtFaultKind kind)
{
  return (self->kinds >> kind & 1) != 0;
}
