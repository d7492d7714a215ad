/* One request of a download, with its answer and the bytes that it brought. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-visit.h"

/**
 * rt_visit_new:
 * @hops: (element-type RtPastHop): what was sent and came; not changed from now on
 *
 * Makes a visit.  Its fields may be set until it is handed on.
 *
 * Returns: (transfer full): the visit
 */
RtVisit *
rt_visit_new (GPtrArray *hops)
{
  RtVisit *self = g_new0 (RtVisit, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->hops = g_ptr_array_ref (hops);
  return self;
}

RtVisit *
rt_visit_ref (RtVisit *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
rt_visit_unref (RtVisit *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->hops);
  g_clear_error (&self->error);
  g_free (self);
}

/**
 * rt_visit_make_exchange:
 * @self: a visit
 *
 * Returns: (transfer full): what can be shown of it
 */
RtExchange *
rt_visit_make_exchange (const RtVisit *self)
{
  guint64 so_far = (guint64)(self->brought.end - self->brought.first);

  return rt_past_hops_to_exchange (self->hops, self->origin_us, self->end_us, so_far,
                                   self->error);
}
