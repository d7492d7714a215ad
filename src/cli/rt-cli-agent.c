/* The agent that a command line names. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-agent.h"

#include <glib/gi18n.h>
#include <string.h>

/**
 * rt_cli_agent_open_book:
 * @languages: (nullable): tags of the languages that the built-in ones accept, or
 *   “system”; %NULL: those they usually do
 * @error: return location for a #GError, or %NULL
 *
 * Errors: %G_OPTION_ERROR_BAD_VALUE, with a translated sentence
 *
 * Returns: (transfer full) (nullable): the identities that there are, the user's own among
 *   them
 */
RtAgentBook *
rt_cli_agent_open_book (const char *languages, GError **error)
{
  g_autofree char *path = rt_agent_book_build_path ();
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (RtAgentBook) book = rt_agent_book_new (file);

  if (languages == NULL || rt_agent_book_set_languages (book, languages))
    return g_steal_pointer (&book);
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("“%s” is no list of languages: write tags such as “zh-CN,en”, or "
                  "“system”"),
               languages);
  return NULL;
}

/**
 * rt_cli_agent_get_name:
 * @agent: an identity
 *
 * Returns: its name, translated unless it is the user's own
 */
const char *
rt_cli_agent_get_name (RtAgent *agent)
{
  const char *name = rt_agent_get_name (agent);

  return rt_agent_is_own (agent) ? name : _ (name);
}

/**
 * rt_cli_agent_find:
 * @text: ID or ID/VERSION
 * @languages: (nullable): as above
 * @error: return location for a #GError, or %NULL
 *
 * Finds an agent, in the version that is asked for.
 *
 * Errors: %G_OPTION_ERROR_BAD_VALUE, with a translated sentence
 *
 * Returns: (transfer full) (nullable): the agent
 */
RtAgent *
rt_cli_agent_find (const char *text, const char *languages, GError **error)
{
  gsize length = strcspn (text, "/");
  g_autofree char *id = g_strndup (text, length);
  g_autoptr (RtAgentBook) book = rt_cli_agent_open_book (languages, error);
  g_autoptr (RtAgent) agent = NULL;
  RtAgent *changed;

  if (book == NULL)
    return NULL;
  agent = rt_agent_book_dup_agent (book, id);
  if (agent == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("There is no agent “%s”: “roundtrip-cli agents” lists them"), id);
      return NULL;
    }
  if (text[length] == '\0')
    return g_steal_pointer (&agent);
  changed = rt_agent_with_version (agent, text + length + 1);
  if (changed == NULL)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("“%s” is no version that “%s” can have"), text + length + 1, id);
  return changed;
}
