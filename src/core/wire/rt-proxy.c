/* A proxy: what it speaks, where it is, and how one gets in. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-proxy.h"

#include <string.h>

/**
 * rt_proxy_new:
 * @kind: what it speaks
 * @host: ASCII name or address literal without brackets
 * @port: TCP port
 * @auth: (nullable): the name and the password that it gets
 *
 * Makes a proxy.
 *
 * Returns: (transfer full): the proxy
 */
RtProxy *
rt_proxy_new (RtProxyKind kind, const char *host, guint16 port, RtProxyAuth *auth)
{
  RtProxy *self = g_new0 (RtProxy, 1);
  gboolean is_v6 = strchr (host, ':') != NULL;

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->host = g_strdup (host);
  self->port = port;
  self->auth = auth != NULL ? rt_proxy_auth_ref (auth) : NULL;
  self->uri = g_strdup_printf (is_v6 ? "%s://[%s]:%u" : "%s://%s:%u",
                               rt_proxy_kind_to_scheme (kind), host, (guint)port);
  return self;
}

RtProxy *
rt_proxy_ref (RtProxy *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
rt_proxy_unref (RtProxy *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->host);
  g_clear_pointer (&self->auth, rt_proxy_auth_unref);
  g_free (self->uri);
  g_free (self);
}

const char *
rt_proxy_kind_to_scheme (RtProxyKind kind)
{
  static const char *const schemes[RT_N_PROXY_KINDS]
      = { "http", "https", "socks4", "socks4a", "socks5" };

  return schemes[kind];
}

/* Whether it takes requests with whole addresses, and CONNECT. */
gboolean
rt_proxy_speaks_http (const RtProxy *self)
{
  return self->kind == RT_PROXY_HTTP || self->kind == RT_PROXY_HTTPS;
}
