/* Brings the user's identities in from a file, and writes them to one. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "RtCli"

#include "cli/rt-cli-identities.h"

#include "cli/rt-cli-agent.h"
#include "cli/rt-cli-command.h"
#include "cli/rt-cli-print.h"

#include <glib/gi18n.h>

static void
print_note (const RtAgentFileNote *note)
{
  const char *why = _ (rt_agent_problem_to_sentence (note->problem));
  g_autofree char *field
      = note->field != NULL ? rt_cli_dup_printable (note->field) : NULL;

  if (note->number == 0)
    rt_cli_note (_ ("The file holds no identities that can be read"));
  else if (field != NULL)
    /* Translators: the number of an identity in a file, the name of a field, and why the
     * identity is left out. */
    rt_cli_note (_ ("Identity %u is left out: “%s”: %s"), note->number, field, why);
  else
    /* Translators: the number of an identity in a file, and why it is left out. */
    rt_cli_note (_ ("Identity %u is left out: %s"), note->number, why);
}

static void
print_odd (RtAgent *agent)
{
  const RtAgentField *odd = rt_agent_template_find_odd (rt_agent_get_template (agent));

  if (odd != NULL)
    /* Translators: the name of an identity, and of a field. */
    rt_cli_note (_ ("“%s”: the value of %s is not ASCII, and servers may read it in "
                    "different ways"),
                 rt_agent_get_name (agent), odd->name);
}

static gboolean
import_file (RtAgentBook *book, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) source = g_file_new_for_commandline_arg (path);
  g_autoptr (RtAgentFile) file = rt_agent_file_read (source, NULL, &error);

  if (file == NULL)
    {
      rt_cli_complain ("%s", error->message);
      return FALSE;
    }
  for (guint i = 0; i < file->notes->len; i++)
    print_note (&g_array_index (file->notes, RtAgentFileNote, i));
  for (guint i = 0; i < file->agents->len; i++)
    print_odd (file->agents->pdata[i]);
  rt_agent_book_import (book, file);
  rt_cli_note (
      ngettext ("%u identity was added.", "%u identities were added.", file->agents->len),
      file->agents->len);
  return file->notes->len == 0;
}

static gboolean
export_file (RtAgentBook *book, const char *path)
{
  g_autoptr (GBytes) contents = rt_agent_book_export (book);
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *data = g_bytes_get_data (contents, &length);

  if (g_file_set_contents (path, data, (gssize)length, &error))
    return TRUE;
  rt_cli_complain ("%s", error->message);
  return FALSE;
}

/**
 * rt_cli_identities_move:
 * @import: (nullable): a file whose identities are added to the user's own
 * @export: (nullable): a file that all of the user's own are written to then
 *
 * Runs “roundtrip-cli agents” with “--import” or “--export”.
 *
 * Returns: the exit status; %RT_EXIT_REFUSED if something was left out, too
 */
int
rt_cli_identities_move (const char *import, const char *export)
{
  g_autoptr (RtAgentBook) book = rt_cli_agent_open_book (NULL, NULL);
  gboolean done = TRUE;

  if (import != NULL)
    done = import_file (book, import);
  if (export != NULL)
    done = export_file (book, export) && done;
  return done ? RT_EXIT_DONE : RT_EXIT_REFUSED;
}
