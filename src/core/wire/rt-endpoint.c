/* One end of a connection, in words. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-endpoint.h"

/**
 * rt_endpoint_to_text:
 * @address: an address and port of the Internet
 *
 * Returns: (transfer full): such as `127.0.0.1:80` or `[::1]:80`
 */
char *
rt_endpoint_to_text (GSocketAddress *address)
{
  GInetSocketAddress *inet = G_INET_SOCKET_ADDRESS (address);
  GInetAddress *host = g_inet_socket_address_get_address (inet);
  g_autofree char *text = g_inet_address_to_string (host);
  gboolean is_v6 = g_inet_address_get_family (host) == G_SOCKET_FAMILY_IPV6;

  return g_strdup_printf (is_v6 ? "[%s]:%u" : "%s:%u", text,
                          (guint)g_inet_socket_address_get_port (inet));
}
