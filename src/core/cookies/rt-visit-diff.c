/* What two visits did to each cookie, side by side. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cookies/rt-visit-diff.h"

/* The rows while they are made. */
typedef struct
{
  RtVisitDiff *diff;
  GHashTable *rows; /* of RtVisitRow, by the cookies that they are about */
  guint side;
} Making;

static void
row_free (gpointer data)
{
  RtVisitRow *row = data;

  for (guint i = 0; i < G_N_ELEMENTS (row->sides); i++)
    {
      g_clear_pointer (&row->sides[i].asked, rt_cookie_verdict_unref);
      g_clear_pointer (&row->sides[i].first, rt_cookie_verdict_unref);
      g_clear_pointer (&row->sides[i].received, rt_cookie_verdict_unref);
      g_clear_pointer (&row->sides[i].before, rt_cookie_unref);
      g_clear_pointer (&row->sides[i].after, rt_cookie_unref);
    }
  rt_cookie_unref (row->cookie);
  g_free (row);
}

static RtVisitRow *
ensure_row (Making *making, RtCookie *cookie)
{
  RtVisitRow *row = g_hash_table_lookup (making->rows, cookie);

  if (row != NULL)
    return row;
  row = g_new0 (RtVisitRow, 1);
  row->cookie = rt_cookie_ref (cookie);
  g_hash_table_insert (making->rows, row->cookie, row);
  g_ptr_array_add (making->diff->rows, row);
  return row;
}

static void
set_verdict (RtCookieVerdict **place, RtCookieVerdict *verdict)
{
  rt_cookie_verdict_ref (verdict);
  g_clear_pointer (place, rt_cookie_verdict_unref);
  *place = verdict;
}

static void
set_after (RtVisitSide *side, RtCookie *after)
{
  g_clear_pointer (&side->after, rt_cookie_unref);
  side->after = after != NULL ? rt_cookie_ref (after) : NULL;
}

/* The first that is heard of it in a visit. */
static void
set_before (RtVisitSide *side, RtCookie *before)
{
  if (side->asked == NULL && side->received == NULL && before != NULL)
    side->before = rt_cookie_ref (before);
}

static gboolean
has_rule (const RtCookieVerdict *verdict, RtCookieRule rule)
{
  return verdict != NULL && verdict->rule == rule;
}

/* A visit may take several requests: what was sent with one of them was sent. */
static void
add_asked (Making *making, RtCookieVerdict *verdict)
{
  RtVisitRow *row = ensure_row (making, verdict->cookie);
  RtVisitSide *side = &row->sides[making->side];
  gboolean is_better = !has_rule (verdict, RT_COOKIE_RULE_OTHER_DOMAIN)
                       && !has_rule (side->asked, RT_COOKIE_RULE_SENT);

  set_before (side, verdict->cookie);
  if (side->asked == NULL || is_better)
    set_verdict (&side->asked, verdict);
  if (side->received == NULL)
    set_after (side, verdict->cookie);
}

/* It had to make room for another. */
static void
add_evicted (Making *making, RtCookie *cookie)
{
  RtVisitSide *side = &ensure_row (making, cookie)->sides[making->side];
  g_autoptr (RtCookieVerdict) verdict
      = rt_cookie_verdict_new (cookie, RT_COOKIE_RULE_JAR_FULL, RT_COOKIE_REMARK_NONE);

  set_verdict (&side->received, verdict);
  set_after (side, NULL);
}

static void
add_received (Making *making, RtCookieVerdict *verdict)
{
  RtVisitSide *side = &ensure_row (making, verdict->cookie)->sides[making->side];

  set_before (side, verdict->old);
  if (side->first == NULL)
    set_verdict (&side->first, verdict);
  set_verdict (&side->received, verdict);
  switch (rt_cookie_verdict_get_outcome (verdict))
    {
    case RT_COOKIE_STORED:
    case RT_COOKIE_REPLACED:
      set_after (side, verdict->cookie);
      break;
    case RT_COOKIE_EXPIRED:
      set_after (side, NULL);
      break;
    case RT_COOKIE_REFUSED:
    case RT_COOKIE_SENT:
    case RT_COOKIE_WITHHELD:
      break;
    }
  for (guint i = 0; verdict->evicted != NULL && i < verdict->evicted->len; i++)
    add_evicted (making, verdict->evicted->pdata[i]);
}

static void
add_visit (Making *making, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    {
      GPtrArray *asked = rt_cookie_visit_get_asked (records->pdata[i]);
      GPtrArray *received = rt_cookie_visit_get_received (records->pdata[i]);

      for (guint j = 0; j < asked->len; j++)
        add_asked (making, asked->pdata[j]);
      for (guint j = 0; j < received->len; j++)
        add_received (making, received->pdata[j]);
    }
}

/* Dates do not count as long as there is one: a server that renews a cookie with each
 * answer changes nothing else. */
static gboolean
means_the_same (const RtCookie *a, const RtCookie *b)
{
  return g_str_equal (a->value, b->value) && a->secure == b->secure
         && a->http_only == b->http_only && a->same_site == b->same_site
         && a->partitioned == b->partitioned
         && (a->expires_s == RT_COOKIE_SESSION) == (b->expires_s == RT_COOKIE_SESSION);
}

static RtVisitMark
find_mark (const RtVisitSide *side)
{
  if (side->received == NULL)
    {
      if (side->asked == NULL)
        return RT_VISIT_NOTHING;
      return has_rule (side->asked, RT_COOKIE_RULE_SENT) ? RT_VISIT_SAME
                                                         : RT_VISIT_WITHHELD;
    }
  switch (rt_cookie_verdict_get_outcome (side->received))
    {
    case RT_COOKIE_EXPIRED:
      return RT_VISIT_EXPIRED;
    case RT_COOKIE_REFUSED:
      return RT_VISIT_REFUSED;
    case RT_COOKIE_STORED:
    case RT_COOKIE_REPLACED:
    case RT_COOKIE_SENT:
    case RT_COOKIE_WITHHELD:
      break;
    }
  if (side->before == NULL)
    return RT_VISIT_NEW;
  return means_the_same (side->before, side->received->cookie) ? RT_VISIT_SAME
                                                               : RT_VISIT_CHANGED;
}

static gboolean
is_of_another_domain (const RtVisitSide *side)
{
  return side->received == NULL && has_rule (side->asked, RT_COOKIE_RULE_OTHER_DOMAIN);
}

/* What is of interest in neither visit is only counted. */
static gboolean
is_shown (const RtVisitRow *row)
{
  for (guint i = 0; i < G_N_ELEMENTS (row->sides); i++)
    if (row->sides[i].mark != RT_VISIT_NOTHING && !is_of_another_domain (&row->sides[i]))
      return TRUE;
  return FALSE;
}

static void
finish (RtVisitDiff *self)
{
  g_autoptr (GPtrArray) all = self->rows;

  self->rows = g_ptr_array_new_with_free_func (row_free);
  g_ptr_array_set_free_func (all, NULL);
  for (guint i = 0; i < all->len; i++)
    {
      RtVisitRow *row = all->pdata[i];

      for (guint j = 0; j < G_N_ELEMENTS (row->sides); j++)
        {
          row->sides[j].mark = find_mark (&row->sides[j]);
          self->n_others[j] += is_of_another_domain (&row->sides[j]);
        }
      if (is_shown (row))
        g_ptr_array_add (self->rows, row);
      else
        row_free (row);
    }
}

/**
 * rt_visit_diff_new:
 * @first: (element-type RtCookieVisit): the records of all requests of the first visit
 * @second: (element-type RtCookieVisit) (nullable): those of the second
 *
 * Puts two visits side by side.
 *
 * Returns: (transfer full): the rows
 */
RtVisitDiff *
rt_visit_diff_new (GPtrArray *first, GPtrArray *second)
{
  RtVisitDiff *self = g_new0 (RtVisitDiff, 1);
  g_autoptr (GHashTable) rows = g_hash_table_new (rt_cookie_hash, rt_cookie_is_like);
  Making making = { .diff = self, .rows = rows };

  self->rows = g_ptr_array_new_with_free_func (row_free);
  add_visit (&making, first);
  making.side = 1;
  if (second != NULL)
    add_visit (&making, second);
  finish (self);
  return self;
}

void
rt_visit_diff_free (RtVisitDiff *self)
{
  g_ptr_array_unref (self->rows);
  g_free (self);
}

/**
 * rt_visit_side_get_reason:
 * @self: one side of a row
 *
 * Finds the verdict that made the mark.
 *
 * Returns: (transfer none) (nullable): the verdict; %NULL if there is no mark
 */
const RtCookieVerdict *
rt_visit_side_get_reason (const RtVisitSide *self)
{
  if (self->mark == RT_VISIT_NEW)
    return self->first;
  return self->received != NULL ? self->received : self->asked;
}
