/* Where a connection leads to, and on which terms. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-route.h"

/* Everything that makes two connections interchangeable; timeouts do not.  A space cannot
 * stand in any of the parts but the last, so no two routes can run together into one
 * key. */
static char *
make_key (const RtRoute *self)
{
  g_autofree char *pins
      = self->pins != NULL ? g_strjoinv (",", self->pins) : g_strdup ("");
  g_autofree char *proxy_pins
      = self->proxy_pins != NULL ? g_strjoinv (",", self->proxy_pins) : g_strdup ("");

  return g_strdup_printf (
      "%s %s %u %s %d %p %s %s %p %s %s", self->tls ? "https" : "http", self->host,
      self->port, self->connect_to != NULL ? self->connect_to : "-", (int)self->family,
      (void *)self->anchors, pins, self->proxy != NULL ? self->proxy->uri : "-",
      self->proxy != NULL ? (void *)self->proxy->auth : NULL, proxy_pins,
      self->own_authority != NULL ? self->own_authority : "");
}

/**
 * rt_route_new:
 * @tls: whether TLS is spoken
 * @host: ASCII name or address literal without brackets
 * @port: TCP port
 * @connect_to: (nullable): an address literal to use in place of a lookup
 * @family: which addresses may be used
 * @anchors: (nullable): what to trust in place of the system's roots
 * @pins: (nullable): fingerprints of leaves that the user trusts
 * @own_authority: (nullable): the file of the authority that vouches for servers of this
 *   computer, and for these only
 * @connect_timeout_s: in seconds; 0 for none
 * @idle_timeout_s: in seconds; 0 for none
 *
 * Makes a route and its key.
 *
 * Returns: (transfer full): the route
 */
RtRoute *
rt_route_new (gboolean tls,
              const char *host,
              guint16 port,
              const char *connect_to,
              RtFamily family,
              GTlsDatabase *anchors,
              const char *const *pins,
              const char *own_authority,
              guint connect_timeout_s,
              guint idle_timeout_s)
{
  RtRoute *self;

  g_return_val_if_fail (host != NULL, NULL);

  self = g_new0 (RtRoute, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->tls = tls;
  self->host = g_strdup (host);
  self->port = port;
  self->connect_to = g_strdup (connect_to);
  self->family = family;
  g_set_object (&self->anchors, anchors);
  self->pins = g_strdupv ((char **)pins);
  self->own_authority = g_strdup (own_authority);
  self->connect_timeout_s = connect_timeout_s;
  self->idle_timeout_s = idle_timeout_s;
  self->key = make_key (self);
  return self;
}

/**
 * rt_route_through:
 * @self: a route without a proxy
 * @proxy: (nullable): the proxy; %NULL: still none
 * @proxy_pins: (nullable): fingerprints of that proxy's certificate that the user trusts
 *
 * Returns: (transfer full): the route to the same place through @proxy
 */
RtRoute *
rt_route_through (const RtRoute *self, RtProxy *proxy, const char *const *proxy_pins)
{
  RtRoute *route
      = rt_route_new (self->tls, self->host, self->port, self->connect_to, self->family,
                      self->anchors, (const char *const *)self->pins, self->own_authority,
                      self->connect_timeout_s, self->idle_timeout_s);

  if (proxy == NULL)
    return route;
  route->proxy = rt_proxy_ref (proxy);
  route->proxy_pins = g_strdupv ((char **)proxy_pins);
  g_free (route->key);
  route->key = make_key (route);
  return route;
}

RtRoute *
rt_route_ref (RtRoute *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
rt_route_unref (RtRoute *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->host);
  g_free (self->connect_to);
  g_clear_object (&self->anchors);
  g_strfreev (self->pins);
  g_free (self->own_authority);
  g_clear_pointer (&self->proxy, rt_proxy_unref);
  g_strfreev (self->proxy_pins);
  g_free (self->key);
  g_free (self);
}

/**
 * rt_route_is_tunnel:
 * @self: a route
 *
 * Says whether the proxy only passes bytes on.  Else it is given whole addresses, and what
 * it answers may be its own.  An address to connect to can be told by CONNECT alone.
 *
 * Source: [RFC 9112 §3.2.2](https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2)
 *
 * Returns: %FALSE without a proxy, too
 */
gboolean
rt_route_is_tunnel (const RtRoute *self)
{
  return self->proxy != NULL
         && (self->tls || self->connect_to != NULL
             || !rt_proxy_speaks_http (self->proxy));
}
