/* The options of every client command, and the request they make. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-options.h"

#include "cli/rt-cli-agent.h"
#include "cli/rt-cli-print.h"
#include "cli/rt-cli-proxy.h"
#include "core/http/rt-address.h"
#include "core/server/rt-authority.h"

#include "rt-config.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

static void
set_defaults (RtClientOptions *self)
{
  const RtRequestOptions defaults = RT_REQUEST_OPTIONS_DEFAULT;

  *self = (RtClientOptions){ .max_redirects = defaults.redirect_limit,
                             .connect_timeout_s = defaults.connect_timeout_s,
                             .idle_timeout_s = defaults.idle_timeout_s,
                             .total_timeout_s = defaults.total_timeout_s };
}

void
rt_client_options_clear (RtClientOptions *self)
{
  g_strfreev (self->addresses);
  g_strfreev (self->headers);
  g_free (self->user_agent);
  g_free (self->agent_id);
  g_clear_object (&self->agent);
  g_free (self->proxy);
  g_free (self->no_proxy);
  g_clear_object (&self->proxy_policy);
  g_strfreev (self->resolve);
  g_free (self->cacert);
  g_free (self->pin);
  g_free (self->jar);
  g_clear_object (&self->cookie_jar);
}

/* Texts are taken as file names are, that is as bytes: a header's value need not be in
 * the locale's character set. */
static void
add_to (RtClientOptions *self, GOptionContext *context)
{
  const GOptionEntry entries[] = {
    { "header", 'H', 0, G_OPTION_ARG_FILENAME_ARRAY, &self->headers,
      N_ ("Send this field; “Name:” leaves one of ours out, “Name;” sends it empty"),
      N_ ("“Name: value”") },
    { "user-agent", 'A', 0, G_OPTION_ARG_FILENAME, &self->user_agent,
      N_ ("Send this User-Agent; empty: send none"), N_ ("TEXT") },
    { "agent", 0, 0, G_OPTION_ARG_STRING, &self->agent_id,
      N_ ("Send the fields of this browser or robot; “agents” lists them"),
      N_ ("ID[/VERSION]") },
    { "proxy", 0, 0, G_OPTION_ARG_FILENAME, &self->proxy,
      N_ ("Go through this proxy, the system’s, or none (none)"),
      N_ ("URI|system|pac+SCRIPT|none") },
    { "no-proxy", 0, 0, G_OPTION_ARG_FILENAME, &self->no_proxy,
      N_ ("Reach these without the proxy: names, .domains, addresses, <local>"),
      N_ ("LIST") },
    { "resolve", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->resolve,
      N_ ("Connect to this address, keep the name"), N_ ("HOST:PORT:ADDRESS") },
    { "cacert", 0, 0, G_OPTION_ARG_FILENAME, &self->cacert,
      N_ ("Trust the authorities in this PEM file, not the system’s"), N_ ("FILE") },
    { "pin", 0, 0, G_OPTION_ARG_FILENAME, &self->pin,
      N_ ("Accept the certificate with this SHA-256 for this request"), N_ ("SHA256") },
    { "trust-local", 0, 0, G_OPTION_ARG_NONE, &self->trust_local,
      N_ ("Trust this computer’s own authority, for servers of this computer only"),
      NULL },
    { "jar", 0, 0, G_OPTION_ARG_FILENAME, &self->jar,
      N_ ("Take cookies from this jar, and keep them in it; it is made if need be"),
      N_ ("FILE") },
    { "no-redirects", 0, 0, G_OPTION_ARG_NONE, &self->no_redirects,
      N_ ("Do not follow redirects"), NULL },
    { "max-redirects", 0, 0, G_OPTION_ARG_INT, &self->max_redirects,
      N_ ("Follow at most this many redirects (20)"), N_ ("N") },
    { "connect-timeout", 0, 0, G_OPTION_ARG_INT, &self->connect_timeout_s,
      N_ ("Give up when not connected after so many seconds (10; 0: never)"),
      N_ ("SECONDS") },
    { "idle-timeout", 0, 0, G_OPTION_ARG_INT, &self->idle_timeout_s,
      N_ ("Give up when nothing comes for so many seconds (60; 0: never)"),
      N_ ("SECONDS") },
    { "max-time", 0, 0, G_OPTION_ARG_INT, &self->total_timeout_s,
      N_ ("Give up after so many seconds in all (0: never)"), N_ ("SECONDS") },
    { "http1", 0, 0, G_OPTION_ARG_NONE, &self->http1,
      N_ ("Speak HTTP/1.1, which is what is spoken anyway"), NULL },
    { "ipv4", '4', 0, G_OPTION_ARG_NONE, &self->ipv4, N_ ("Use IPv4 only"), NULL },
    { "ipv6", '6', 0, G_OPTION_ARG_NONE, &self->ipv6, N_ ("Use IPv6 only"), NULL },
    { "verbose", 'v', 0, G_OPTION_ARG_NONE, &self->verbose,
      N_ ("Show the exchange as it was sent and received"), NULL },
    { "show-secrets", 0, 0, G_OPTION_ARG_NONE, &self->show_secrets,
      N_ ("Do not mask passwords and cookies in what is shown"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json,
      N_ ("Print a record of the exchange as JSON"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &self->version,
      N_ ("Print the version and stop"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->addresses, NULL,
      NULL },
    { NULL },
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
}

/**
 * rt_client_options_parse:
 * @self: where the values of the options go that every client command has
 * @parameters: what stands behind the options, for the help
 * @summary: what the command does, for the help
 * @entries: the command's own options
 * @arguments: (inout): the command's name and what follows it
 * @error: return location for a #GError, or %NULL
 *
 * Parses the command line of a client command.
 *
 * Errors: those of g_option_context_parse_strv()
 *
 * Returns: %TRUE if the values are filled in
 */
gboolean
rt_client_options_parse (RtClientOptions *self,
                         const char *parameters,
                         const char *summary,
                         const GOptionEntry *entries,
                         GStrv *arguments,
                         GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (parameters);

  set_defaults (self);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, summary);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  add_to (self, context);
  return g_option_context_parse_strv (context, arguments, error);
}

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

static gboolean
open_jar (RtClientOptions *self, GError **error)
{
  g_autoptr (GError) reason = NULL;

  self->cookie_jar = rt_cookie_jar_open (self->jar, &reason);
  if (self->cookie_jar == NULL)
    return refuse (error, _ ("The jar “%s” cannot be used: %s"), self->jar,
                   reason->message);
  return TRUE;
}

static void
leave_out (RtClientOptions *self, const char *name)
{
  RtAgent *changed = rt_agent_without (self->agent, name);

  g_object_unref (self->agent);
  self->agent = changed;
}

/* A field that was taken out must not come back behind a redirect. */
static void
leave_out_all (RtClientOptions *self)
{
  if (g_strcmp0 (self->user_agent, "") == 0)
    leave_out (self, "User-Agent");
  for (guint i = 0; self->headers != NULL && self->headers[i] != NULL; i++)
    {
      const char *colon = strchr (self->headers[i], ':');
      g_autofree char *name = NULL;

      if (colon == NULL || colon[1 + strspn (colon + 1, " \t")] != '\0')
        continue;
      name = g_strndup (self->headers[i], colon - self->headers[i]);
      leave_out (self, name);
    }
}

/**
 * rt_client_options_check:
 * @self: parsed options
 * @error: return location for a #GError, or %NULL
 *
 * Looks for values that make no sense, alone or together, finds the agent and the proxy and
 * opens the jar.
 *
 * Errors: %G_OPTION_ERROR_BAD_VALUE, with a translated sentence; those of
 * rt_cli_proxy_find()
 *
 * Returns: %TRUE if the options can be used
 */
gboolean
rt_client_options_check (RtClientOptions *self, GError **error)
{
  if (self->ipv4 && self->ipv6)
    return refuse (error, _ ("-4 and -6 exclude each other"));
  if (self->max_redirects < 0 || self->connect_timeout_s < 0 || self->idle_timeout_s < 0
      || self->total_timeout_s < 0)
    return refuse (error, _ ("Times and limits cannot be negative"));
  if (self->agent_id != NULL)
    {
      self->agent = rt_cli_agent_find (self->agent_id, error);
      if (self->agent == NULL)
        return FALSE;
      leave_out_all (self);
    }
  if (!rt_cli_proxy_find (self->proxy, self->no_proxy, &self->proxy_policy, error))
    return FALSE;
  return self->jar == NULL || open_jar (self, error);
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
  if (self->proxy_policy != NULL)
    step (&request,
          rt_request_with_proxy_source (request, RT_PROXY_SOURCE (self->proxy_policy)));
  if (self->agent != NULL)
    step (&request, rt_agent_apply (self->agent, request));
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
