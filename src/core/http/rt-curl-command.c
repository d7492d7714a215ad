/* A request as a curl command. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-curl-command.h"

#include "core/http/rt-body-parts.h"
#include "core/http/rt-content-decoder.h"
#include "core/http/rt-mask-body.h"
#include "core/http/rt-mask.h"
#include "core/http/rt-uri.h"

#include <string.h>

/* Linux gives one argument at most 128 KiB. */
#define ARGUMENT_BYTES_MAX (100 * 1024)

/* From here on curl asks by "Expect: 100-continue". */
#define CURL_EXPECT_BYTES (1024 * 1024)

static void
add (GString *command, const char *option, const char *value)
{
  g_autofree char *quoted = value != NULL ? g_shell_quote (value) : NULL;

  g_string_append_printf (command, " \\\n  %s", option);
  if (quoted != NULL)
    g_string_append_printf (command, " %s", quoted);
}

static void
add_number (GString *command, const char *option, guint value)
{
  g_string_append_printf (command, " \\\n  %s %u", option, value);
}

/* Whether the body survives in an argument, in a terminal and on a clipboard. */
static gboolean
fits_argument (const char *data, gsize length)
{
  if (length > ARGUMENT_BYTES_MAX || !g_utf8_validate_len (data, length, NULL))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (((guchar)data[i] < 0x20 && data[i] != '\n') || data[i] == 0x7f)
      return FALSE;
  return TRUE;
}

/* Any bytes, NUL too, as a format of printf(1), which every POSIX shell has built in.  One
 * that begins with a dash would be an option. */
static void
append_printf (GString *command, GBytes *bytes)
{
  gsize length;
  const guchar *data = g_bytes_get_data (bytes, &length);

  g_string_append (command, "printf '");
  for (gsize i = 0; i < length; i++)
    {
      guchar c = data[i];

      if (c == '%')
        g_string_append (command, "%%");
      else if (c < 0x20 || c >= 0x7f || c == '\'' || c == '\\' || (i == 0 && c == '-'))
        g_string_append_printf (command, "\\%03o", c);
      else
        g_string_append_c (command, (char)c);
    }
  g_string_append_c (command, '\'');
}

static char *
dup_path (GFile *file)
{
  const char *path = g_file_peek_path (file);

  return path != NULL ? g_strdup (path) : g_file_get_parse_name (file);
}

/* What curl reads in place of an argument, part by part. */
static void
append_pipe (GString *command, GPtrArray *parts)
{
  if (parts->len > 1)
    g_string_append (command, "{ ");
  for (guint i = 0; i < parts->len; i++)
    {
      const RtBodyPart *part = g_ptr_array_index (parts, i);
      g_autofree char *path = part->file != NULL ? dup_path (part->file) : NULL;
      g_autofree char *quoted = path != NULL ? g_shell_quote (path) : NULL;

      if (quoted != NULL)
        g_string_append_printf (command, "cat %s", quoted);
      else
        append_printf (command, part->bytes);
      if (parts->len > 1)
        g_string_append (command, i + 1 < parts->len ? "; " : "; }");
    }
  g_string_append (command, " | ");
}

static void
add_fields (GString *command,
            const RtRequest *request,
            gboolean has_body,
            gboolean with_secrets)
{
  g_autoptr (RtHeaderList) fields = rt_request_compose_fields (request);
  g_autofree char *authority = rt_uri_dup_authority (rt_request_get_uri (request));
  GBytes *body = rt_request_get_body (request);
  gboolean has_file = body == NULL && rt_request_has_body (request);
  gboolean curl_expects
      = has_file || (body != NULL && g_bytes_get_size (body) >= CURL_EXPECT_BYTES);

  for (guint i = 0; i < rt_header_list_get_length (fields); i++)
    {
      const RtHeader *header = rt_header_list_get (fields, i);
      g_autofree char *value = with_secrets ? g_strdup (header->value)
                                            : rt_mask_field (header->name, header->value);
      g_autofree char *line = *value != '\0'
                                  ? g_strdup_printf ("%s: %s", header->name, value)
                                  : g_strdup_printf ("%s;", header->name);

      if (i > 0 || !g_str_equal (header->name, "Host")
          || !g_str_equal (header->value, authority))
        add (command, "-H", line);
    }
  /* What curl would add of its own */
  if (rt_header_list_find (fields, "User-Agent") == NULL)
    add (command, "-H", "User-Agent:");
  if (rt_header_list_find (fields, "Accept") == NULL)
    add (command, "-H", "Accept:");
  if (has_body && rt_header_list_find (fields, "Content-Type") == NULL)
    add (command, "-H", "Content-Type:");
  if (curl_expects && rt_header_list_find (fields, "Expect") == NULL)
    add (command, "-H", "Expect:");
  if (g_strcmp0 (rt_header_list_find (fields, "Accept-Encoding"),
                 rt_content_codings_accepted ())
      == 0)
    add (command, "--compressed", NULL);
}

static void
add_connect_to (GString *command, const RtRequest *request)
{
  GPtrArray *rules = rt_request_get_connect_to (request);
  g_autoptr (GHashTable) seen
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  /* curl knows no "any port", and the last rule wins there, not the first. */
  for (guint i = 0; i < rules->len; i++)
    {
      const RtConnectTo *rule = g_ptr_array_index (rules, i);
      guint16 any[] = { rt_uri_get_port (rt_request_get_uri (request)), 443, 80 };
      guint n = rule->port == 0 ? G_N_ELEMENTS (any) : 1;

      if (rule->port != 0)
        any[0] = rule->port;
      for (guint k = 0; k < n; k++)
        {
          g_autofree char *place = g_strdup_printf ("%s:%u", rule->host, any[k]);
          g_autofree char *value = g_strdup_printf ("%s:%s", place, rule->address);

          if (g_hash_table_add (seen, g_steal_pointer (&place)))
            add (command, "--resolve", value);
        }
    }
}

static void
add_options (GString *command, const RtRequest *request)
{
  const RtRequestOptions *options = rt_request_get_options (request);
  RtRequestOptions defaults = RT_REQUEST_OPTIONS_DEFAULT;

  if (g_str_equal (g_uri_get_scheme (rt_request_get_uri (request)), "https"))
    add (command, "--http1.1", NULL);
  if (options->family == RT_FAMILY_IPV4)
    add (command, "-4", NULL);
  else if (options->family == RT_FAMILY_IPV6)
    add (command, "-6", NULL);
  if (options->redirect_limit > 0)
    {
      add (command, "-L", NULL);
      add_number (command, "--max-redirs", options->redirect_limit);
    }
  if (options->connect_timeout_s != defaults.connect_timeout_s)
    add_number (command, "--connect-timeout", options->connect_timeout_s);
  if (options->idle_timeout_s != defaults.idle_timeout_s)
    {
      add_number (command, "--speed-limit", 1);
      add_number (command, "--speed-time", options->idle_timeout_s);
    }
  if (options->total_timeout_s != defaults.total_timeout_s)
    add_number (command, "--max-time", options->total_timeout_s);
}

/* curl asks the system, too. */
static gboolean
is_own_choice (RtWayReason reason)
{
  return reason != RT_WAY_LOCAL && reason != RT_WAY_ENVIRONMENT
         && reason != RT_WAY_SYSTEM;
}

/* The way that was taken. */
static void
add_way (GString *command, const RtProxyReport *way, gboolean with_secrets)
{
  const RtProxy *proxy = way != NULL ? way->proxy : NULL;
  g_autofree char *address = NULL;
  g_autofree char *login = NULL;

  if (proxy == NULL)
    {
      if (way != NULL && is_own_choice (way->reason))
        add (command, "--noproxy", "*");
      return;
    }
  /* Of curl's two, this is the one whose proxy looks the name up. */
  address = proxy->kind == RT_PROXY_SOCKS5
                ? g_strconcat ("socks5h", strstr (proxy->uri, "://"), NULL)
                : g_strdup (proxy->uri);
  add (command, "-x", address);
  /* Else no_proxy may let it go straight. */
  add (command, "--noproxy", "");
  if (proxy->auth == NULL)
    return;
  if (rt_proxy_speaks_http (proxy))
    add (command, "--proxy-anyauth", NULL);
  login = g_strconcat (rt_proxy_auth_get_user (proxy->auth), ":",
                       with_secrets ? rt_proxy_auth_get_password (proxy->auth) : "***",
                       NULL);
  add (command, "-U", login);
}

/* Only a method that curl does not come to by itself is named: one that is stays the same
 * over every redirect. */
static void
add_method (GString *command, const char *method, gboolean has_body)
{
  if (g_str_equal (method, "HEAD") && !has_body)
    add (command, "-I", NULL);
  else if (!g_str_equal (method, has_body ? "POST" : "GET"))
    add (command, "-X", method);
}

/* The body in parts, none if there is none. */
static GPtrArray *
list_parts (const RtRequest *request, gboolean with_secrets)
{
  const char *type
      = rt_header_list_find (rt_request_get_fields (request), "Content-Type");
  GPtrArray *given = rt_request_get_body_parts (request);
  GPtrArray *parts = rt_body_parts_new ();

  if (rt_request_get_body (request) != NULL)
    rt_body_parts_add_bytes (parts, rt_request_get_body (request));
  if (rt_request_get_body_file (request) != NULL)
    rt_body_parts_add_file (parts, rt_request_get_body_file (request));
  for (guint i = 0; given != NULL && i < given->len; i++)
    {
      const RtBodyPart *part = g_ptr_array_index (given, i);

      if (part->file != NULL)
        rt_body_parts_add_file (parts, part->file);
      else
        rt_body_parts_add_bytes (parts, part->bytes);
    }
  for (guint i = 0; !with_secrets && i < parts->len; i++)
    {
      RtBodyPart *part = g_ptr_array_index (parts, i);
      g_autoptr (GBytes) whole = g_steal_pointer (&part->bytes);

      if (whole != NULL)
        part->bytes = rt_mask_body (whole, type);
    }
  return parts;
}

/* The option that takes the body; NULL if it has to be piped. */
static const char *
find_body_option (GPtrArray *parts, char **argument)
{
  const RtBodyPart *part = parts->len == 1 ? g_ptr_array_index (parts, 0) : NULL;
  g_autofree char *path
      = part != NULL && part->file != NULL ? dup_path (part->file) : NULL;
  gsize length = 0;
  const char *data = part != NULL && part->bytes != NULL
                         ? g_bytes_get_data (part->bytes, &length)
                         : NULL;

  if (path != NULL)
    {
      *argument = g_strconcat ("@", path, NULL);
      return "--data-binary";
    }
  if (parts->len > 1 || !fits_argument (data, length))
    return NULL;
  *argument = g_strndup (length > 0 ? data : "", length);
  return "--data-raw";
}

static char *
format (const RtRequest *request, const RtProxyReport *way, gboolean with_secrets)
{
  const char *method = rt_request_get_method (request);
  GString *command = g_string_new (NULL);
  g_autofree char *sent = rt_request_dup_address (request);
  g_autofree char *address = with_secrets ? g_strdup (sent) : rt_mask_address (sent);
  g_autofree char *quoted = g_shell_quote (address);
  g_autoptr (GPtrArray) parts = list_parts (request, with_secrets);
  g_autofree char *argument = NULL;
  const char *option = find_body_option (parts, &argument);
  /* A POST without a body has an empty one: it says "Content-Length: 0". */
  gboolean has_body = parts->len > 0 || g_str_equal (method, "POST");

  if (option == NULL)
    append_pipe (command, parts);
  g_string_append_printf (command, "curl %s%s",
                          strpbrk (address, "[]{}") != NULL ? "-g " : "", quoted);
  add_method (command, method, has_body);
  add_fields (command, request, has_body, with_secrets);
  if (option == NULL)
    add (command, "--data-binary", "@-");
  else if (has_body)
    add (command, option, argument);
  add_connect_to (command, request);
  add_options (command, request);
  add_way (command, way, with_secrets);
  return g_string_free (command, FALSE);
}

/**
 * rt_curl_command_matches:
 * @text: what somebody typed or pasted
 *
 * Says whether @text is meant to be a curl command, rather than an address.
 *
 * Returns: %TRUE if it begins like one
 */
gboolean
rt_curl_command_matches (const char *text)
{
  return g_str_has_prefix (text, "curl ") || g_str_has_prefix (text, "curl\t")
         || g_str_has_prefix (text, "$ curl ");
}

/**
 * rt_curl_command_format:
 * @request: a request
 * @way: (nullable): which way it took
 *
 * Writes a command for a POSIX shell that makes curl send what @request sends, field for
 * field in order; curl always puts Host first.  Secrets are masked: others can read the
 * arguments of a process, and commands are passed on.  What curl has no option for is
 * left out: pins, and other anchors than the system's.
 *
 * A body that does not fit an argument is piped: files by cat, all else by printf.
 *
 * Returns: (transfer full): the command
 */
char *
rt_curl_command_format (const RtRequest *request, const RtProxyReport *way)
{
  return format (request, way, FALSE);
}

/**
 * rt_curl_command_format_with_secrets:
 * @request: a request
 * @way: (nullable): which way it took
 *
 * Writes a command as rt_curl_command_format() does, but one that really sends the same.
 *
 * Returns: (transfer full): the command
 */
char *
rt_curl_command_format_with_secrets (const RtRequest *request, const RtProxyReport *way)
{
  return format (request, way, TRUE);
}
