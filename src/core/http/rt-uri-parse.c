/* Reads a URI, or a reference, as browsers do. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-host-name.h"
#include "core/http/rt-percent.h"
#include "core/http/rt-uri.h"
#include "core/wire/rt-error.h"

#include <string.h>

/* Longer than any server takes, and short enough to be shown and logged. */
#define URI_BYTES_MAX (64 * 1024)

#define URI_FLAGS                                                                        \
  (G_URI_FLAGS_ENCODED_PATH | G_URI_FLAGS_ENCODED_QUERY | G_URI_FLAGS_ENCODED_FRAGMENT   \
   | G_URI_FLAGS_SCHEME_NORMALIZE)

/* WHATWG URL, "percent-encoded bytes": what may not stand raw in each part. */
#define PATH_UNSAFE " \"<>`{}^"
#define QUERY_UNSAFE " \"<>'"
#define FRAGMENT_UNSAFE " \"<>`"

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error_literal (error, RT_ERROR, RT_ERROR_BAD_ADDRESS, why);
  return FALSE;
}

static char *
encode (const char *text, gsize length, const char *unsafe)
{
  GString *out = g_string_sized_new (length);

  rt_percent_append (out, text, length, unsafe);
  return g_string_free (out, FALSE);
}

/* How many dots a segment stands for, where %2e is a dot too: 1, 2, or 0 for others. */
static guint
count_dots (const char *segment, gsize length)
{
  guint dots = 0;

  for (gsize i = 0; i < length; dots++)
    {
      if (segment[i] == '.')
        i++;
      else if (i + 2 < length && g_ascii_strncasecmp (segment + i, "%2e", 3) == 0)
        i += 3;
      else
        return 0;
    }
  return dots <= 2 ? dots : 0;
}

/* Takes a path that may hold '\' and dot segments, and gives an absolute one. */
static char *
normalize_path (const char *text, gsize length)
{
  GString *path = g_string_new (NULL);
  gsize start = length > 0 && (text[0] == '/' || text[0] == '\\') ? 1 : 0;

  while (TRUE)
    {
      gsize end = start;
      guint dots;
      gboolean last;

      while (end < length && text[end] != '/' && text[end] != '\\')
        end++;
      last = end == length;
      dots = count_dots (text + start, end - start);
      if (dots == 2)
        {
          const char *slash = g_strrstr_len (path->str, (gssize)path->len, "/");
          g_string_truncate (path, slash != NULL ? (gsize)(slash - path->str) : 0);
        }
      if (dots == 0 || last)
        g_string_append_c (path, '/');
      if (dots == 0)
        rt_percent_append (path, text + start, end - start, PATH_UNSAFE);
      if (last)
        return g_string_free (path, FALSE);
      start = end + 1;
    }
}

static gboolean
parse_port (const char *text, gint *port, GError **error)
{
  guint64 value = 0;

  *port = -1;
  if (*text == '\0')
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT16, &value, NULL))
    {
      g_autofree char *shown = rt_error_excerpt (text);
      g_set_error (error, RT_ERROR, RT_ERROR_BAD_ADDRESS,
                   "port '%s' is no number from 1 to 65535", shown);
      return FALSE;
    }
  *port = (gint)value;
  return TRUE;
}

/* Takes "host:port", "[v6]:port" or a bare IPv6 address. */
static gboolean
parse_host_and_port (const char *text, char **host, gint *port, GError **error)
{
  const char *colon = strchr (text, ':');

  *port = -1;
  if (*text == '[')
    {
      const char *close = strchr (text, ']');
      g_autofree char *inside = NULL;

      if (close == NULL || (close[1] != '\0' && close[1] != ':'))
        return refuse (error, "the brackets around the host are not closed");
      inside = g_strndup (text + 1, (gsize)(close - text) - 1);
      *host = rt_host_name_normalize_ipv6 (inside, error);
      if (close[1] == ':' && *host != NULL && !parse_port (close + 2, port, error))
        g_clear_pointer (host, g_free);
    }
  else if (colon != NULL && strchr (colon + 1, ':') != NULL)
    {
      *host = rt_host_name_normalize_ipv6 (text, error);
    }
  else
    {
      g_autofree char *name
          = g_strndup (text, colon != NULL ? (gsize)(colon - text) : strlen (text));

      if (colon != NULL && !parse_port (colon + 1, port, error))
        return FALSE;
      *host = rt_host_name_normalize (name, error);
    }
  return *host != NULL;
}

static gboolean
is_slash (char c)
{
  return c == '/' || c == '\\';
}

/* What is left of the text behind the authority: path, query, fragment. */
static GUri *
build (const char *scheme,
       const char *host,
       gint port,
       const char *path,
       const char *query_mark,
       const char *hash)
{
  g_autofree char *query = NULL;
  g_autofree char *fragment = NULL;

  if (query_mark != NULL)
    query
        = encode (query_mark + 1,
                  hash != NULL ? (gsize)(hash - query_mark) - 1 : strlen (query_mark + 1),
                  QUERY_UNSAFE);
  if (hash != NULL)
    fragment = encode (hash + 1, strlen (hash + 1), FRAGMENT_UNSAFE);
  if (port == (g_str_equal (scheme, "https") ? 443 : 80))
    port = -1;
  return g_uri_build (URI_FLAGS, scheme, NULL, host, port, path, query, fragment);
}

/* Takes all that follows "scheme:" and its slashes. */
static GUri *
parse_absolute (const char *scheme, const char *text, char **userinfo, GError **error)
{
  gsize authority_length = strcspn (text, "/\\?#");
  g_autofree char *authority = g_strndup (text, authority_length);
  const char *rest = text + authority_length;
  gsize path_length = strcspn (rest, "?#");
  const char *hash = strchr (rest, '#');
  char *at = strrchr (authority, '@');
  g_autofree char *host = NULL;
  g_autofree char *path = NULL;
  gint port;

  if (!parse_host_and_port (at != NULL ? at + 1 : authority, &host, &port, error))
    return NULL;
  if (at != NULL && userinfo != NULL)
    *userinfo = g_strndup (authority, (gsize)(at - authority));
  path = normalize_path (rest, path_length);
  return build (scheme, host, port, path,
                rest[path_length] == '?' ? rest + path_length : NULL, hash);
}

static GUri *
parse_relative (const char *text, GUri *base)
{
  gsize path_length = strcspn (text, "?#");
  const char *query_mark = text[path_length] == '?' ? text + path_length : NULL;
  const char *hash = strchr (text, '#');
  g_autofree char *base_query = NULL;
  g_autofree char *merged = NULL;
  g_autofree char *path = NULL;

  if (path_length == 0)
    {
      path = g_strdup (g_uri_get_path (base));
      if (query_mark == NULL && g_uri_get_query (base) != NULL)
        query_mark = base_query
            = g_strconcat ("?", g_uri_get_query (base), hash != NULL ? hash : "", NULL);
      if (base_query != NULL && hash != NULL)
        hash = strchr (base_query, '#');
    }
  else if (is_slash (*text))
    {
      path = normalize_path (text, path_length);
    }
  else
    {
      const char *base_path = g_uri_get_path (base);
      const char *slash = strrchr (base_path, '/');
      gsize folder = slash != NULL ? (gsize)(slash - base_path) : 0;

      merged
          = g_strdup_printf ("%.*s/%.*s", (int)folder, base_path, (int)path_length, text);
      path = normalize_path (merged, strlen (merged));
    }
  return build (g_uri_get_scheme (base), g_uri_get_host (base), g_uri_get_port (base),
                path, query_mark, hash);
}

static gboolean
check_text (const char *text, GError **error)
{
  gsize length = strlen (text);

  if (length > URI_BYTES_MAX)
    return refuse (error, "the address is longer than 64 KiB");
  for (gsize i = 0; i < length; i++)
    if ((guchar)text[i] < 0x20 || text[i] == 0x7f)
      {
        g_set_error (error, RT_ERROR, RT_ERROR_BAD_ADDRESS,
                     "the address holds the control character 0x%02x",
                     (guint)(guchar)text[i]);
        return FALSE;
      }
  return TRUE;
}

/**
 * rt_uri_parse:
 * @text: a URI or, with @base, a reference; its path and query may hold any bytes
 * @base: (nullable): what a relative reference is relative to
 * @userinfo: (out) (optional) (nullable): where to put what stood before an '@' in the
 *   authority, still percent-encoded; it is never part of the answer
 * @error: return location for a #GError, or %NULL
 *
 * Reads an http or https URI as browsers do: '\' is a slash, dot segments go, what may not
 * stand raw is percent-encoded, a stray '%' stays, the host becomes ASCII.
 *
 * Errors: %RT_ERROR_BAD_ADDRESS, with words for what is wrong.
 *
 * Source: [WHATWG URL](https://url.spec.whatwg.org/#url-parsing)
 *
 * Returns: (transfer full) (nullable): the URI
 */
GUri *
rt_uri_parse (const char *text, GUri *base, char **userinfo, GError **error)
{
  g_autofree char *trimmed = g_strdup (text);
  g_autofree char *scheme = NULL;
  const char *rest;
  gboolean relative;

  if (userinfo != NULL)
    *userinfo = NULL;
  g_strstrip (trimmed);
  if (!check_text (trimmed, error))
    return NULL;

  rest = trimmed;
  if ((scheme = g_uri_parse_scheme (trimmed)) != NULL)
    {
      rest += strlen (scheme) + 1;
      if (!rt_uri_scheme_is_http (scheme))
        {
          g_set_error (error, RT_ERROR, RT_ERROR_BAD_ADDRESS,
                       "scheme '%.40s' is neither http nor https", scheme);
          return NULL;
        }
    }
  if (scheme == NULL && base == NULL)
    {
      refuse (error, "the address has no scheme");
      return NULL;
    }
  /* "https:page" is relative to a base of the same scheme, absolute otherwise. */
  relative
      = base != NULL && !(is_slash (rest[0]) && is_slash (rest[1]))
        && (scheme == NULL || g_ascii_strcasecmp (scheme, g_uri_get_scheme (base)) == 0);
  if (relative)
    return parse_relative (rest, base);

  if (scheme == NULL)
    scheme = g_strdup (g_uri_get_scheme (base));
  while (is_slash (*rest))
    rest++;
  for (char *p = scheme; *p != '\0'; p++)
    *p = g_ascii_tolower (*p);
  return parse_absolute (scheme, rest, userinfo, error);
}
