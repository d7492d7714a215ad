/* A request as it goes out: its fields, target, address and route. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-request.h"

#include "core/http/rt-uri.h"

/**
 * rt_request_compose_fields:
 * @self: a request
 *
 * Gives the fields in the order in which they are sent: Host first, unless the request
 * has its own Host, which stays where it is.  Framing (Content-Length and
 * Transfer-Encoding) belongs to whoever sends the body and is never in the list.
 *
 * Returns: (transfer full): the fields
 */
RtHeaderList *
rt_request_compose_fields (const RtRequest *self)
{
  const RtHeaderList *fields = rt_request_get_fields (self);
  RtHeaderList *composed = rt_header_list_new ();

  if (rt_header_list_find (fields, "Host") == NULL)
    {
      g_autofree char *authority = rt_uri_dup_authority (rt_request_get_uri (self));
      rt_header_list_append_received (composed, "Host", authority);
    }
  for (guint i = 0; i < rt_header_list_get_length (fields); i++)
    {
      const RtHeader *header = rt_header_list_get (fields, i);
      rt_header_list_append_received (composed, header->name, header->value);
    }
  rt_header_list_remove (composed, "Content-Length");
  rt_header_list_remove (composed, "Transfer-Encoding");
  /* Who asks is said to the proxy by whoever chooses it, and to nobody else. */
  if (rt_request_get_proxy_source (self) != NULL)
    rt_header_list_remove (composed, "Proxy-Authorization");
  return composed;
}

static GBytes *
compose (const RtRequest *self,
         const char *target,
         const char *credentials,
         goffset body_length)
{
  g_autoptr (RtHeaderList) fields = rt_request_compose_fields (self);
  g_autoptr (GString) head = g_string_new (NULL);

  g_string_append_printf (head, "%s %s HTTP/1.1\r\n", rt_request_get_method (self),
                          target);
  for (guint i = 0; i < rt_header_list_get_length (fields); i++)
    {
      const RtHeader *header = rt_header_list_get (fields, i);
      g_string_append_printf (head, "%s: %s\r\n", header->name, header->value);
    }
  if (credentials != NULL)
    g_string_append_printf (head, "Proxy-Authorization: %s\r\n", credentials);
  if (body_length >= 0)
    g_string_append_printf (head, "Content-Length: %" G_GOFFSET_FORMAT "\r\n",
                            body_length);
  g_string_append (head, "\r\n");
  return g_string_free_to_bytes (g_steal_pointer (&head));
}

/**
 * rt_request_compose_head:
 * @self: a request
 * @body_length: what Content-Length says, in bytes; -1 for no body
 *
 * Gives the head as it goes out to the site: request line, fields as
 * rt_request_compose_fields() has them, then Content-Length.
 *
 * Source: [RFC 9112 §3](https://www.rfc-editor.org/rfc/rfc9112#section-3)
 *
 * Returns: (transfer full): the bytes
 */
GBytes *
rt_request_compose_head (const RtRequest *self, goffset body_length)
{
  g_autofree char *target = rt_request_dup_target (self);

  return compose (self, target, NULL, body_length);
}

/**
 * rt_request_compose_head_for:
 * @self: a request
 * @route: the way that it takes
 * @body_length: what Content-Length says, in bytes; -1 for no body
 *
 * Gives the head as it goes out on that way.  A proxy that has to read it is given the
 * whole address, and who asks if it has asked for that before.
 *
 * Source: [RFC 9112 §3.2.2](https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2)
 *
 * Returns: (transfer full): the bytes
 */
GBytes *
rt_request_compose_head_for (const RtRequest *self,
                             const RtRoute *route,
                             goffset body_length)
{
  g_autofree char *authority = NULL;
  g_autofree char *path = NULL;
  g_autofree char *target = NULL;
  g_autofree char *credentials = NULL;

  if (route->proxy == NULL || rt_route_is_tunnel (route))
    return rt_request_compose_head (self, body_length);
  authority = rt_uri_dup_authority (rt_request_get_uri (self));
  path = rt_request_dup_target (self);
  target = g_strconcat ("http://", authority, path, NULL);
  if (route->proxy->auth != NULL)
    credentials = rt_proxy_auth_authorize (route->proxy->auth,
                                           rt_request_get_method (self), target);
  return compose (self, target, credentials, body_length);
}

/**
 * rt_request_dup_target:
 * @self: a request
 *
 * Gives path and query as the request line has them; the fragment is never sent.
 *
 * Source: [RFC 9112 §3.2.1](https://www.rfc-editor.org/rfc/rfc9112#section-3.2.1)
 *
 * Returns: (transfer full): the request target
 */
char *
rt_request_dup_target (const RtRequest *self)
{
  GUri *uri = rt_request_get_uri (self);
  const char *query = g_uri_get_query (uri);

  return g_strconcat (g_uri_get_path (uri), query != NULL ? "?" : NULL, query, NULL);
}

/**
 * rt_request_dup_address:
 * @self: a request
 *
 * Gives the whole URI with its fragment.  A user name or password is never in it.
 *
 * Returns: (transfer full): the address
 */
char *
rt_request_dup_address (const RtRequest *self)
{
  return g_uri_to_string (rt_request_get_uri (self));
}

/**
 * rt_request_dup_route:
 * @self: a request
 * @proxy: (nullable): the proxy on the way
 *
 * Gives where the connection leads to: with the first "connect to" rule and all pins that
 * fit host and port.  Those of a proxy stand under its address with the scheme, which no
 * host has: so a site at the same place is not trusted with it, nor the other way round.
 *
 * Returns: (transfer full): the route
 */
RtRoute *
rt_request_dup_route (const RtRequest *self, RtProxy *proxy)
{
  GUri *uri = rt_request_get_uri (self);
  const RtRequestOptions *options = rt_request_get_options (self);
  const char *host = g_uri_get_host (uri);
  guint16 port = rt_uri_get_port (uri);
  g_auto (GStrv) pins = rt_pin_list_find (rt_request_get_pins (self), host, port);
  g_auto (GStrv) proxy_pins
      = proxy != NULL
            ? rt_pin_list_find (rt_request_get_pins (self), proxy->uri, proxy->port)
            : NULL;
  g_autoptr (RtRoute) direct = rt_route_new (
      g_strcmp0 (g_uri_get_scheme (uri), "https") == 0, host, port,
      rt_connect_to_list_find (rt_request_get_connect_to (self), host, port),
      options->family, rt_request_get_anchors (self), (const char *const *)pins,
      rt_request_get_own_authority (self), options->connect_timeout_s,
      options->idle_timeout_s);

  return rt_route_through (direct, proxy, (const char *const *)proxy_pins);
}
