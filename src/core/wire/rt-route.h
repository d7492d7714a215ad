/* Where a connection leads to, and on which terms. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-proxy.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  RT_FAMILY_ANY,
  RT_FAMILY_IPV4,
  RT_FAMILY_IPV6,
} RtFamily;

/* Immutable. Two exchanges share a kept connection only where the keys are equal. */
typedef struct
{
  gatomicrefcount ref_count;
  gboolean tls;
  char *host; /* ASCII, without brackets; for the certificate and the lookup */
  guint16 port;
  char *connect_to; /* an address literal to use in place of a lookup, nullable */
  RtFamily family;
  GTlsDatabase *anchors;   /* what to trust in place of the system's roots, nullable */
  GStrv pins;              /* SHA-256 fingerprints of leaves the user trusts; nullable */
  char *own_authority;     /* the file of what vouches for our own servers; nullable */
  RtProxy *proxy;          /* nullable */
  GStrv proxy_pins;        /* likewise for the certificate of that proxy; nullable */
  guint connect_timeout_s; /* 0: none */
  guint idle_timeout_s;    /* 0: none */
  char *key;
} RtRoute;

RtRoute *rt_route_new (gboolean tls,
                       const char *host,
                       guint16 port,
                       const char *connect_to,
                       RtFamily family,
                       GTlsDatabase *anchors,
                       const char *const *pins,
                       const char *own_authority,
                       guint connect_timeout_s,
                       guint idle_timeout_s);
RtRoute *
rt_route_through (const RtRoute *self, RtProxy *proxy, const char *const *proxy_pins);
RtRoute *rt_route_ref (RtRoute *self);
void rt_route_unref (RtRoute *self);

gboolean rt_route_is_tunnel (const RtRoute *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtRoute, rt_route_unref)

G_END_DECLS
