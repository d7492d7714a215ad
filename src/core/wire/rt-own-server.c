/* Whether this computer's own authority vouches for one of its own servers. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/wire/rt-own-server.h"

#include <ifaddrs.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/**
 * rt_own_server_is_at:
 * @address: what a connection leads to
 *
 * Says whether @address is of this computer: a loopback address, or one of an interface.
 *
 * Returns: %TRUE if so
 */
gboolean
rt_own_server_is_at (GInetAddress *address)
{
  gboolean is_own = g_inet_address_get_is_loopback (address);
  gsize size = g_inet_address_get_native_size (address);
  struct ifaddrs *first = NULL;

  if (is_own || getifaddrs (&first) != 0)
    return is_own;
  for (struct ifaddrs *i = first; i != NULL && !is_own; i = i->ifa_next)
    {
      const struct sockaddr *native = i->ifa_addr;
      const void *bytes = NULL;

      if (native == NULL)
        continue;
      if (native->sa_family == AF_INET && size == sizeof (struct in_addr))
        bytes = &((const struct sockaddr_in *)(const void *)native)->sin_addr;
      else if (native->sa_family == AF_INET6 && size == sizeof (struct in6_addr))
        bytes = &((const struct sockaddr_in6 *)(const void *)native)->sin6_addr;
      is_own
          = bytes != NULL && memcmp (bytes, g_inet_address_to_bytes (address), size) == 0;
    }
  freeifaddrs (first);
  return is_own;
}

/* "workbench.example" is "workbench.local" in its network (RFC 6762 §3). */
static gboolean
is_host_name (const char *host)
{
  const char *own = g_get_host_name ();
  g_autofree char *label = g_strndup (own, strcspn (own, "."));
  g_autofree char *local = g_strconcat (label, ".local", NULL);

  return g_ascii_strcasecmp (host, own) == 0 || g_ascii_strcasecmp (host, local) == 0;
}

/**
 * rt_own_server_is_named:
 * @host: a host of a URI, without brackets
 *
 * Says whether @host names this computer and nothing else, whatever a resolver has to say:
 * `localhost` and what is below it, the computer's name and its name in `.local`, and its
 * addresses.
 *
 * Source: [RFC 6761 §6.3](https://www.rfc-editor.org/rfc/rfc6761#section-6.3)
 *
 * Returns: %TRUE if so
 */
gboolean
rt_own_server_is_named (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);
  g_autofree char *lower = g_ascii_strdown (host, -1);

  if (address != NULL)
    return rt_own_server_is_at (address);
  return strcmp (lower, "localhost") == 0 || g_str_has_suffix (lower, ".localhost")
         || is_host_name (lower);
}

/* Whoever can write there could put an authority of their own in its place. */
static gboolean
is_ours_alone (const char *path)
{
  struct stat status;

  return stat (path, &status) == 0 && status.st_uid == geteuid ()
         && (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

/**
 * rt_own_server_verify:
 * @authority: the file with the authority's certificate
 * @certificate: what a server sent, with its issuers
 * @identity: whom the certificate has to be for
 *
 * Looks whether that authority issued @certificate, for @identity and for now.  A file that
 * is not there, or that others could have written, vouches for nobody.  Blocks for as long
 * as the disk does.
 *
 * Returns: what is wrong with @certificate; %G_TLS_CERTIFICATE_UNKNOWN_CA is among it if
 *   another authority issued it
 */
GTlsCertificateFlags
rt_own_server_verify (const char *authority,
                      GTlsCertificate *certificate,
                      GSocketConnectable *identity)
{
  g_autofree char *folder = g_path_get_dirname (authority);
  g_autoptr (GTlsCertificate) anchor = NULL;
  g_autoptr (GError) error = NULL;

  if (!is_ours_alone (folder) || !is_ours_alone (authority))
    return G_TLS_CERTIFICATE_UNKNOWN_CA;
  anchor = g_tls_certificate_new_from_file (authority, &error);
  if (anchor == NULL)
    {
      g_debug ("no authority in '%s': %s", authority, error->message);
      return G_TLS_CERTIFICATE_UNKNOWN_CA;
    }
  return g_tls_certificate_verify (certificate, identity, anchor);
}
