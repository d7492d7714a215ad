/* What several identities are answered at one address, side by side. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-compare.h"

#include "cli/rt-cli-command.h"
#include "cli/rt-cli-json.h"
#include "cli/rt-cli-print.h"
#include "cli/rt-cli-words.h"
#include "core/agents/rt-agent-trial.h"

#include <glib/gi18n.h>

/* --- for people --- */

static const char *
get_fact_name (const RtAgentDifference *difference)
{
  switch (difference->fact)
    {
    case RT_AGENT_FACT_STATUS:
      return _ ("Status");
    case RT_AGENT_FACT_ADDRESS:
      return _ ("Address");
    case RT_AGENT_FACT_FIELD:
      return difference->name;
    case RT_AGENT_FACT_TITLE:
      return _ ("Title");
    case RT_AGENT_FACT_TEXT:
      return _ ("Text");
    }
  g_return_val_if_reached (NULL);
}

static void
print_side (char sign, const char *text)
{
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      g_autofree char *line = rt_cli_dup_printable (lines[i]);
      g_print ("      %c %s\n", sign, line);
    }
}

static void
print_difference (const RtAgentDifference *difference)
{
  const char *name = get_fact_name (difference);

  if (difference->kind == RT_AGENT_DIFFERENCE_USUAL)
    return;
  if (difference->kind == RT_AGENT_DIFFERENCE_NOISE)
    {
      g_print ("    ");
      /* Translators: the name of a field, or “Title”, “Text”, “Status” or “Address”. */
      g_print (_ ("%s changes every time"), name);
      g_print ("\n");
      return;
    }
  g_print ("    %s\n", name);
  print_side ('-', difference->old_text);
  print_side ('+', difference->new_text);
}

static void
print_result (RtAgentResult *result, gboolean is_first)
{
  const RtAgentComparison *comparison = rt_agent_result_get_comparison (result);
  const RtAgentAnswer *answer = rt_agent_result_get_answer (result);
  const RtAgentHop *last = rt_agent_answer_get_last_hop (answer);
  g_autofree char *title
      = answer->title != NULL ? rt_cli_dup_printable (answer->title) : g_strdup ("");
  g_autofree char *status = g_strdup_printf ("%u", last->status);
  gboolean is_measure = is_first && comparison->verdict != RT_AGENT_BLOCKED
                        && comparison->verdict != RT_AGENT_NO_ANSWER;

  g_print ("%-16s %3s  %s  %s\n", rt_agent_get_id (rt_agent_result_get_agent (result)),
           last->status > 0 ? status : "–", last->address, title);
  g_print ("  %s\n", is_measure ? _ ("The others are compared with it")
                                : _ (rt_agent_verdict_to_sentence (comparison->verdict)));
  for (guint i = 0; !is_first && i < comparison->differences->len; i++)
    print_difference (comparison->differences->pdata[i]);
}

/* --- for programs --- */

static void
put_difference (JsonBuilder *builder, const RtAgentDifference *difference)
{
  static const char *const facts[] = { "status", "address", "field", "title", "text" };
  static const char *const kinds[] = { "real", "noise", "usual" };

  json_builder_begin_object (builder);
  rt_cli_json_put_string (builder, "fact", facts[difference->fact]);
  rt_cli_json_put_string (builder, "kind", kinds[difference->kind]);
  rt_cli_json_put_string (builder, "name", difference->name);
  rt_cli_json_put_string (builder, "old", difference->old_text);
  rt_cli_json_put_string (builder, "new", difference->new_text);
  if (difference->fact == RT_AGENT_FACT_TEXT)
    {
      rt_cli_json_put_number (builder, "removed", difference->n_removed);
      rt_cli_json_put_number (builder, "added", difference->n_added);
    }
  json_builder_end_object (builder);
}

static void
print_json (RtAgentResult *result)
{
  const RtAgentComparison *comparison = rt_agent_result_get_comparison (result);
  const RtAgentAnswer *answer = rt_agent_result_get_answer (result);
  const RtAgentHop *last = rt_agent_answer_get_last_hop (answer);
  RtAgent *agent = rt_agent_result_get_agent (result);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  rt_cli_json_put_string (builder, "id", rt_agent_get_id (agent));
  rt_cli_json_put_string (builder, "agent_version", rt_agent_get_version (agent));
  if (last->status > 0)
    rt_cli_json_put_number (builder, "status", last->status);
  rt_cli_json_put_string (builder, "address", last->address);
  rt_cli_json_put_string (builder, "title", answer->title);
  rt_cli_json_put_string (builder, "verdict",
                          rt_agent_verdict_to_id (comparison->verdict));
  json_builder_set_member_name (builder, "differences");
  json_builder_begin_array (builder);
  for (guint i = 0; i < comparison->differences->len; i++)
    put_difference (builder, comparison->differences->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  rt_cli_json_print (builder);
}

/* --- */

static void
on_busy (RtAgentTrial *trial, GParamSpec *pspec, GMainLoop *loop)
{
  if (!rt_agent_trial_get_busy (trial))
    g_main_loop_quit (loop);
}

/* One of them, at least, has to be answered, or there was nothing to compare. */
static int
report (GListModel *results, gboolean json)
{
  gboolean any = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (results); i++)
    {
      g_autoptr (RtAgentResult) result = g_list_model_get_item (results, i);
      const GError *why = rt_exchange_get_error (rt_agent_result_get_exchange (result));

      if (json)
        print_json (result);
      else
        print_result (result, i == 0);
      if (rt_agent_result_get_comparison (result)->verdict != RT_AGENT_NO_ANSWER)
        any = TRUE;
      else if (!any && why != NULL)
        rt_cli_print_error (why);
    }
  return rt_cli_finish (any ? RT_EXIT_DONE : RT_EXIT_REFUSED);
}

static gboolean
check (const RtClientOptions *options, GError **error)
{
  guint n = options->agents != NULL ? options->agents->len : 0;

  if (n >= RT_AGENT_TRIAL_AGENTS_MIN && n <= RT_AGENT_TRIAL_AGENTS_MAX)
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("“--compare” needs “--agent” %d to %d times"),
               RT_AGENT_TRIAL_AGENTS_MIN, RT_AGENT_TRIAL_AGENTS_MAX);
  return FALSE;
}

/**
 * rt_cli_compare_run:
 * @options: how it is asked, and as whom: the others are compared with the first
 * @address: what is asked for
 *
 * Runs “roundtrip-cli agents --compare”.
 *
 * Returns: the exit status
 */
int
rt_cli_compare_run (const RtClientOptions *options, const char *address)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RtRequest) request
      = check (options, &error) ? rt_client_options_make_request (
            options, "GET", address, RT_REQUEST_KEEP_BODY, &error)
                                : NULL;
  g_autoptr (RtTransport) transport = NULL;
  g_autoptr (RtAgentTrial) trial = NULL;
  g_autoptr (GMainLoop) loop = NULL;

  if (request == NULL)
    return rt_cli_complain_of_usage (error);
  transport = rt_transport_new ();
  trial = rt_agent_trial_new (transport, request, options->agents);
  loop = g_main_loop_new (NULL, FALSE);
  g_signal_connect (trial, "notify::busy", G_CALLBACK (on_busy), loop);
  rt_agent_trial_start (trial);
  g_main_loop_run (loop);
  return report (rt_agent_trial_get_results (trial), options->json);
}
