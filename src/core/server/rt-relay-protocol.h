/* How a client of a proxy says where to, and is told what came of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-access-log.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  RT_RELAY_MORE,    /* the client has to go on */
  RT_RELAY_TO,      /* it has said where to */
  RT_RELAY_REFUSED, /* what it is told is the last word */
} RtRelayVerdict;

/* What a proxy knows of itself. */
typedef struct
{
  const char *credentials; /* “name:password” of its clients; NULL: everybody is let in */
  guint16 port;            /* where it listens */
} RtRelaySetting;

/* One row of a constant table; the state is one client's. */
typedef struct
{
  const char *scheme;        /* of the proxy's address */
  const char *secure_scheme; /* over TLS; NULL: nobody speaks it so */
  gpointer (*open) (const RtRelaySetting *setting, const RtPeer *peer);
  void (*close) (gpointer state);

  /* Takes what the client says, up to the end of its request; @reply is what it is told. */
  RtRelayVerdict (*push) (gpointer state,
                          const guint8 *bytes,
                          gsize length,
                          gsize *taken,
                          GByteArray *reply);
  /* Gives up on a client that says nothing more. */
  void (*time_out) (gpointer state, GByteArray *reply);
  const char *(*get_target) (gpointer state, guint16 *port);
  /* There is a connection; @request goes over it first. */
  void (*connected) (gpointer state,
                     GSocketAddress *local,
                     GByteArray *reply,
                     GByteArray *request);
  /* There is none; @error is of the domain RT_ERROR. */
  void (*failed) (gpointer state, const GError *error, GByteArray *reply);

  /* Whether all bytes are passed on as they are, either way, until both sides have
   * closed.  Otherwise there is one request and one answer: */
  gboolean (*is_tunnel) (gpointer state);
  gboolean (*pass_up) (const guint8 *bytes,
                       gsize length,
                       GByteArray *out,
                       gpointer state);
  gboolean (*pass_down) (const guint8 *bytes,
                         gsize length,
                         GByteArray *out,
                         gpointer state);
  gboolean (*is_request_whole) (gpointer state);
  /* Nothing more comes from the server, which closed or broke the connection, or was at
   * the end: FALSE if something of the answer is missing;
   * @reply is what the client is told in place of an answer. */
  gboolean (*finish) (gpointer state, gboolean is_closed, GByteArray *reply);

  /* For the access log, when the client was given so much while the server was
   * connected; NULL if the client said nothing. */
  RtAccessEntry *(*make_entry) (gpointer state, guint64 down_bytes);
} RtRelayProtocol;

G_END_DECLS
