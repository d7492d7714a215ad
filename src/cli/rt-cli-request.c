/* The request that the options of a client command ask for. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-options.h"

#include "cli/rt-cli-print.h"
#include "core/http/rt-address.h"
#include "core/server/rt-authority.h"

#include <glib/gi18n.h>
#include <string.h>

static gboolean
refuse (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (error != NULL)
    *error = g_error_new_valist (G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, format,
                                 arguments);
  va_end (arguments);
  return FALSE;
}

/* One -H: “Name: value”, “Name;” (empty), “Name:” (leave ours out).  The first of a name
 * takes the place of ours, further ones are sent beside it. */
static gboolean
apply_header (RtHeaderList *fields, GHashTable *seen, const char *text, GError **error)
{
  const char *colon = strchr (text, ':');
  g_autofree char *name = NULL;
  const char *value = "";
  gboolean first;

  if (colon != NULL)
    {
      name = g_strndup (text, colon - text);
      value = colon + 1 + strspn (colon + 1, " \t");
      if (*value == '\0')
        {
          rt_header_list_remove (fields, name);
          return TRUE;
        }
    }
  else if (g_str_has_suffix (text, ";"))
    name = g_strndup (text, strlen (text) - 1);
  else
    return refuse (error, _ ("“%s” is no header: write “Name: value”"), text);

  first = g_hash_table_add (seen, g_ascii_strdown (name, -1));
  return first ? rt_header_list_set (fields, name, value, error)
               : rt_header_list_append (fields, name, value, error);
}

static RtRequest *
with_fields (RtRequest *request, const RtClientOptions *self, GError **error)
{
  g_autoptr (RtHeaderList) fields = rt_header_list_copy (rt_request_get_fields (request));
  g_autoptr (GHashTable) seen
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (self->user_agent != NULL && *self->user_agent == '\0')
    rt_header_list_remove (fields, "User-Agent");
  else if (self->user_agent != NULL
           && !rt_header_list_set (fields, "User-Agent", self->user_agent, error))
    return NULL;

  for (guint i = 0; self->headers != NULL && self->headers[i] != NULL; i++)
    if (!apply_header (fields, seen, self->headers[i], error))
      return NULL;
  return rt_request_with_fields (request, fields);
}

/* HOST:PORT:ADDRESS, where the host may be an IPv6 literal in brackets. */
static RtRequest *
with_resolve (RtRequest *request, const char *text, GError **error)
{
  const char *host_end = *text == '[' ? strchr (text, ']') : text;
  const char *port = host_end != NULL ? strchr (host_end, ':') : NULL;
  const char *address = port != NULL ? strchr (port + 1, ':') : NULL;
  g_autofree char *host = NULL;
  g_autofree char *port_text = NULL;
  guint64 number;

  if (address == NULL)
    {
      refuse (error, _ ("“%s” is not HOST:PORT:ADDRESS"), text);
      return NULL;
    }
  host = *text == '[' ? g_strndup (text + 1, host_end - text - 1)
                      : g_strndup (text, port - text);
  port_text = g_strndup (port + 1, address - port - 1);
  if (!g_ascii_string_to_unsigned (port_text, 10, 1, G_MAXUINT16, &number, NULL))
    {
      refuse (error, _ ("“%s” is no port number"), port_text);
      return NULL;
    }
  return rt_request_with_connect_to (request, host, (guint16)number, address + 1, error);
}

/* Some programs write fingerprints with colons, some in capitals. */
static RtRequest *
with_pin (RtRequest *request, const char *text, GError **error)
{
  g_auto (GStrv) pairs = g_strsplit (text, ":", -1);
  g_autofree char *digits = g_strjoinv ("", pairs);

  if (strlen (digits) != 64 || strspn (digits, "0123456789abcdefABCDEF") != 64)
    {
      refuse (error, _ ("“%s” is no SHA-256: that is 64 hexadecimal digits"), text);
      return NULL;
    }
  return rt_request_with_pin (request, "*", 0, digits);
}

static RtRequest *
with_cacert (RtRequest *request, const char *path, GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autoptr (GError) reason = NULL;
  g_autoptr (GTlsDatabase) anchors = g_tls_file_database_new (absolute, &reason);

  if (anchors == NULL)
    {
      refuse (error, _ ("The file “%s” holds no certificates: %s"), path,
              reason->message);
      return NULL;
    }
  return rt_request_with_anchors (request, anchors);
}

static RtRequest *
with_own_authority (RtRequest *request)
{
  g_autofree char *folder = rt_authority_build_usual_folder ();
  g_autofree char *path = rt_authority_build_certificate_path (folder);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    rt_cli_note (_ ("This computer has no authority yet: “serve --tls” makes one"));
  return rt_request_with_own_authority (request, path);
}

static void
warn_of_lookalike (const char *text)
{
  g_autoptr (RtAddress) address = rt_address_parse (text, NULL);

  if (address != NULL && address->mixed_scripts)
    rt_cli_complain (_ ("“%s” mixes scripts and may imitate another name; it is “%s”"),
                     address->unicode_host, g_uri_get_host (address->uri));
}

/* Puts @next in the place of *@request; FALSE if there is none. */
static gboolean
step (RtRequest **request, RtRequest *next)
{
  rt_request_unref (*request);
  *request = next;
  return next != NULL;
}

/**
 * rt_client_options_make_request:
 * @self: options that were checked
 * @method: the method
 * @address: what was typed
 * @flags: the command's own flags
 * @error: return location for a #GError, or %NULL
 *
 * Makes the request that the options ask for.
 *
 * Errors: %RT_ERROR_BAD_ADDRESS, %RT_ERROR_BAD_FIELD, %G_OPTION_ERROR_BAD_VALUE with a
 * translated sentence
 *
 * Returns: (transfer full) (nullable): the request
 */
RtRequest *
rt_client_options_make_request (const RtClientOptions *self,
                                const char *method,
                                const char *address,
                                RtRequestFlags flags,
                                GError **error)
{
  g_autoptr (RtRequest) request = rt_request_new (method, address, error);
  RtRequestOptions options = RT_REQUEST_OPTIONS_DEFAULT;

  if (request == NULL)
    return NULL;
  warn_of_lookalike (address);
  options.redirect_limit = self->no_redirects ? 0 : self->max_redirects;
  options.connect_timeout_s = self->connect_timeout_s;
  options.idle_timeout_s = self->idle_timeout_s;
  options.total_timeout_s = self->total_timeout_s;
  options.family = self->ipv4   ? RT_FAMILY_IPV4
                   : self->ipv6 ? RT_FAMILY_IPV6
                                : RT_FAMILY_ANY;
  options.flags = flags;
  options.cookie_context = self->cookie_context;

  if (self->cookie_jar != NULL)
    step (&request,
          rt_request_with_cookie_source (request, RT_COOKIE_SOURCE (self->cookie_jar)));
  step (&request,
        rt_request_with_proxy_source (request, RT_PROXY_SOURCE (self->proxy_policy)));
  if (self->agents != NULL)
    step (&request, rt_agent_apply (self->agents->pdata[0], request));
  if (!step (&request, rt_request_with_options (request, &options))
      || !step (&request, with_fields (request, self, error)))
    return NULL;
  for (guint i = 0; self->resolve != NULL && self->resolve[i] != NULL; i++)
    if (!step (&request, with_resolve (request, self->resolve[i], error)))
      return NULL;
  if (self->pin != NULL && !step (&request, with_pin (request, self->pin, error)))
    return NULL;
  if (self->trust_local && !step (&request, with_own_authority (request)))
    return NULL;
  if (self->cacert != NULL
      && !step (&request, with_cacert (request, self->cacert, error)))
    return NULL;
  return g_steal_pointer (&request);
}
