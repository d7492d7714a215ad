/* Names and values as lines of text. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/forms/rt-form-lines.h"

#include <string.h>

static char *
decode (const char *text)
{
  g_autofree char *spaced = g_strdelimit (g_strdup (text), "+", ' ');
  char *plain = g_uri_unescape_string (spaced, NULL);

  /* What is no url-encoding of UTF-8 was meant as it stands. */
  if (plain != NULL && g_utf8_validate (plain, -1, NULL))
    return plain;
  g_free (plain);
  return g_strdup (text);
}

static void
add_pair (RtFormEntries *entries, const char *pair, gboolean is_coded)
{
  const char *equals = strchr (pair, '=');
  g_autofree char *name = g_strndup (pair, equals != NULL ? equals - pair : 0);
  g_autofree char *plain_name = is_coded ? decode (name) : g_strdup (name);
  g_autofree char *value = NULL;

  if (*plain_name == '\0')
    return;
  value = is_coded ? decode (equals + 1) : g_strdup (equals + 1);
  rt_form_entries_add (entries, plain_name, value);
}

/**
 * rt_form_lines_parse:
 * @text: lines such as `name=value`; or one such as `name=value&name=value`, as a browser
 * gives what it has posted
 *
 * Reads names and values.  What has no name is passed over.
 *
 * Returns: (transfer full): names with their values
 */
RtFormEntries *
rt_form_lines_parse (const char *text)
{
  RtFormEntries *entries = rt_form_entries_new ();
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  gboolean is_coded = strchr (stripped, '\n') == NULL && strchr (stripped, '&') != NULL;
  g_auto (GStrv) pairs = g_strsplit (stripped, is_coded ? "&" : "\n", -1);

  for (guint i = 0; pairs[i] != NULL; i++)
    add_pair (entries, g_strstrip (pairs[i]), is_coded);
  return entries;
}
