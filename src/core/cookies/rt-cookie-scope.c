/* Where a cookie goes: hosts and domains, public suffixes, paths. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cookies/rt-cookie-scope.h"

#include "core/http/rt-host-name.h"

#include <gio/gio.h>
#include <libpsl.h>
#include <string.h>

/* The list of the system where it is newer than the library's own.  It is data that
 * nobody changes; reading it for every jar would take it into memory again. */
static const psl_ctx_t *
get_list (void)
{
  static gsize list;

  if (g_once_init_enter (&list))
    g_once_init_leave (&list, (gsize)psl_latest (NULL));
  return (const psl_ctx_t *)list;
}

/* The list knows no dot at the end, which a host may have. */
static char *
without_last_dot (const char *host)
{
  gsize length = strlen (host);

  return g_strndup (host, length > 0 && host[length - 1] == '.' ? length - 1 : length);
}

/**
 * rt_cookie_scope_host_matches:
 * @host: a canonical host
 * @domain: a canonical domain
 *
 * Says whether @host is @domain or a host below it.  An address is below nothing.
 *
 * Source: [RFC 6265bis
 * §5.1.3](https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5.1.3)
 *
 * Returns: %TRUE if it is
 */
gboolean
rt_cookie_scope_host_matches (const char *host, const char *domain)
{
  gsize host_length = strlen (host);
  gsize domain_length = strlen (domain);

  if (g_str_equal (host, domain))
    return TRUE;
  return domain_length > 0 && host_length > domain_length
         && host[host_length - domain_length - 1] == '.'
         && g_str_has_suffix (host, domain) && !g_hostname_is_ip_address (host);
}

/**
 * rt_cookie_scope_is_public_suffix:
 * @domain: a canonical domain
 *
 * Says whether names below @domain belong to different owners, as those below com,
 * co.uk and github.io do.  A single label that nobody has listed counts as one.
 *
 * Source: [Public Suffix List](https://publicsuffix.org/list/)
 *
 * Returns: %TRUE if they do
 */
gboolean
rt_cookie_scope_is_public_suffix (const char *domain)
{
  g_autofree char *name = without_last_dot (domain);

  return !g_hostname_is_ip_address (name) && psl_is_public_suffix (get_list (), name);
}

/**
 * rt_cookie_scope_is_this_computer:
 * @host: a canonical host
 *
 * Says whether @host can be no other computer, by its name or address alone.
 *
 * Source: [RFC 6761 §6.3](https://www.rfc-editor.org/rfc/rfc6761#section-6.3)
 *
 * Returns: %TRUE if it can be no other
 */
gboolean
rt_cookie_scope_is_this_computer (const char *host)
{
  g_autofree char *name = without_last_dot (host);
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (name);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);
  return g_str_equal (name, "localhost") || g_str_has_suffix (name, ".localhost");
}

/**
 * rt_cookie_scope_dup_site:
 * @host: a canonical host
 *
 * Gives what the cookies of one owner are counted by: the domain that was registered.
 *
 * Returns: (transfer full): the domain, or @host where there is none
 */
char *
rt_cookie_scope_dup_site (const char *host)
{
  g_autofree char *name = without_last_dot (host);
  const char *site = g_hostname_is_ip_address (name)
                         ? NULL
                         : psl_registrable_domain (get_list (), name);

  return g_strdup (site != NULL ? site : name);
}

/**
 * rt_cookie_scope_path_matches:
 * @request_path: the path of an address
 * @path: the path of a cookie
 *
 * Says whether @request_path is @path or lies below it.
 *
 * Source: [RFC 6265bis
 * §5.1.4](https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5.1.4)
 *
 * Returns: %TRUE if it does
 */
gboolean
rt_cookie_scope_path_matches (const char *request_path, const char *path)
{
  gsize length = strlen (path);

  if (*request_path == '\0')
    request_path = "/";
  if (strncmp (request_path, path, length) != 0)
    return FALSE;
  return request_path[length] == '\0' || request_path[length] == '/'
         || (length > 0 && path[length - 1] == '/');
}

/**
 * rt_cookie_scope_dup_default_path:
 * @uri: the address of a request
 *
 * Gives the path of a cookie that names none: the folder of the address.
 *
 * Source: [RFC 6265bis
 * §5.1.4](https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5.1.4)
 *
 * Returns: (transfer full): the path
 */
char *
rt_cookie_scope_dup_default_path (GUri *uri)
{
  const char *path = g_uri_get_path (uri);
  const char *slash = strrchr (path, '/');

  if (*path != '/' || slash == path)
    return g_strdup ("/");
  return g_strndup (path, slash - path);
}

/**
 * rt_cookie_scope_normalize_domain:
 * @text: a host or domain as another program has written it
 *
 * Makes a canonical host of it: a leading dot and the brackets of an IPv6 address go.
 *
 * Returns: (transfer full) (nullable): the host, or %NULL if it is none
 */
char *
rt_cookie_scope_normalize_domain (const char *text)
{
  gsize length = strlen (text);

  if (length > 2 && *text == '[' && text[length - 1] == ']')
    {
      g_autofree char *inside = g_strndup (text + 1, length - 2);

      return rt_host_name_normalize_ipv6 (inside, NULL);
    }
  if (*text == '.')
    text++;
  if (strchr (text, ':') != NULL)
    return rt_host_name_normalize_ipv6 (text, NULL);
  return *text != '\0' ? rt_host_name_normalize (text, NULL) : NULL;
}
