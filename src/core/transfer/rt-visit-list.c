/* The requests of a download's last run, the newest of them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-visit-list.h"

/* So many requests can be looked at, the newest; each keeps its heads. */
#define VISITS_MAX 400

struct _RtVisitList
{
  GPtrArray *visits; /* of RtVisit; an element is NULL until its request is answered */
  guint n_dropped;   /* before them */
};

static void
free_visit (gpointer visit)
{
  if (visit != NULL)
    rt_visit_unref (visit);
}

RtVisitList *
rt_visit_list_new (void)
{
  RtVisitList *self = g_new0 (RtVisitList, 1);

  self->visits = g_ptr_array_new_with_free_func (free_visit);
  return self;
}

void
rt_visit_list_free (RtVisitList *self)
{
  g_ptr_array_unref (self->visits);
  g_free (self);
}

/* The newest of those with the same number counts. */
static void
take (RtVisitList *self, RtVisit *visit)
{
  guint index = visit->number - 1 - self->n_dropped;

  if (visit->number <= self->n_dropped)
    return; /* too old by now */
  while (self->visits->len <= index)
    g_ptr_array_add (self->visits, NULL);
  g_clear_pointer (&self->visits->pdata[index], rt_visit_unref);
  self->visits->pdata[index] = rt_visit_ref (visit);
  if (self->visits->len <= VISITS_MAX)
    return;
  g_ptr_array_remove_range (self->visits, 0, VISITS_MAX / 4);
  self->n_dropped += VISITS_MAX / 4;
}

/**
 * rt_visit_list_take:
 * @self: a list
 * @visits: (element-type RtVisit): those that are new, or have come further
 *
 * Puts each to its place, by its number.
 */
void
rt_visit_list_take (RtVisitList *self, GPtrArray *visits)
{
  for (guint i = 0; i < visits->len; i++)
    take (self, g_ptr_array_index (visits, i));
}

/* Another run begins. */
void
rt_visit_list_clear (RtVisitList *self)
{
  g_ptr_array_set_size (self->visits, 0);
  self->n_dropped = 0;
}

/**
 * rt_visit_list_get:
 * @self: a list
 *
 * Returns: (transfer none) (element-type RtVisit): the newest ones, in order; an element is
 *   %NULL while its request has not been answered
 */
GPtrArray *
rt_visit_list_get (RtVisitList *self)
{
  return self->visits;
}
