/* From a curl command to a request. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-address.h"
#include "core/http/rt-content-decoder.h"
#include "core/http/rt-curl-command.h"
#include "core/http/rt-curl-options.h"
#include "core/http/rt-percent.h"
#include "core/http/rt-shell-words.h"
#include "core/wire/rt-error.h"

#include <string.h>

static gboolean
refuse (GError **error, const char *why, const char *what)
{
  g_autofree char *shown = rt_error_excerpt (what);

  g_set_error (error, RT_ERROR, RT_ERROR_BAD_COMMAND, "%s: '%s'", why, shown);
  return FALSE;
}

static gboolean
is_curl (const char *word)
{
  g_autofree char *name = word != NULL ? g_path_get_basename (word) : g_strdup ("");

  return g_str_equal (name, "curl") || g_str_equal (name, "curl.exe");
}

/* What "printf FORMAT" writes, as rt_curl_command_format() uses it: without arguments. */
static GBytes *
run_printf (const char *format)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  for (const char *p = format; *p != '\0'; p++)
    {
      guint8 byte = (guint8)*p;

      if (*p == '%' && p[1] == '%')
        {
          p++;
        }
      else if (*p == '\\' && p[1] >= '0' && p[1] <= '7')
        {
          byte = 0;
          for (guint i = 0; i < 3 && p[1] >= '0' && p[1] <= '7'; i++, p++)
            byte = (guint8)(byte * 8 + (p[1] - '0'));
        }
      else if (*p == '%' || *p == '\\')
        {
          return NULL;
        }
      g_byte_array_append (bytes, &byte, 1);
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/* Finds the words behind "curl", and what is piped into it. */
static const char *const *
find_words (GPtrArray *commands, GBytes **standard_input, GError **error)
{
  const char *const *first = g_ptr_array_index (commands, 0);

  if (commands->len > 1 && g_strcmp0 (first[0], "printf") == 0)
    {
      const char *const *second = g_ptr_array_index (commands, 1);

      if (g_strv_length ((char **)first) == 2 && is_curl (second[0]))
        *standard_input = run_printf (first[1]);
      if (*standard_input != NULL)
        return second + 1;
    }
  else if (is_curl (first[0]))
    {
      return first + 1;
    }
  refuse (error, "this is no curl command", first[0] != NULL ? first[0] : "");
  return NULL;
}

/* Splits "Name: value" and "Name;".  "Name:" is a field that is not to be sent. */
static char *
split_header (const char *text, const char **value)
{
  gsize length = strcspn (text, ":;");
  char *name = g_strstrip (g_strndup (text, length));
  const char *rest = text + length + 1;

  rest += strspn (rest, " \t");
  *value = text[length] == ';' ? (*rest == '\0' ? rest : NULL) : rest;
  if (text[length] == ':' && *rest == '\0')
    *value = NULL;
  return name;
}

static gboolean
append (RtHeaderList *fields,
        const RtCurlOptions *options,
        const char *name,
        const char *value,
        GError **error)
{
  /* A field given by -H stands in for curl's own. */
  for (guint i = 0; i < options->headers->len; i++)
    {
      const char *ignored;
      g_autofree char *given
          = split_header (g_ptr_array_index (options->headers, i), &ignored);

      if (g_ascii_strcasecmp (given, name) == 0)
        return TRUE;
    }
  return value == NULL || rt_header_list_append (fields, name, value, error);
}

static char *
make_basic (const char *user)
{
  g_autofree char *pair
      = strchr (user, ':') != NULL ? g_strdup (user) : g_strconcat (user, ":", NULL);
  g_autofree char *base64 = g_base64_encode ((const guchar *)pair, strlen (pair));

  return g_strconcat ("Basic ", base64, NULL);
}

/* The fields in the order in which curl sends them: its own, then those of -H. */
static RtHeaderList *
make_fields (const RtRequest *base, const RtCurlOptions *options, GError **error)
{
  g_autoptr (RtHeaderList) fields = rt_header_list_new ();
  RtHeaderList *ours = rt_request_get_fields (base);
  g_autofree char *basic = options->user != NULL
                               ? make_basic (options->user)
                               : g_strdup (rt_header_list_find (ours, "Authorization"));
  const char *agent = options->user_agent != NULL
                          ? options->user_agent
                          : rt_header_list_find (ours, "User-Agent");
  const char *referer
      = options->referer != NULL && *options->referer != '\0' ? options->referer : NULL;
  gboolean has_body
      = (options->data.text != NULL && !options->get) || options->data.file != NULL;

  if (!append (fields, options, "Authorization", basic, error)
      || !append (fields, options, "Range", options->range, error)
      || !append (fields, options, "User-Agent", *agent != '\0' ? agent : NULL, error)
      || !append (fields, options, "Accept", "*/*", error)
      || !append (fields, options, "Accept-Encoding",
                  options->compressed ? rt_content_codings_accepted () : NULL, error)
      || !append (fields, options, "Referer", referer, error)
      || !append (fields, options, "Cookie",
                  options->cookies->len > 0 ? options->cookies->str : NULL, error))
    return NULL;
  for (guint i = 0; i < options->headers->len; i++)
    {
      const char *value;
      g_autofree char *name
          = split_header (g_ptr_array_index (options->headers, i), &value);

      /* A leading colon marks what HTTP/2 has in place of the request line. */
      if (value != NULL && *name != '\0'
          && !rt_header_list_append (fields, name, value, error))
        return NULL;
    }
  if (!append (fields, options, "Content-Type",
               has_body ? options->data.content_type : NULL, error))
    return NULL;
  return g_steal_pointer (&fields);
}

/* curl speaks http where the address has no scheme; -G puts the data into the query. */
static char *
make_address (const RtCurlOptions *options, GError **error)
{
  g_autoptr (RtAddress) parsed = rt_address_parse (options->address, error);
  const char *base = options->address;
  gsize length = strcspn (base, "#");
  GString *address;

  if (parsed == NULL)
    return NULL;
  address = g_string_new (parsed->scheme_added ? "http://" : NULL);
  if (!options->get || options->data.text == NULL)
    {
      g_string_append (address, base);
      return g_string_free (address, FALSE);
    }
  if (memchr (options->data.text->str, '\0', options->data.text->len) != NULL)
    {
      refuse (error, "data for the query holds a NUL byte", "--get");
      g_string_free (address, TRUE);
      return NULL;
    }
  g_string_append_len (address, base, (gssize)length);
  g_string_append_c (address, memchr (base, '?', length) != NULL ? '&' : '?');
  rt_percent_append (address, options->data.text->str, options->data.text->len, "#");
  g_string_append (address, base + length);
  return g_string_free (address, FALSE);
}

static const char *
choose_method (const RtCurlOptions *options)
{
  if (options->method != NULL)
    return options->method;
  if (options->head)
    return "HEAD";
  if ((options->data.text != NULL && !options->get) || options->data.file != NULL)
    return "POST";
  return "GET";
}

/* HOST:PORT:ADDRESS[,ADDRESS…]; of several addresses the first is taken.  "+" in front
 * only says for how long curl keeps it. */
static RtRequest *
with_resolve (RtRequest *request, const char *rule, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (*rule == '+' ? rule + 1 : rule, ":", 3);
  guint64 port;

  if (g_strv_length (parts) != 3
      || !g_ascii_string_to_unsigned (parts[1], 10, 1, G_MAXUINT16, &port, NULL))
    {
      refuse (error, "this is no HOST:PORT:ADDRESS", rule);
      return NULL;
    }
  parts[2][strcspn (parts[2], ",")] = '\0';
  return rt_request_with_connect_to (request, parts[0], (guint16)port, parts[2], error);
}

static void
take_options (RtRequestOptions *own, const RtCurlOptions *options)
{
  if (options->follow && options->redirect_limit >= 0)
    own->redirect_limit = (guint)options->redirect_limit;
  else if (!options->follow)
    own->redirect_limit = 0;
  if (options->connect_timeout_s >= 0)
    own->connect_timeout_s = (guint)options->connect_timeout_s;
  if (options->idle_timeout_s >= 0)
    own->idle_timeout_s = (guint)options->idle_timeout_s;
  if (options->total_timeout_s >= 0)
    own->total_timeout_s = (guint)options->total_timeout_s;
  own->family = options->family;
}

/* Puts @next in the place of @request and lets go of the old one. */
static gboolean
step (RtRequest **request, RtRequest *next)
{
  rt_request_unref (*request);
  *request = next;
  return next != NULL;
}

static RtRequest *
build (const RtCurlOptions *options, GError **error)
{
  g_autofree char *address = make_address (options, error);
  RtRequest *request = NULL;
  g_autoptr (RtHeaderList) fields = NULL;
  RtRequestOptions own = RT_REQUEST_OPTIONS_DEFAULT;

  if (address != NULL)
    request = rt_request_new (choose_method (options), address, error);
  if (request == NULL)
    return NULL;
  fields = make_fields (request, options, error);
  if (fields == NULL)
    {
      rt_request_unref (request);
      return NULL;
    }
  step (&request, rt_request_with_fields (request, fields));
  if (options->data.text != NULL && !options->get)
    {
      g_autoptr (GBytes) body
          = g_bytes_new (options->data.text->str, options->data.text->len);
      step (&request, rt_request_with_body (request, body));
    }
  if (options->data.file != NULL)
    step (&request, rt_request_with_body_file (request, options->data.file));
  take_options (&own, options);
  step (&request, rt_request_with_options (request, &own));
  for (guint i = 0; i < options->resolve->len; i++)
    if (!step (&request,
               with_resolve (request, g_ptr_array_index (options->resolve, i), error)))
      return NULL;
  return request;
}

/**
 * rt_curl_command_parse:
 * @text: a command for a POSIX shell, as people and the "Copy as cURL" of browsers write
 *   it
 * @way: (out caller-allocates) (optional): where to put which way it takes
 * @ignored: (out) (optional): where to put the options that matter but are not followed:
 *   verification of certificates is never switched off
 * @error: return location for a #GError, or %NULL
 *
 * Makes a request of a curl command.  Nothing is run.  What follows the command in a pipe
 * is left out.
 *
 * Errors: %RT_ERROR_BAD_COMMAND if the command, or an option of it, is not understood;
 * %RT_ERROR_BAD_ADDRESS and %RT_ERROR_BAD_FIELD for what is in it.
 *
 * Returns: (transfer full) (nullable): the request
 */
RtRequest *
rt_curl_command_parse (const char *text, RtCurlWay *way, GStrv *ignored, GError **error)
{
  const char *start = text + strspn (text, " \t\r\n");
  g_autoptr (GPtrArray) commands = NULL;
  g_autoptr (GBytes) standard_input = NULL;
  g_autoptr (RtCurlOptions) options = NULL;
  const char *const *words;
  RtRequest *request;

  /* A prompt is easily copied, too. */
  if (g_str_has_prefix (start, "$ "))
    start += 2;
  commands = rt_shell_words_parse (start, error);
  if (commands == NULL)
    return NULL;
  words = find_words (commands, &standard_input, error);
  if (words == NULL)
    return NULL;
  options = rt_curl_options_parse (words, standard_input, error);
  if (options == NULL)
    return NULL;
  request = build (options, error);
  if (request != NULL && way != NULL)
    {
      *way = options->way;
      options->way = (RtCurlWay){ 0 };
    }
  if (request != NULL && ignored != NULL)
    *ignored = g_strv_builder_end (options->ignored);
  return request;
}
