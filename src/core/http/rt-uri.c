/* What http and https URIs say. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-uri.h"

#include "core/http/rt-host-name.h"

#include <string.h>

gboolean
rt_uri_scheme_is_http (const char *scheme)
{
  return g_ascii_strcasecmp (scheme, "http") == 0
         || g_ascii_strcasecmp (scheme, "https") == 0;
}

guint16
rt_uri_get_port (GUri *uri)
{
  gint port = g_uri_get_port (uri);

  if (port > 0)
    return (guint16)port;
  return g_strcmp0 (g_uri_get_scheme (uri), "https") == 0 ? 443 : 80;
}

/**
 * rt_uri_same_origin:
 * @a: an http or https URI
 * @b: another
 *
 * Says whether both have the same scheme, host and port.
 *
 * Source: [RFC 6454 §4](https://www.rfc-editor.org/rfc/rfc6454#section-4)
 *
 * Returns: %TRUE if they do
 */
gboolean
rt_uri_same_origin (GUri *a, GUri *b)
{
  return g_ascii_strcasecmp (g_uri_get_scheme (a), g_uri_get_scheme (b)) == 0
         && g_ascii_strcasecmp (g_uri_get_host (a), g_uri_get_host (b)) == 0
         && rt_uri_get_port (a) == rt_uri_get_port (b);
}

/**
 * rt_uri_is_trustworthy:
 * @uri: an http or https URI
 *
 * Says whether nobody on the way can read or change what goes there, as browsers see it:
 * over https, or to this computer by a name or an address that is always its own.
 *
 * Source: [Secure Contexts §3.1](https://www.w3.org/TR/secure-contexts/#is-origin-trustworthy)
 *
 * Returns: %TRUE if it is so
 */
gboolean
rt_uri_is_trustworthy (GUri *uri)
{
  return g_ascii_strcasecmp (g_uri_get_scheme (uri), "https") == 0
         || rt_host_name_is_loopback (g_uri_get_host (uri));
}

/**
 * rt_uri_dup_authority:
 * @uri: an http or https URI
 *
 * Gives host and port as the Host field has them: IPv6 in brackets and without its zone,
 * the port only where it is not the scheme's own.
 *
 * Source: [RFC 9110 §7.2](https://www.rfc-editor.org/rfc/rfc9110#section-7.2)
 *
 * Returns: (transfer full): the authority
 */
char *
rt_uri_dup_authority (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  guint16 port = rt_uri_get_port (uri);
  gboolean is_default
      = port == (g_strcmp0 (g_uri_get_scheme (uri), "https") == 0 ? 443 : 80);
  GString *authority = g_string_new (NULL);

  if (strchr (host, ':') != NULL)
    g_string_append_printf (authority, "[%.*s]", (int)strcspn (host, "%"), host);
  else
    g_string_append (authority, host);
  if (!is_default)
    g_string_append_printf (authority, ":%u", port);
  return g_string_free (authority, FALSE);
}

/**
 * rt_uri_dup_display:
 * @uri: an http or https URI
 *
 * Gives the form that people read: an international host in Unicode, except where it
 * mixes scripts and could pass for another.
 *
 * Returns: (transfer full): text, not to be parsed again
 */
char *
rt_uri_dup_display (GUri *uri)
{
  g_autofree char *unicode = rt_host_name_to_unicode (g_uri_get_host (uri));
  g_autofree char *text = g_uri_to_string_partial (uri, G_URI_HIDE_USERINFO);
  const char *start = strstr (text, "://");

  if (unicode == NULL || start == NULL || rt_host_name_mixes_scripts (unicode))
    return g_steal_pointer (&text);
  start += 3;
  return g_strdup_printf ("%.*s%s%s", (int)(start - text), text, unicode,
                          start + strlen (g_uri_get_host (uri)));
}
