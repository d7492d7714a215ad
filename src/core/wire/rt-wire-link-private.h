/* What the parts of a wire link share; one thread runs all of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-connector.h"
#include "core/wire/rt-local-answer.h"
#include "core/wire/rt-local-request.h"
#include "core/wire/rt-wire-link.h"

G_BEGIN_DECLS

/* One thread owns all of it.  Each direction holds at most one piece, and reads no more
 * before that has gone on: so back-pressure passes through. */
typedef struct
{
  GSocket *local;   /* borrowed */
  RtWireTurn *turn; /* borrowed */
  RtConnection *remote;
  char *local_address; /* our end of it; NULL: it is gone already */
  RtBothEnds *ends;    /* borrowed, nullable: knows of it */

  RtWireRecord *record;   /* of the request that is going on, nullable */
  RtAnswerFramer *framer; /* of its answer, nullable */
  guint served;           /* requests so far */
  guint64 received;       /* bytes of this answer */
  guint64 taken; /* bytes of this request to go out, as far as libsoup has come */
  gboolean head_passed;
  gboolean closing;     /* nothing more goes to libsoup after what is waiting */
  gboolean expecting;   /* libsoup holds the body back until it may go on */
  gboolean gone;        /* libsoup let go of the connection */
  gboolean remote_deaf; /* the peer takes no more of the request */

  RtLocalRequest *up;   /* from libsoup to the network */
  guint8 *down;         /* a piece from the network, as received */
  RtLocalAnswer *out;   /* for libsoup, framed anew */
  gint64 last_activity; /* monotonic µs */
} RtWireLink;

/* rt-wire-link-answer.c */
void rt_wire_link_fail (RtWireLink *link, const GError *error);
gboolean rt_wire_link_is_answered (RtWireLink *link);
void rt_wire_link_pass_continue (RtWireLink *link);
void rt_wire_link_take_answer (RtWireLink *link, gsize length);
void rt_wire_link_end_answer (RtWireLink *link, const GError *raw);

G_END_DECLS
