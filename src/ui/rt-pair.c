/* A name with a value, and a block of text that holds many. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/rt-pair.h"

#include <string.h>

RtPair *
rt_pair_new (gboolean enabled, const char *name, const char *value)
{
  RtPair *self = g_new (RtPair, 1);

  *self = (RtPair){ enabled, g_strdup (name), g_strdup (value) };
  return self;
}

void
rt_pair_free (RtPair *self)
{
  g_free (self->name);
  g_free (self->value);
  g_free (self);
}

/**
 * rt_pairs_parse:
 * @text: lines such as `Name: value`
 *
 * Reads a block of lines. A line that begins with `#` is a pair that is switched off, a
 * line without colon is a name without value, and empty lines are passed over.
 *
 * Returns: (transfer full) (element-type RtPair): the pairs, in their order
 */
GPtrArray *
rt_pairs_parse (const char *text)
{
  GPtrArray *pairs = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_pair_free);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *name = g_strstrip (lines[i]);
      gboolean enabled = name[0] != '#';
      char *colon;

      if (!enabled)
        name = g_strchug (name + 1);
      if (name[0] == '\0')
        continue;

      colon = strchr (name, ':');
      if (colon != NULL)
        *colon = '\0';
      g_ptr_array_add (pairs, rt_pair_new (enabled, g_strchomp (name),
                                           colon != NULL ? g_strchug (colon + 1) : ""));
    }
  return pairs;
}

/**
 * rt_pairs_print:
 * @pairs: (element-type RtPair): pairs
 *
 * Returns: (transfer full): what rt_pairs_parse() reads
 */
char *
rt_pairs_print (GPtrArray *pairs)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < pairs->len; i++)
    {
      const RtPair *pair = g_ptr_array_index (pairs, i);

      g_string_append_printf (text, "%s%s: %s\n", pair->enabled ? "" : "# ", pair->name,
                              pair->value);
    }
  return g_string_free (text, FALSE);
}
