/* One exchange on its way: the hops, one after the other, in a lane's thread. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-feed.h"
#include "core/wire/rt-wire.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Made and ended in the owner's thread, flown in a lane's. */
typedef struct _RtFlight RtFlight;

RtFlight *rt_flight_new (RtFeed *feed,
                         RtRequest *request,
                         GOutputStream *sink,
                         gboolean sink_decoded,
                         GCancellable *cancellable);
void rt_flight_free (RtFlight *self);

RtRequest *rt_flight_get_request (RtFlight *self);
void rt_flight_cancel (RtFlight *self);
void rt_flight_refuse (RtFlight *self);
void rt_flight_run (RtFlight *self, SoupSession *session, RtWire *wire);

G_END_DECLS
