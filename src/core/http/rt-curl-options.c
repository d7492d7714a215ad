/* What the words of a curl command ask for. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-curl-options.h"

#include "core/wire/rt-error.h"

#include <string.h>

/* Longer than any request takes; larger numbers would only overflow. */
#define SECONDS_MAX 1000000

typedef gboolean (*ApplyFunc) (RtCurlOptions *self, const char *argument, GError **error);

typedef struct
{
  const char *name;  /* behind "--" */
  char letter;       /* 0: none */
  gboolean argument; /* takes one */
  ApplyFunc apply;   /* nullable */
  gsize place; /* without apply: of a gboolean that becomes TRUE, or of a char * that
                      * the argument goes into; 0: makes no difference to what is sent */
} Option;

static gboolean
refuse (GError **error, const char *why, const char *what)
{
  g_autofree char *shown = rt_error_excerpt (what);

  g_set_error (error, RT_ERROR, RT_ERROR_BAD_COMMAND, "%s: '%s'", why, shown);
  return FALSE;
}

static gboolean
replace (char **place, const char *argument)
{
  g_free (*place);
  *place = g_strdup (argument);
  return TRUE;
}

static gboolean
set_address (RtCurlOptions *self, const char *argument, GError **error)
{
  if (self->address != NULL)
    return refuse (error, "there is more than one address", argument);
  return replace (&self->address, argument);
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
    return refuse (error, "fields are not read from a file", argument);
  if (strpbrk (argument, ":;") == NULL)
    return refuse (error, "a field has no colon", argument);
  g_ptr_array_add (self->headers, g_strdup (argument));
  return TRUE;
}

static gboolean
add_cookies (RtCurlOptions *self, const char *argument, GError **error)
{
  if (*argument != '\0' && strchr (argument, '=') == NULL)
    return refuse (error, "cookies are not read from a file", argument);
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
    return refuse (error, "this is no number of seconds", text);
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
    return refuse (error, "this is no limit up to 1000", argument);
  self->redirect_limit = limit < 0 ? 1000 : limit;
  return TRUE;
}

static const Option options[] = {
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
  { "url", 0, TRUE, set_address, 0 },
  { "user", 'u', TRUE, NULL, G_STRUCT_OFFSET (RtCurlOptions, user) },
  { "user-agent", 'A', TRUE, NULL, G_STRUCT_OFFSET (RtCurlOptions, user_agent) },
  { "verbose", 'v', FALSE, NULL, 0 },
  { "write-out", 'w', TRUE, NULL, 0 },
};

static const Option *
find_option (const char *name, char letter)
{
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    if (name != NULL ? g_str_equal (options[i].name, name) : options[i].letter == letter)
      return &options[i];
  return NULL;
}

/* Takes the option, with its argument from @inside the word or from the next word. */
static gboolean
apply (RtCurlOptions *self,
       const Option *option,
       const char *inside,
       const char *const **next,
       GError **error)
{
  const char *argument = inside;

  if (option->argument && argument == NULL)
    {
      argument = **next;
      if (argument == NULL)
        return refuse (error, "an option has no value", option->name);
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

/* A word such as -sSL or -XPOST: letters, the last of which may have its argument behind
 * it. */
static gboolean
read_letters (RtCurlOptions *self,
              const char *letters,
              const char *const **next,
              GError **error)
{
  for (const char *p = letters; *p != '\0'; p++)
    {
      const Option *option = find_option (NULL, *p);

      if (option == NULL)
        {
          char name[] = { '-', *p, '\0' };
          return refuse (error, "this option of curl is not understood", name);
        }
      if (!apply (self, option, option->argument && p[1] != '\0' ? p + 1 : NULL, next,
                  error))
        return FALSE;
      if (option->argument)
        break;
    }
  return TRUE;
}

static RtCurlOptions *
make (GBytes *standard_input)
{
  RtCurlOptions *self = g_new0 (RtCurlOptions, 1);

  self->headers = g_ptr_array_new_with_free_func (g_free);
  self->resolve = g_ptr_array_new_with_free_func (g_free);
  self->cookies = g_string_new (NULL);
  self->ignored = g_strv_builder_new ();
  self->redirect_limit = -1;
  self->connect_timeout_s = -1;
  self->idle_timeout_s = -1;
  self->total_timeout_s = -1;
  self->data.standard_input = standard_input;
  return self;
}

/**
 * rt_curl_options_parse:
 * @words: the words behind "curl"
 * @standard_input: (nullable): what the command reads; it must outlive the answer
 * @error: return location for a #GError, or %NULL
 *
 * Reads options as curl does.  Options that only say what to do with the answer make no
 * difference; an option that is not known is refused, because the request would be
 * another without it.
 *
 * Errors: %RT_ERROR_BAD_COMMAND, with the option in its words.
 *
 * Returns: (transfer full) (nullable): what they ask for
 */
RtCurlOptions *
rt_curl_options_parse (const char *const *words, GBytes *standard_input, GError **error)
{
  g_autoptr (RtCurlOptions) self = make (standard_input);
  gboolean only_addresses = FALSE;

  while (*words != NULL)
    {
      const char *word = *words++;
      gboolean good;

      if (!only_addresses && g_str_equal (word, "--"))
        {
          only_addresses = TRUE;
          continue;
        }
      if (only_addresses || word[0] != '-' || word[1] == '\0')
        {
          good = set_address (self, word, error);
        }
      else if (word[1] == '-')
        {
          const Option *option = find_option (word + 2, 0);

          good = option != NULL
                     ? apply (self, option, NULL, &words, error)
                     : refuse (error, "this option of curl is not understood", word);
        }
      else
        {
          good = read_letters (self, word + 1, &words, error);
        }
      if (!good)
        return NULL;
    }
  if (self->address == NULL)
    {
      refuse (error, "the command has no address", "curl");
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
rt_curl_options_free (RtCurlOptions *self)
{
  g_free (self->address);
  g_free (self->method);
  g_ptr_array_unref (self->headers);
  g_string_free (self->cookies, TRUE);
  g_free (self->user);
  g_free (self->user_agent);
  g_free (self->referer);
  g_free (self->range);
  rt_curl_way_clear (&self->way);
  rt_curl_data_clear (&self->data);
  g_ptr_array_unref (self->resolve);
  g_strv_builder_unref (self->ignored);
  g_free (self);
}

void
rt_curl_way_clear (RtCurlWay *self)
{
  g_clear_pointer (&self->proxy, g_free);
  g_clear_pointer (&self->login, g_free);
  g_clear_pointer (&self->exceptions, g_free);
}
