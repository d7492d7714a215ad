/* What an identity is called where it is asked for by name. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/agents/rt-agent-id.h"

#include <string.h>

#define BYTES_MAX 40

/**
 * rt_agent_id_is_valid:
 * @id: (nullable): some text
 *
 * Returns: %TRUE if it has lower-case letters, digits and hyphens only, and not too many
 */
gboolean
rt_agent_id_is_valid (const char *id)
{
  return id != NULL && *id != '\0' && strlen (id) <= BYTES_MAX
         && strspn (id, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen (id);
}

/**
 * rt_agent_id_make:
 * @name: the name of an identity, or another id
 *
 * Makes an id as like to the name as an id can be, with room for a number behind it.
 *
 * Returns: (transfer full): the id
 */
char *
rt_agent_id_make (const char *name)
{
  g_autofree char *ascii = g_str_to_ascii (name, "C");
  GString *id = g_string_new (NULL);

  for (const char *p = ascii; *p != '\0' && id->len < BYTES_MAX - 4; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (id, g_ascii_tolower (*p));
    else if (id->len > 0 && id->str[id->len - 1] != '-')
      g_string_append_c (id, '-');
  if (id->len > 0 && id->str[id->len - 1] == '-')
    g_string_truncate (id, id->len - 1);
  if (id->len == 0)
    g_string_assign (id, "own");
  return g_string_free (id, FALSE);
}
