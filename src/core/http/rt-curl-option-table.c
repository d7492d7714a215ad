/* The options of curl, and what each asks for. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-curl-options-private.h"

#include "core/wire/rt-error.h"

#include <string.h>

/* Longer than any request takes; larger numbers would only overflow. */
#define SECONDS_MAX 1000000

static gboolean
replace (char **place, const char *argument)
{
  g_free (*place);
  *place = g_strdup (argument);
  return TRUE;
}

static gboolean
set_insecure (RtCurlOptions *self, const char *argument, GError **error)
{
  g_strv_builder_add (self->ignored, "--insecure");
  return TRUE;
}

static gboolean
set_ipv4 (RtCurlOptions *self, const char *argument, GError **error)
{
  self->family = RT_FAMILY_IPV4;
  return TRUE;
}

static gboolean
set_ipv6 (RtCurlOptions *self, const char *argument, GError **error)
{
  self->family = RT_FAMILY_IPV6;
  return TRUE;
}

static gboolean
add_header (RtCurlOptions *self, const char *argument, GError **error)
{
  if (*argument == '@')
    return rt_curl_refuse (error, "fields are not read from a file", argument);
  if (strpbrk (argument, ":;") == NULL)
    return rt_curl_refuse (error, "a field has no colon", argument);
  g_ptr_array_add (self->headers, g_strdup (argument));
  return TRUE;
}

static gboolean
add_cookies (RtCurlOptions *self, const char *argument, GError **error)
{
  if (*argument != '\0' && strchr (argument, '=') == NULL)
    return rt_curl_refuse (error, "cookies are not read from a file", argument);
  if (self->cookies->len > 0)
    g_string_append (self->cookies, "; ");
  g_string_append (self->cookies, argument);
  return TRUE;
}

static gboolean
set_range (RtCurlOptions *self, const char *argument, GError **error)
{
  g_free (self->range);
  self->range = g_strconcat ("bytes=", argument, NULL);
  return TRUE;
}

static gboolean
add_data (RtCurlOptions *self, const char *argument, GError **error)
{
  return rt_curl_data_add (&self->data, argument, error);
}

static gboolean
add_raw_data (RtCurlOptions *self, const char *argument, GError **error)
{
  return rt_curl_data_add_raw (&self->data, argument, error);
}

static gboolean
add_binary_data (RtCurlOptions *self, const char *argument, GError **error)
{
  return rt_curl_data_add_binary (&self->data, argument, error);
}

static gboolean
add_encoded_data (RtCurlOptions *self, const char *argument, GError **error)
{
  return rt_curl_data_add_encoded (&self->data, argument, error);
}

static gboolean
add_json (RtCurlOptions *self, const char *argument, GError **error)
{
  g_ptr_array_add (self->headers, g_strdup ("Accept: application/json"));
  return rt_curl_data_add_json (&self->data, argument, error);
}

static gboolean
add_resolve (RtCurlOptions *self, const char *argument, GError **error)
{
  g_ptr_array_add (self->resolve, g_strdup (argument));
  return TRUE;
}

static gboolean
set_socks (RtCurlOptions *self, const char *scheme, const char *argument)
{
  g_free (self->way.proxy);
  self->way.proxy = g_strconcat (scheme, "://", argument, NULL);
  return TRUE;
}

static gboolean
set_socks4 (RtCurlOptions *self, const char *argument, GError **error)
{
  return set_socks (self, "socks4", argument);
}

static gboolean
set_socks4a (RtCurlOptions *self, const char *argument, GError **error)
{
  return set_socks (self, "socks4a", argument);
}

/* It is always the proxy that looks the name up. */
static gboolean
set_socks5 (RtCurlOptions *self, const char *argument, GError **error)
{
  return set_socks (self, "socks5h", argument);
}

static gboolean
ignore_proxy_insecure (RtCurlOptions *self, const char *argument, GError **error)
{
  g_strv_builder_add (self->ignored, "--proxy-insecure");
  return TRUE;
}

static gboolean
ignore_proxytunnel (RtCurlOptions *self, const char *argument, GError **error)
{
  g_strv_builder_add (self->ignored, "--proxytunnel");
  return TRUE;
}

static gboolean
parse_seconds (const char *text, gint64 *seconds, GError **error)
{
  char *end = NULL;
  double value = g_ascii_strtod (text, &end);

  if (end == text || *end != '\0' || !(value >= 0) || value > SECONDS_MAX)
    return rt_curl_refuse (error, "this is no number of seconds", text);
  *seconds = (gint64)value + (value > (double)(gint64)value ? 1 : 0);
  return TRUE;
}

static gboolean
set_total_timeout (RtCurlOptions *self, const char *argument, GError **error)
{
  return parse_seconds (argument, &self->total_timeout_s, error);
}

static gboolean
set_connect_timeout (RtCurlOptions *self, const char *argument, GError **error)
{
  return parse_seconds (argument, &self->connect_timeout_s, error);
}

static gboolean
set_idle_timeout (RtCurlOptions *self, const char *argument, GError **error)
{
  return parse_seconds (argument, &self->idle_timeout_s, error);
}

static gboolean
set_redirect_limit (RtCurlOptions *self, const char *argument, GError **error)
{
  gint64 limit;

  if (!g_ascii_string_to_signed (argument, 10, -1, 1000, &limit, NULL))
    return rt_curl_refuse (error, "this is no limit up to 1000", argument);
  self->redirect_limit = limit < 0 ? 1000 : limit;
  return TRUE;
}

static const RtCurlOption options[] = {
  { "basic", 0, FALSE, NULL, 0 },
  { "compressed", 0, FALSE, NULL, G_STRUCT_OFFSET (RtCurlOptions, compressed) },
  { "connect-timeout", 0, TRUE, set_connect_timeout, 0 },
  { "cookie", 'b', TRUE, add_cookies, 0 },
  { "data", 'd', TRUE, add_data, 0 },
  { "data-ascii", 0, TRUE, add_data, 0 },
  { "data-binary", 0, TRUE, add_binary_data, 0 },
  { "data-raw", 0, TRUE, add_raw_data, 0 },
  { "data-urlencode", 0, TRUE, add_encoded_data, 0 },
  { "disable", 'q', FALSE, NULL, 0 },
  { "dump-header", 'D', TRUE, NULL, 0 },
  { "fail", 'f', FALSE, NULL, 0 },
  { "fail-with-body", 0, FALSE, NULL, 0 },
  { "get", 'G', FALSE, NULL, G_STRUCT_OFFSET (RtCurlOptions, get) },
  { "globoff", 'g', FALSE, NULL, 0 },
  { "head", 'I', FALSE, NULL, G_STRUCT_OFFSET (RtCurlOptions, head) },
  { "header", 'H', TRUE, add_header, 0 },
  { "http1.1", 0, FALSE, NULL, 0 },
  { "http2", 0, FALSE, NULL, 0 },
  { "include", 'i', FALSE, NULL, 0 },
  { "insecure", 'k', FALSE, set_insecure, 0 },
  { "ipv4", '4', FALSE, set_ipv4, 0 },
  { "ipv6", '6', FALSE, set_ipv6, 0 },
  { "json", 0, TRUE, add_json, 0 },
  { "location", 'L', FALSE, NULL, G_STRUCT_OFFSET (RtCurlOptions, follow) },
  { "max-redirs", 0, TRUE, set_redirect_limit, 0 },
  { "max-time", 'm', TRUE, set_total_timeout, 0 },
  { "no-buffer", 'N', FALSE, NULL, 0 },
  { "no-progress-meter", 0, FALSE, NULL, 0 },
  { "noproxy", 0, TRUE, NULL, G_STRUCT_OFFSET (RtCurlOptions, way.exceptions) },
  { "output", 'o', TRUE, NULL, 0 },
  { "path-as-is", 0, FALSE, NULL, 0 },
  { "progress-bar", '#', FALSE, NULL, 0 },
  { "proxy", 'x', TRUE, NULL, G_STRUCT_OFFSET (RtCurlOptions, way.proxy) },
  { "proxy-anyauth", 0, FALSE, NULL, 0 },
  { "proxy-basic", 0, FALSE, NULL, 0 },
  { "proxy-digest", 0, FALSE, NULL, 0 },
  { "proxy-insecure", 0, FALSE, ignore_proxy_insecure, 0 },
  { "proxy-user", 'U', TRUE, NULL, G_STRUCT_OFFSET (RtCurlOptions, way.login) },
  { "proxytunnel", 'p', FALSE, ignore_proxytunnel, 0 },
  { "range", 'r', TRUE, set_range, 0 },
  { "referer", 'e', TRUE, NULL, G_STRUCT_OFFSET (RtCurlOptions, referer) },
  { "remote-header-name", 'J', FALSE, NULL, 0 },
  { "remote-name", 'O', FALSE, NULL, 0 },
  { "request", 'X', TRUE, NULL, G_STRUCT_OFFSET (RtCurlOptions, method) },
  { "resolve", 0, TRUE, add_resolve, 0 },
  { "show-error", 'S', FALSE, NULL, 0 },
  { "silent", 's', FALSE, NULL, 0 },
  { "socks4", 0, TRUE, set_socks4, 0 },
  { "socks4a", 0, TRUE, set_socks4a, 0 },
  { "socks5", 0, TRUE, set_socks5, 0 },
  { "socks5-hostname", 0, TRUE, set_socks5, 0 },
  { "speed-limit", 'Y', TRUE, NULL, 0 },
  { "speed-time", 'y', TRUE, set_idle_timeout, 0 },
  { "url", 0, TRUE, rt_curl_options_set_address, 0 },
  { "user", 'u', TRUE, NULL, G_STRUCT_OFFSET (RtCurlOptions, user) },
  { "user-agent", 'A', TRUE, NULL, G_STRUCT_OFFSET (RtCurlOptions, user_agent) },
  { "verbose", 'v', FALSE, NULL, 0 },
  { "write-out", 'w', TRUE, NULL, 0 },
};

gboolean
rt_curl_refuse (GError **error, const char *why, const char *what)
{
  g_autofree char *shown = rt_error_excerpt (what);

  g_set_error (error, RT_ERROR, RT_ERROR_BAD_COMMAND, "%s: '%s'", why, shown);
  return FALSE;
}

gboolean
rt_curl_options_set_address (RtCurlOptions *self, const char *argument, GError **error)
{
  if (self->address != NULL)
    return rt_curl_refuse (error, "there is more than one address", argument);
  return replace (&self->address, argument);
}

const RtCurlOption *
rt_curl_option_find (const char *name, char letter)
{
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    if (name != NULL ? g_str_equal (options[i].name, name) : options[i].letter == letter)
      return &options[i];
  return NULL;
}

/* Takes the option, with its argument from @inside the word or from the next word. */
gboolean
rt_curl_options_apply (RtCurlOptions *self,
                       const RtCurlOption *option,
                       const char *inside,
                       const char *const **next,
                       GError **error)
{
  const char *argument = inside;

  if (option->argument && argument == NULL)
    {
      argument = **next;
      if (argument == NULL)
        return rt_curl_refuse (error, "an option has no value", option->name);
      (*next)++;
    }
  if (option->apply != NULL)
    return option->apply (self, argument, error);
  if (option->place != 0 && option->argument)
    replace (&G_STRUCT_MEMBER (char *, self, option->place), argument);
  else if (option->place != 0)
    G_STRUCT_MEMBER (gboolean, self, option->place) = TRUE;
  return TRUE;
}
