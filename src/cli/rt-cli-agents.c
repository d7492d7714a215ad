/* “agents”: lists the identities that a request can have, and what they send. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-agent.h"
#include "cli/rt-cli-command.h"
#include "cli/rt-cli-compare.h"
#include "cli/rt-cli-identities.h"
#include "cli/rt-cli-json.h"
#include "cli/rt-cli-print.h"
#include "cli/rt-cli-words.h"
#include "core/http/rt-uri.h"

#include <glib/gi18n.h>

/* The two kinds of addresses that there are for an agent. */
#define TRUSTWORTHY "https://www.example/"
#define UNTRUSTWORTHY "http://www.example/"

typedef struct
{
  RtClientOptions client;
  char *show;
  char *compare;
  char *import;
  char *export;
} AgentsOptions;

static void
agents_options_clear (AgentsOptions *self)
{
  rt_client_options_clear (&self->client);
  g_free (self->show);
  g_free (self->compare);
  g_free (self->import);
  g_free (self->export);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AgentsOptions, agents_options_clear)

static const char *
find_wrong (gpointer own)
{
  AgentsOptions *self = own;

  if (self->client.agent_ids != NULL && self->compare == NULL)
    return _ ("“--agent” goes together with “--compare”");
  if (self->client.addresses != NULL)
    return _ (
        "“--show” names an agent, and “--compare” an address; nothing else is taken");
  if (self->client.verbose)
    return _ ("agents does not take -v: “roundtrip-cli get --agent ID -v” shows an "
              "exchange");
  return NULL;
}

static gboolean
read_options (AgentsOptions *self, GStrv *arguments, int *status)
{
  const GOptionEntry entries[] = {
    { "show", 's', 0, G_OPTION_ARG_STRING, &self->show,
      N_ ("Show the fields that this one sends"), N_ ("ID[/VERSION]") },
    { "compare", 0, 0, G_OPTION_ARG_FILENAME, &self->compare,
      N_ ("Ask for this address as each “--agent”, and say what differs from the first"),
      N_ ("URL") },
    { "import", 0, 0, G_OPTION_ARG_FILENAME, &self->import,
      N_ ("Add the identities of this file to your own"), N_ ("FILE") },
    { "export", 0, 0, G_OPTION_ARG_FILENAME, &self->export,
      N_ ("Write your own identities to this file"), N_ ("FILE") },
    { NULL },
  };
  const RtClientUsage usage = {
    .summary
    = _ ("Lists the browsers and robots whose fields “--agent” sends, or asks as "
         "several of them."),
    .entries = entries,
    .takes_agents = TRUE,
    .find_wrong = find_wrong,
  };

  return rt_client_options_read (&self->client, &usage, self, arguments, status);
}

static RtHeaderList *
make_fields (RtAgent *agent, const char *address)
{
  g_autoptr (GUri) uri = rt_uri_parse (address, NULL, NULL, NULL);

  return rt_agent_make_fields (agent, uri, FALSE);
}

/* --- for people --- */

static void
print_line (RtAgent *agent)
{
  const char *version = rt_agent_get_version (agent);
  const char *as_of = rt_agent_get_as_of (agent);

  g_print ("%-16s %-15s %-8s %s\n", rt_agent_get_id (agent),
           version != NULL ? version : "", as_of != NULL ? as_of : "",
           rt_cli_agent_get_name (agent));
}

static void
print_fields (const char *title, const RtHeaderList *fields)
{
  g_print ("\n%s\n", title);
  for (guint i = 0; i < rt_header_list_get_length (fields); i++)
    {
      const RtHeader *header = rt_header_list_get (fields, i);
      g_print ("  %s: %s\n", header->name, header->value);
    }
}

static void
print_giveaways (RtAgent *agent)
{
  const char *const *giveaways = rt_agent_get_giveaways (agent);
  g_auto (GStrv) lacking = rt_agent_dup_lacking_codings (agent);

  if (*giveaways == NULL)
    return;
  g_print ("\n%s\n", _ ("What still gives you away:"));
  for (guint i = 0; giveaways[i] != NULL; i++)
    g_print ("  • %s\n", _ (giveaways[i]));
  if (*lacking != NULL)
    {
      g_autofree char *names = g_strjoinv (", ", lacking);

      g_print ("  • ");
      /* Translators: names of content codings, such as “gzip”. */
      g_print (_ ("These codings are not offered, as they could not be decoded: %s"),
               names);
      g_print ("\n");
    }
}

static void
show (RtAgent *agent)
{
  g_autoptr (RtHeaderList) trustworthy = make_fields (agent, TRUSTWORTHY);
  g_autoptr (RtHeaderList) untrustworthy = make_fields (agent, UNTRUSTWORTHY);

  print_line (agent);
  if (rt_header_list_equal (trustworthy, untrustworthy))
    print_fields (_ ("Always, after Host:"), trustworthy);
  else
    {
      print_fields (_ ("Over https, and to this computer, after Host:"), trustworthy);
      print_fields (_ ("Over plain http to others, after Host:"), untrustworthy);
    }
  print_giveaways (agent);
}

/* --- for programs --- */

static void
put_strings (JsonBuilder *builder, const char *name, const char *const *values)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; values[i] != NULL; i++)
    json_builder_add_string_value (builder, values[i]);
  json_builder_end_array (builder);
}

static void
put_fields (JsonBuilder *builder, const char *name, RtAgent *agent, const char *address)
{
  g_autoptr (RtHeaderList) fields = make_fields (agent, address);

  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < rt_header_list_get_length (fields); i++)
    {
      const RtHeader *header = rt_header_list_get (fields, i);

      json_builder_begin_array (builder);
      json_builder_add_string_value (builder, header->name);
      json_builder_add_string_value (builder, header->value);
      json_builder_end_array (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (RtAgent *agent)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_auto (GStrv) lacking = rt_agent_dup_lacking_codings (agent);

  json_builder_begin_object (builder);
  rt_cli_json_put_string (builder, "id", rt_agent_get_id (agent));
  rt_cli_json_put_string (builder, "name", rt_agent_get_name (agent));
  rt_cli_json_put_string (builder, "as_of", rt_agent_get_as_of (agent));
  rt_cli_json_put_string (builder, "version", rt_agent_get_version (agent));
  rt_cli_json_put_flag (builder, "own", rt_agent_is_own (agent));
  put_fields (builder, "fields", agent, TRUSTWORTHY);
  put_fields (builder, "plain_fields", agent, UNTRUSTWORTHY);
  put_strings (builder, "giveaways", rt_agent_get_giveaways (agent));
  put_strings (builder, "lacking_codings", (const char *const *)lacking);
  json_builder_end_object (builder);
  rt_cli_json_print (builder);
}

/* --- */

static gboolean
list (const AgentsOptions *self, GError **error)
{
  g_autoptr (RtAgentBook) book = rt_cli_agent_open_book (self->client.languages, error);
  GListModel *agents;

  if (book == NULL)
    return FALSE;
  agents = rt_agent_book_get_agents (book);
  for (guint i = 0; i < g_list_model_get_n_items (agents); i++)
    {
      g_autoptr (RtAgent) agent = g_list_model_get_item (agents, i);

      if (self->client.json)
        print_json (agent);
      else
        print_line (agent);
    }
  return TRUE;
}

static gboolean
show_one (const AgentsOptions *self, GError **error)
{
  g_autoptr (RtAgent) agent
      = rt_cli_agent_find (self->show, self->client.languages, error);

  if (agent == NULL)
    return FALSE;
  if (self->client.json)
    print_json (agent);
  else
    show (agent);
  return TRUE;
}

/**
 * rt_cli_agents:
 * @arguments: the command's name and what follows it
 *
 * Runs “roundtrip-cli agents”.
 *
 * Returns: the exit status
 */
int
rt_cli_agents (GStrv *arguments)
{
  g_auto (AgentsOptions) options = { 0 };
  g_autoptr (GError) error = NULL;
  int status;

  if (!read_options (&options, arguments, &status))
    return status;
  if (options.import != NULL || options.export != NULL)
    return rt_cli_identities_move (options.import, options.export);
  if (options.compare != NULL)
    return rt_cli_compare_run (&options.client, options.compare);
  if (options.show != NULL ? !show_one (&options, &error) : !list (&options, &error))
    return rt_cli_complain_of_usage (error);
  return rt_cli_finish (RT_EXIT_DONE);
}
