/* What the words of a curl command ask for. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-curl-options.h"

#include "core/http/rt-percent.h"
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
  ApplyFunc apply;   /* NULL: makes no difference to what is sent */
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
set_method (RtCurlOptions *self, const char *argument, GError **error)
{
  return replace (&self->method, argument);
}

static gboolean
set_head (RtCurlOptions *self, const char *argument, GError **error)
{
  self->head = TRUE;
  return TRUE;
}

static gboolean
set_get (RtCurlOptions *self, const char *argument, GError **error)
{
  self->get = TRUE;
  return TRUE;
}

static gboolean
set_compressed (RtCurlOptions *self, const char *argument, GError **error)
{
  self->compressed = TRUE;
  return TRUE;
}

static gboolean
set_follow (RtCurlOptions *self, const char *argument, GError **error)
{
  self->follow = TRUE;
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
set_user (RtCurlOptions *self, const char *argument, GError **error)
{
  return replace (&self->user, argument);
}

static gboolean
set_user_agent (RtCurlOptions *self, const char *argument, GError **error)
{
  return replace (&self->user_agent, argument);
}

static gboolean
set_referer (RtCurlOptions *self, const char *argument, GError **error)
{
  return replace (&self->referer, argument);
}

static gboolean
set_range (RtCurlOptions *self, const char *argument, GError **error)
{
  g_free (self->range);
  self->range = g_strconcat ("bytes=", argument, NULL);
  return TRUE;
}

static gboolean
append_data (RtCurlOptions *self, const char *data, gsize length, GError **error)
{
  if (self->body_file != NULL)
    return refuse (error, "data cannot be joined to a file", "--data");
  if (self->data == NULL)
    self->data = g_string_new (NULL);
  else if (self->data->len > 0)
    g_string_append_c (self->data, '&');
  g_string_append_len (self->data, data, (gssize)length);
  if (self->content_type == NULL)
    self->content_type = g_strdup ("application/x-www-form-urlencoded");
  return TRUE;
}

static gboolean
add_raw_data (RtCurlOptions *self, const char *argument, GError **error)
{
  return append_data (self, argument, strlen (argument), error);
}

/* From a file, curl drops line ends; that is not followed, --data-binary is. */
static gboolean
add_data (RtCurlOptions *self, const char *argument, GError **error)
{
  if (*argument == '@')
    return refuse (error, "only --data-binary reads a file", argument);
  return add_raw_data (self, argument, error);
}

static gboolean
set_file (RtCurlOptions *self, const char *path, GError **error)
{
  if (self->data != NULL || self->body_file != NULL)
    return refuse (error, "data cannot be joined to a file", path);
  self->body_file = g_file_new_for_path (path);
  return TRUE;
}

static gboolean
add_binary_data (RtCurlOptions *self, const char *argument, GError **error)
{
  if (*argument != '@')
    return add_raw_data (self, argument, error);
  if (g_str_equal (argument, "@-"))
    {
      gsize length;
      const char *data;

      if (self->standard_input == NULL)
        return refuse (error, "there is nothing on standard input", argument);
      data = g_bytes_get_data (self->standard_input, &length);
      return append_data (self, data != NULL ? data : "", length, error);
    }
  replace (&self->content_type, "application/x-www-form-urlencoded");
  return set_file (self, argument + 1, error);
}

static gboolean
add_json (RtCurlOptions *self, const char *argument, GError **error)
{
  if (*argument == '@')
    return refuse (error, "only --data-binary reads a file", argument);
  replace (&self->content_type, "application/json");
  g_ptr_array_add (self->headers, g_strdup ("Accept: application/json"));
  /* curl joins several of these without '&'. */
  if (self->data != NULL)
    {
      g_string_append (self->data, argument);
      return TRUE;
    }
  return add_raw_data (self, argument, error);
}

/* name=content, =content or content, of which the content is encoded. */
static gboolean
add_encoded_data (RtCurlOptions *self, const char *argument, GError **error)
{
  static const char unsafe[] = " !\"#$%&'()*+,/:;<=>?@[\\]^`{|}";
  const char *mark = strpbrk (argument, "=@");
  const char *content = mark != NULL ? mark + 1 : argument;
  g_autoptr (GString) encoded = g_string_new (NULL);

  if (mark != NULL && *mark == '@')
    return refuse (error, "only --data-binary reads a file", argument);
  if (mark != NULL && mark > argument)
    g_string_append_len (encoded, argument, content - argument);
  rt_percent_append (encoded, content, strlen (content), unsafe);
  return append_data (self, encoded->str, encoded->len, error);
}

static gboolean
add_resolve (RtCurlOptions *self, const char *argument, GError **error)
{
  g_ptr_array_add (self->resolve, g_strdup (argument));
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
  { "basic", 0, FALSE, NULL },
  { "compressed", 0, FALSE, set_compressed },
  { "connect-timeout", 0, TRUE, set_connect_timeout },
  { "cookie", 'b', TRUE, add_cookies },
  { "data", 'd', TRUE, add_data },
  { "data-ascii", 0, TRUE, add_data },
  { "data-binary", 0, TRUE, add_binary_data },
  { "data-raw", 0, TRUE, add_raw_data },
  { "data-urlencode", 0, TRUE, add_encoded_data },
  { "disable", 'q', FALSE, NULL },
  { "dump-header", 'D', TRUE, NULL },
  { "fail", 'f', FALSE, NULL },
  { "fail-with-body", 0, FALSE, NULL },
  { "get", 'G', FALSE, set_get },
  { "globoff", 'g', FALSE, NULL },
  { "head", 'I', FALSE, set_head },
  { "header", 'H', TRUE, add_header },
  { "http1.1", 0, FALSE, NULL },
  { "http2", 0, FALSE, NULL },
  { "include", 'i', FALSE, NULL },
  { "insecure", 'k', FALSE, set_insecure },
  { "ipv4", '4', FALSE, set_ipv4 },
  { "ipv6", '6', FALSE, set_ipv6 },
  { "json", 0, TRUE, add_json },
  { "location", 'L', FALSE, set_follow },
  { "max-redirs", 0, TRUE, set_redirect_limit },
  { "max-time", 'm', TRUE, set_total_timeout },
  { "no-buffer", 'N', FALSE, NULL },
  { "no-progress-meter", 0, FALSE, NULL },
  { "output", 'o', TRUE, NULL },
  { "path-as-is", 0, FALSE, NULL },
  { "progress-bar", '#', FALSE, NULL },
  { "range", 'r', TRUE, set_range },
  { "referer", 'e', TRUE, set_referer },
  { "remote-header-name", 'J', FALSE, NULL },
  { "remote-name", 'O', FALSE, NULL },
  { "request", 'X', TRUE, set_method },
  { "resolve", 0, TRUE, add_resolve },
  { "show-error", 'S', FALSE, NULL },
  { "silent", 's', FALSE, NULL },
  { "speed-limit", 'Y', TRUE, NULL },
  { "speed-time", 'y', TRUE, set_idle_timeout },
  { "url", 0, TRUE, set_address },
  { "user", 'u', TRUE, set_user },
  { "user-agent", 'A', TRUE, set_user_agent },
  { "verbose", 'v', FALSE, NULL },
  { "write-out", 'w', TRUE, NULL },
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
  return option->apply == NULL || option->apply (self, argument, error);
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
  self->standard_input = standard_input;
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
  if (self->data != NULL)
    g_string_free (self->data, TRUE);
  g_free (self->content_type);
  g_clear_object (&self->body_file);
  g_ptr_array_unref (self->resolve);
  g_strv_builder_unref (self->ignored);
  g_free (self);
}
