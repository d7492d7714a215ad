/* One request and its answer, in a lane's thread. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-feed.h"
#include "core/http/rt-redirect.h"
#include "core/wire/rt-wire.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* What is read at once. */
#define RT_FLIGHT_PIECE (256 * 1024)

/* What all legs of a flight have in common. */
typedef struct
{
  RtFeed *feed;
  GOutputStream *sink; /* nullable: where the last body goes besides */
  gboolean sink_decoded;
  GCancellable *cancellable;
  SoupSession *session; /* talks to the wire */
  RtWire *wire;
  GPtrArray *earlier; /* of RtRequest: what the legs before this one have sent */
  guint8 *buffer;     /* of RT_FLIGHT_PIECE bytes */
} RtFlightCrew;

/* Lives on the lane's stack. */
typedef struct
{
  const RtFlightCrew *crew;
  RtRequest *request;
  RtRequest *sent;  /* the same with the cookies that go along */
  GObject *cookies; /* the record of these, nullable */
  guint index;
  guint n_challenges; /* that a proxy has met this request with so far */
  gboolean again;     /* out: the proxy has asked for a password, and gets it */

  /* While it runs. */
  RtRoute *route; /* borrowed */
  RtWireRecord *record;
  SoupMessage *message;
  GInputStream *body; /* of the request, nullable */
  goffset body_length;
  guint64 sent_body_bytes;
} RtFlightLeg;

RtRedirect *rt_flight_leg_run (RtFlightLeg *self, GError **error);

G_END_DECLS
