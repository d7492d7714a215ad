/* What `http_proxy` and its like say. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/proxy/rt-proxy-environment.h"

#include "core/http/rt-uri.h"
#include "core/proxy/rt-bypass-list.h"
#include "core/proxy/rt-proxy-address.h"

#include <string.h>

/* The first of these that is set, and the name that it has. */
static const char *
find_variable (const char *const *names, const char **name)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *value = g_getenv (names[i]);

      if (value == NULL || *value == '\0')
        continue;
      *name = names[i];
      return value;
    }
  return NULL;
}

/* A server that runs a program sets HTTP_PROXY to what a client wants, so that one is not
 * believed in capitals. */
static const char *
find_proxy (const char *scheme, const char **name)
{
  static const char *const http[] = { "http_proxy", "all_proxy", "ALL_PROXY", NULL };
  static const char *const https[]
      = { "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", NULL };

  return find_variable (strcmp (scheme, "https") == 0 ? https : http, name);
}

/* A name there stands for what is below it, too; our own lists tell the two apart. */
static gboolean
is_excepted (const char *entry, GUri *uri)
{
  g_autofree char *translated = rt_bypass_list_translate (entry);
  g_autoptr (RtBypassList) list = rt_bypass_list_parse (translated, NULL);

  return list != NULL
         && rt_bypass_list_find (list, g_uri_get_host (uri), rt_uri_get_port (uri))
                != NULL;
}

static char *
dup_exception (GUri *uri)
{
  static const char *const names[] = { "no_proxy", "NO_PROXY", NULL };
  const char *name = NULL;
  const char *list = find_variable (names, &name);
  g_auto (GStrv) entries = list != NULL ? g_strsplit_set (list, ", ", -1) : NULL;

  for (guint i = 0; entries != NULL && entries[i] != NULL; i++)
    if (*entries[i] != '\0' && is_excepted (entries[i], uri))
      return g_strconcat (name, "=", entries[i], NULL);
  return NULL;
}

/**
 * rt_proxy_environment_find:
 * @uri: where a request goes
 * @proxy: (out) (nullable): the proxy on the way there; %NULL: none
 * @detail: (out) (nullable): the variable that decided it, such as
 *   `http_proxy=http://a.example:3128`, without a password; %NULL: none did
 * @error: return location for a #GError, or %NULL
 *
 * Reads `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy`, as curl does.
 *
 * Errors: %RT_ERROR_BAD_PROXY
 *
 * Source: [curl, ENVIRONMENT](https://curl.se/docs/manpage.html#ENVIRONMENT)
 *
 * Returns: %FALSE if a variable makes no sense
 */
gboolean
rt_proxy_environment_find (GUri *uri, RtProxy **proxy, char **detail, GError **error)
{
  const char *name = NULL;
  const char *value = find_proxy (g_uri_get_scheme (uri), &name);

  *proxy = NULL;
  *detail = NULL;
  if (value == NULL)
    return TRUE;
  *detail = dup_exception (uri);
  if (*detail != NULL)
    return TRUE;
  *proxy = rt_proxy_address_parse (value, error);
  if (*proxy == NULL)
    {
      g_prefix_error (error, "%s: ", name);
      return FALSE;
    }
  *detail = g_strconcat (name, "=", (*proxy)->uri, NULL);
  return TRUE;
}
