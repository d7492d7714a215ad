/* The two ends of a connection to a server. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  char *remote;      /* address and port */
  char *remote_host; /* the address alone */
  char *local;       /* address and port */
  guint16 local_port;
  char *tls_version;  /* NULL: not encrypted */
  char *tls_cipher;   /* NULL likewise */
  gint64 accepted_us; /* when there was a connection, in monotonic time; 0: not known */
} RtPeer;

RtPeer *rt_peer_new (GIOStream *io, GSocketAddress *local, GSocketAddress *remote);
void rt_peer_free (RtPeer *self);

G_END_DECLS
