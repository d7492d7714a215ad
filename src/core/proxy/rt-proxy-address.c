/* The address of a proxy, as people type it and as scripts and settings name it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/proxy/rt-proxy-address.h"

#include "core/http/rt-host-name.h"
#include "core/wire/rt-error.h"

#include <string.h>

/* No script has a reason for more. */
#define PROXIES_MAX 64

static const struct
{
  const char *scheme;
  RtProxyKind kind;
  guint16 port; /* where none is named */
} schemes[] = {
  { "http", RT_PROXY_HTTP, 80 },       { "https", RT_PROXY_HTTPS, 443 },
  { "socks4", RT_PROXY_SOCKS4, 1080 }, { "socks4a", RT_PROXY_SOCKS4A, 1080 },
  { "socks5", RT_PROXY_SOCKS5, 1080 }, { "socks5h", RT_PROXY_SOCKS5, 1080 },
  { "socks", RT_PROXY_SOCKS5, 1080 },
};

static RtProxy *
refuse (GError **error, const char *why)
{
  /* What was typed is not repeated: there may be a password in it. */
  g_set_error (error, RT_ERROR, RT_ERROR_BAD_PROXY, "the address of a proxy %s", why);
  return NULL;
}

static int
find_scheme (const char *scheme)
{
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strcasecmp (scheme, schemes[i].scheme) == 0)
      return (int)i;
  return -1;
}

static char *
normalize_host (const char *host, GError **error)
{
  return strchr (host, ':') != NULL ? rt_host_name_normalize_ipv6 (host, error)
                                    : rt_host_name_normalize (host, error);
}

static gboolean
is_text (const char *text)
{
  return text == NULL
         || (g_utf8_validate (text, -1, NULL) && strpbrk (text, "\r\n") == NULL);
}

/**
 * rt_proxy_address_parse:
 * @text: such as `proxy.example:3128`, `socks5h://ann:secret@[::1]:1080`
 * @error: return location for a #GError, or %NULL
 *
 * Reads the address of a proxy.  Without a scheme it is an HTTP proxy.  Name and password
 * are percent-decoded: `%40` is the @ that is not the one before the host.
 *
 * Errors: %RT_ERROR_BAD_PROXY, without @text in its message
 *
 * Returns: (transfer full) (nullable): the proxy
 */
RtProxy *
rt_proxy_address_parse (const char *text, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  g_autofree char *full = strstr (trimmed, "://") != NULL
                              ? g_strdup (trimmed)
                              : g_strconcat ("http://", trimmed, NULL);
  g_autofree char *scheme = NULL, *user = NULL, *password = NULL, *host = NULL;
  g_autofree char *path = NULL, *query = NULL, *normalized = NULL;
  g_autoptr (RtProxyAuth) auth = NULL;
  int port, found;

  if (!g_uri_split_with_user (full, G_URI_FLAGS_HAS_PASSWORD, &scheme, &user, &password,
                              NULL, &host, &port, &path, &query, NULL, NULL)
      || scheme == NULL || host == NULL || *host == '\0')
    return refuse (error, "is “host:port”, with a scheme before it or without");
  found = find_scheme (scheme);
  if (found < 0)
    return refuse (error, "begins with http, https, socks4, socks4a or socks5");
  if ((path != NULL && *path != '\0' && strcmp (path, "/") != 0) || query != NULL)
    return refuse (error, "has no path");
  if (port == 0 || !is_text (user) || !is_text (password))
    return refuse (error, "has a port from 1 on, and a name of one line");
  normalized = normalize_host (host, NULL);
  if (normalized == NULL)
    return refuse (error, "has the name of a host in it");
  if (user != NULL && *user != '\0')
    auth = rt_proxy_auth_new (user, password != NULL ? password : "");
  return rt_proxy_new (schemes[found].kind, normalized,
                       port > 0 ? (guint16)port : schemes[found].port, auth);
}

static void
free_way (gpointer proxy)
{
  if (proxy != NULL)
    rt_proxy_unref (proxy);
}

/* “SOCKS5 host:port” of a script is what a URI says, too.  NULL: it is neither. */
static char *
translate (const char *text)
{
  static const char *const words[][2]
      = { { "PROXY", "http" },   { "HTTP", "http" },     { "HTTPS", "https" },
          { "SOCKS", "socks5" }, { "SOCKS4", "socks4" }, { "SOCKS5", "socks5" } };
  gsize length = strcspn (text, " \t");
  const char *rest = text + length + strspn (text + length, " \t");

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strlen (words[i][0]) == length
        && g_ascii_strncasecmp (text, words[i][0], length) == 0 && *rest != '\0')
      return g_strconcat (words[i][1], "://", rest, NULL);
  return strstr (text, "://") != NULL || g_ascii_strcasecmp (text, "DIRECT") == 0
             ? g_strdup (text)
             : NULL;
}

static gboolean
is_direct (const char *text)
{
  return g_ascii_strcasecmp (text, "DIRECT") == 0
         || g_ascii_strncasecmp (text, "direct://", 9) == 0;
}

/**
 * rt_proxy_addresses_parse:
 * @texts: `http://a:80` and `direct://` of a resolver, or `PROXY a:80; DIRECT` of a script
 * @error: return location for a #GError, or %NULL
 *
 * Reads the ways that somebody else has chosen.
 *
 * Errors: %RT_ERROR_BAD_PROXY if one of them makes no sense, or there is none
 *
 * Returns: (transfer full) (nullable) (element-type RtProxy): the proxies in their order;
 *   %NULL among them: none, straight to the site
 */
GPtrArray *
rt_proxy_addresses_parse (const char *const *texts, GError **error)
{
  g_autofree char *joined = g_strjoinv (";", (char **)texts);
  g_auto (GStrv) parts = g_strsplit (joined, ";", PROXIES_MAX);
  g_autoptr (GPtrArray) proxies = g_ptr_array_new_with_free_func (free_way);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *uri = NULL;
      RtProxy *proxy = NULL;

      g_strstrip (parts[i]);
      if (*parts[i] == '\0')
        continue;
      uri = translate (parts[i]);
      if (uri == NULL)
        {
          refuse (error, "stands behind PROXY, SOCKS5 or the like");
          return NULL;
        }
      if (!is_direct (uri) && (proxy = rt_proxy_address_parse (uri, error)) == NULL)
        return NULL;
      g_ptr_array_add (proxies, proxy);
    }
  if (proxies->len > 0)
    return g_steal_pointer (&proxies);
  refuse (error, "is not there");
  return NULL;
}
