/* The ways that a request is tried on, one after the other. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-request.h"
#include "core/wire/rt-wire-record.h"

G_BEGIN_DECLS

/* Of one request, in the thread that sends it. */
typedef struct
{
  const RtRequest *request; /* borrowed */
  RtProxyChoice *choice;    /* NULL: the request has no source of proxies */
  guint index;              /* of the way that is tried now */
} RtWays;

gboolean rt_ways_choose (RtWays *self,
                         const RtRequest *request,
                         GCancellable *cancellable,
                         GError **error);
void rt_ways_clear (RtWays *self);

RtRoute *rt_ways_dup_route (const RtWays *self);
void rt_ways_describe (const RtWays *self, RtWireRecord *record);
gboolean rt_ways_go_on (RtWays *self, const GError *error);
gboolean rt_ways_may_change (const RtWays *self);

gboolean rt_route_is_asked_for_login (const RtRoute *self, guint status);
gboolean rt_route_log_in (const RtRoute *self,
                          const char *refused,
                          const RtHeaderList *fields,
                          guint n_before);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RtWays, rt_ways_clear)

G_END_DECLS
