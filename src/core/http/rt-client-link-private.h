/* What asking over a connection and reading from it share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-client-link.h"
#include "core/wire/rt-connector.h"

G_BEGIN_DECLS

/* libsoup is not in between: it takes a chunked body that was cut short for a whole one.
 * The connection is the one that the wire opens, with all its rules; the framer sees every
 * byte and knows the end. */
struct _RtClientLink
{
  RtRoute *route;
  gboolean may_change_way;   /* somebody else chooses, and may choose another next time */
  GCancellable *cancellable; /* nullable */
  guint idle_timeout_s;
  gint64 deadline_us; /* monotonic; 0: none */
  RtConnection *connection;
  RtWireRecord *record;   /* of what was asked last */
  guint64 received_bytes; /* of its answer */
  RtAnswerFramer *framer; /* of the answer to what was asked last; nullable */

  guint8 *buffer;
  gsize size;  /* of the buffer */
  gsize piece; /* so many bytes are read at most */
  gsize begin; /* what the framer has not seen yet */
  gsize end;
  GError *failure; /* what the connection came to after these bytes, nullable */

  guint8 *body; /* what the framer gave of the body, inside the buffer */
  gsize body_length;
};

/* rt-client-link-read.c */
gboolean rt_client_link_advance (RtClientLink *self, GError **error);
gboolean rt_client_link_check (RtClientLink *self, GError **error);

G_END_DECLS
