/* The addresses of this computer in its networks. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/server/rt-local-addresses.h"

#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <string.h>

/* Networks inside this computer, of containers and virtual machines. */
static const char *const inner[]
    = { "docker", "virbr", "veth", "br-", "lxc", "lxdbr", "podman", "cni" };

typedef enum
{
  RANK_IPV4,
  RANK_IPV4_LINK, /* nobody gave out an address */
  RANK_IPV6,
  RANK_IPV6_UNIQUE, /* of the local network alone */
  RANK_NONE,
} Rank;

static gboolean
is_inner (const char *interface)
{
  for (guint i = 0; i < G_N_ELEMENTS (inner); i++)
    if (g_str_has_prefix (interface, inner[i]))
      return TRUE;
  return FALSE;
}

/* A link-local address of IPv6 is of no use in a URI: it needs the name of the client's
 * own interface beside it. */
static Rank
rank (const RtLocalAddress *local)
{
  GInetAddress *address = local->address;
  gboolean is_link = g_inet_address_get_is_link_local (address);

  if ((local->flags & IFF_UP) == 0 || (local->flags & IFF_RUNNING) == 0
      || (local->flags & IFF_LOOPBACK) != 0 || is_inner (local->interface)
      || g_inet_address_get_is_loopback (address) || g_inet_address_get_is_any (address)
      || g_inet_address_get_is_multicast (address))
    return RANK_NONE;
  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4)
    {
      if (is_link)
        return (local->flags & IFF_POINTOPOINT) != 0 ? RANK_NONE : RANK_IPV4_LINK;
      return RANK_IPV4;
    }
  if (is_link)
    return RANK_NONE;
  /* RFC 4193 §3.1 */
  return (g_inet_address_to_bytes (address)[0] & 0xfe) == 0xfc ? RANK_IPV6_UNIQUE
                                                               : RANK_IPV6;
}

/**
 * rt_local_addresses_choose:
 * @all: the addresses of all interfaces
 * @n: how many these are
 *
 * Picks those under which other computers can reach this one, IPv4 first, and each once.
 *
 * Returns: (transfer full): the addresses
 */
GStrv
rt_local_addresses_choose (const RtLocalAddress *all, guint n)
{
  g_autoptr (GPtrArray) chosen = g_ptr_array_new_with_free_func (g_free);

  for (Rank wanted = RANK_IPV4; wanted < RANK_NONE; wanted++)
    for (guint i = 0; i < n; i++)
      {
        g_autofree char *text = g_inet_address_to_string (all[i].address);

        if (rank (&all[i]) == wanted
            && !g_ptr_array_find_with_equal_func (chosen, text, g_str_equal, NULL))
          g_ptr_array_add (chosen, g_steal_pointer (&text));
      }
  g_ptr_array_add (chosen, NULL);
  return (GStrv)g_ptr_array_steal (chosen, NULL);
}

static GInetAddress *
read_address (const struct sockaddr *native)
{
  g_autoptr (GSocketAddress) address = NULL;

  if (native == NULL || (native->sa_family != AF_INET && native->sa_family != AF_INET6))
    return NULL;
  address = g_socket_address_new_from_native (
      (gpointer)native, native->sa_family == AF_INET ? sizeof (struct sockaddr_in)
                                                     : sizeof (struct sockaddr_in6));
  return g_object_ref (
      g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}

static void
clear (gpointer data)
{
  g_object_unref (((RtLocalAddress *)data)->address);
}

/* Of one family, or of both: G_SOCKET_FAMILY_INVALID. */
static GStrv
list (GSocketFamily family)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (RtLocalAddress));
  struct ifaddrs *first;
  GStrv chosen;

  if (getifaddrs (&first) != 0)
    return g_new0 (char *, 1);
  g_array_set_clear_func (all, clear);
  for (struct ifaddrs *i = first; i != NULL; i = i->ifa_next)
    {
      RtLocalAddress local = { i->ifa_name, i->ifa_flags, read_address (i->ifa_addr) };

      if (local.address == NULL)
        continue;
      if (family == G_SOCKET_FAMILY_INVALID
          || family == g_inet_address_get_family (local.address))
        g_array_append_val (all, local);
      else
        g_object_unref (local.address);
    }
  chosen
      = rt_local_addresses_choose ((const RtLocalAddress *)(gpointer)all->data, all->len);
  freeifaddrs (first);
  return chosen;
}

/**
 * rt_local_addresses_of:
 * @bound: (nullable): what a server is bound to, as rt_listener_open() takes it
 *
 * Finds the addresses under which other computers can reach a server, by asking the
 * kernel.  A certificate for it is to name them all.
 *
 * Returns: (transfer full): the addresses, best first; none for one on loopback
 */
GStrv
rt_local_addresses_of (const char *bound)
{
  g_autoptr (GInetAddress) address = NULL;

  if (bound == NULL)
    return g_new0 (char *, 1);
  if (strcmp (bound, "*") == 0)
    return list (G_SOCKET_FAMILY_INVALID);
  address = g_inet_address_new_from_string (bound);
  if (address == NULL || g_inet_address_get_is_loopback (address))
    return g_new0 (char *, 1);
  if (g_inet_address_get_is_any (address))
    return list (g_inet_address_get_family (address));
  return g_strdupv ((char *[]){ (char *)bound, NULL });
}

/**
 * rt_local_addresses_find_unnamed:
 * @bound: (nullable): what a server is bound to, as rt_listener_open() takes it
 * @certificate: the server's
 *
 * Looks for an address of this computer that a certificate is not for.  The user's own
 * authority vouches for private addresses only.
 *
 * Returns: (transfer full) (nullable): the best of those under which other computers can
 *   reach the server, but do not trust it
 */
char *
rt_local_addresses_find_unnamed (const char *bound, GTlsCertificate *certificate)
{
  g_auto (GStrv) hosts = rt_local_addresses_of (bound);

  for (guint i = 0; hosts[i] != NULL; i++)
    {
      g_autoptr (GSocketConnectable) identity = g_network_address_new (hosts[i], 0);

      if ((g_tls_certificate_verify (certificate, identity, NULL)
           & G_TLS_CERTIFICATE_BAD_IDENTITY)
          != 0)
        return g_strdup (hosts[i]);
    }
  return NULL;
}
