/* One request of a download, with its answer and the bytes that it brought. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-past-hop.h"
#include "core/transfer/rt-range-set.h"

G_BEGIN_DECLS

/* An immutable snapshot. */
typedef struct
{
  gatomicrefcount ref_count;
  guint number;     /* from 1 on, in the order in which they were sent in this run */
  guint connection; /* from 1 on: one of those at work at the same time */
  guint file;       /* from 0 on: it grows when the bytes so far were given up */
  GPtrArray *hops;  /* of RtPastHop, one at least */
  gint64 origin_us; /* monotonic */
  gint64 end_us;    /* monotonic; 0: it goes on */
  GError *error;    /* nullable */
  RtExtent brought; /* empty if it brought nothing */
} RtVisit;

RtVisit *rt_visit_new (GPtrArray *hops);
RtVisit *rt_visit_ref (RtVisit *self);
void rt_visit_unref (RtVisit *self);

RtExchange *rt_visit_make_exchange (const RtVisit *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtVisit, rt_visit_unref)

G_END_DECLS
