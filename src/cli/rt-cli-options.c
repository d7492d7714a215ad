/* The options of every client command. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-options.h"

#include "cli/rt-cli-agent.h"
#include "cli/rt-cli-command.h"
#include "cli/rt-cli-print.h"
#include "cli/rt-cli-proxy.h"
#include "cli/rt-cli-words.h"

#include "rt-config.h"

#include <glib/gi18n.h>
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
  g_strfreev (self->agent_ids);
  g_clear_pointer (&self->agents, g_ptr_array_unref);
  g_free (self->proxy);
  g_free (self->no_proxy);
  g_clear_object (&self->proxy_policy);
  g_strfreev (self->resolve);
  g_free (self->languages);
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
    { "agent", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->agent_ids,
      N_ ("Send the fields of this browser or robot; “agents” lists them"),
      N_ ("ID[/VERSION]") },
    { "languages", 0, 0, G_OPTION_ARG_STRING, &self->languages,
      N_ ("Let it ask for pages in these languages, best first, or the system’s (en-US)"),
      N_ ("TAGS|system") },
    { "proxy", 0, 0, G_OPTION_ARG_FILENAME, &self->proxy,
      N_ ("Go through this proxy, the system’s, or none (system)"),
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

static gboolean
open_jar (RtClientOptions *self, GError **error)
{
  g_autoptr (GError) reason = NULL;

  self->cookie_jar = rt_cookie_jar_open (self->jar, &reason);
  if (self->cookie_jar == NULL)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("The jar “%s” cannot be used: %s"), self->jar, reason->message);
  return self->cookie_jar != NULL;
}

/* @agent: (transfer full) */
static RtAgent *
leave_out (RtAgent *agent, const char *name)
{
  RtAgent *changed = rt_agent_without (agent, name);

  g_object_unref (agent);
  return changed;
}

/* A field that was taken out must not come back behind a redirect.
 * @agent: (transfer full) */
static RtAgent *
leave_out_all (const RtClientOptions *self, RtAgent *agent)
{
  if (g_strcmp0 (self->user_agent, "") == 0)
    agent = leave_out (agent, "User-Agent");
  for (guint i = 0; self->headers != NULL && self->headers[i] != NULL; i++)
    {
      const char *colon = strchr (self->headers[i], ':');
      g_autofree char *name = NULL;

      if (colon == NULL || colon[1 + strspn (colon + 1, " \t")] != '\0')
        continue;
      name = g_strndup (self->headers[i], colon - self->headers[i]);
      agent = leave_out (agent, name);
    }
  return agent;
}

static gboolean
find_agents (RtClientOptions *self, GError **error)
{
  self->agents = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; self->agent_ids[i] != NULL; i++)
    {
      RtAgent *agent = rt_cli_agent_find (self->agent_ids[i], self->languages, error);

      if (agent == NULL)
        return FALSE;
      g_ptr_array_add (self->agents, leave_out_all (self, agent));
    }
  return TRUE;
}

/* What makes no sense, alone or together; NULL: nothing. */
static const char *
find_wrong (const RtClientOptions *self, const RtClientUsage *usage)
{
  if (self->agent_ids != NULL && self->agent_ids[1] != NULL && !usage->takes_agents)
    return _ ("--agent can be given once");
  if (self->languages != NULL && self->agent_ids == NULL && !usage->takes_agents)
    return _ ("--languages goes together with --agent");
  if (self->ipv4 && self->ipv6)
    return _ ("-4 and -6 exclude each other");
  if (self->max_redirects < 0 || self->connect_timeout_s < 0 || self->idle_timeout_s < 0
      || self->total_timeout_s < 0)
    return _ ("Times and limits cannot be negative");
  return NULL;
}

/* Finds the agents and the proxy, and opens the jar. */
static gboolean
find_all (RtClientOptions *self, GError **error)
{
  if (self->agent_ids != NULL && !find_agents (self, error))
    return FALSE;
  self->proxy_policy = rt_cli_proxy_find (self->proxy, self->no_proxy, error);
  if (self->proxy_policy == NULL)
    return FALSE;
  return self->jar == NULL || open_jar (self, error);
}

static gboolean
parse (RtClientOptions *self,
       const RtClientUsage *usage,
       GStrv *arguments,
       GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (usage->parameters);

  set_defaults (self);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, usage->summary);
  g_option_context_add_main_entries (context, usage->entries, GETTEXT_PACKAGE);
  add_to (self, context);
  return g_option_context_parse_strv (context, arguments, error);
}

static gboolean
check (RtClientOptions *self, const RtClientUsage *usage, gpointer own, GError **error)
{
  const char *wrong = usage->find_wrong (own);

  if (wrong == NULL)
    wrong = find_wrong (self, usage);
  if (wrong == NULL)
    return find_all (self, error);
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, wrong);
  return FALSE;
}

/**
 * rt_client_options_read:
 * @self: where the values of the options go that every client command has
 * @usage: what else the command takes
 * @own: the values of the command's own options, for @usage
 * @arguments: (inout): the command's name and what follows it
 * @status: (out): what to exit with if the command is not to go on
 *
 * Reads the command line of a client command, finds the agent and the proxy that it names
 * and opens its jar; or says what is wrong, or prints what is asked for.
 *
 * Returns: %TRUE if the command is to go on
 */
gboolean
rt_client_options_read (RtClientOptions *self,
                        const RtClientUsage *usage,
                        gpointer own,
                        GStrv *arguments,
                        int *status)
{
  g_autoptr (GError) error = NULL;

  *status = RT_EXIT_DONE;
  if (parse (self, usage, arguments, &error))
    {
      if (self->version)
        rt_cli_print_version ();
      else if (check (self, usage, own, &error))
        return TRUE;
    }
  if (error != NULL)
    *status = rt_cli_complain_of_usage (error);
  return FALSE;
}
