/* Opens the connection of a route: name, TCP, proxy, TLS, each phase taken down. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-route.h"
#include "core/wire/rt-wire-record.h"

G_BEGIN_DECLS

/* An open connection. */
typedef struct
{
  GIOStream *stream; /* what the bytes go through: the socket's, or TLS over it */
  GSocket *socket;
  char *remote_address; /* with a proxy, the proxy's */
  RtTlsInfo *tls;       /* nullable */
  RtProxyReport *proxy; /* nullable: nobody has chosen a way */
} RtConnection;

RtConnection *rt_connector_connect (RtRoute *route, RtWireRecord *record, GError **error);
void rt_connection_free (RtConnection *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtConnection, rt_connection_free)

G_END_DECLS
