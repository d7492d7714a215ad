/* A proxy: what it speaks, where it is, and how one gets in. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-proxy-auth.h"

G_BEGIN_DECLS

typedef enum
{
  RT_PROXY_HTTP,
  RT_PROXY_HTTPS,   /* HTTP over TLS to the proxy */
  RT_PROXY_SOCKS4,  /* this computer looks the name up */
  RT_PROXY_SOCKS4A, /* the proxy does */
  RT_PROXY_SOCKS5,  /* likewise */
} RtProxyKind;

#define RT_N_PROXY_KINDS (RT_PROXY_SOCKS5 + 1)

/* Immutable, but for what its auth remembers of earlier challenges. */
typedef struct
{
  gatomicrefcount ref_count;
  RtProxyKind kind;
  char *host; /* ASCII, without brackets */
  guint16 port;
  RtProxyAuth *auth; /* nullable */
  char *uri;         /* such as "socks5://[::1]:1080"; a password is never in it */
} RtProxy;

RtProxy *
rt_proxy_new (RtProxyKind kind, const char *host, guint16 port, RtProxyAuth *auth);
RtProxy *rt_proxy_ref (RtProxy *self);
void rt_proxy_unref (RtProxy *self);

const char *rt_proxy_kind_to_scheme (RtProxyKind kind);
gboolean rt_proxy_speaks_http (const RtProxy *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtProxy, rt_proxy_unref)

G_END_DECLS
