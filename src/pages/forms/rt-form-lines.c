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

/* %NULL: only text that has no other meaning is as it stands. */
static const char *
get_escape (char character, gboolean is_name)
{
  switch (character)
    {
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\\':
      return "\\\\";
    case '=':
      return is_name ? "\\=" : NULL;
    default:
      return NULL;
    }
}

static void
print (GString *out, const char *text, gboolean is_name)
{
  for (; *text != '\0'; text++)
    {
      const char *escape = get_escape (*text, is_name);

      if (escape != NULL)
        g_string_append (out, escape);
      else
        g_string_append_c (out, *text);
    }
}

/**
 * rt_form_lines_print:
 * @entries: names and values; no files
 *
 * Writes `name=value`, one a line.  What would break a line, a backslash and a `=` in a name
 * stand there with a backslash.
 *
 * Returns: (transfer full): what rt_form_lines_read() reads
 */
char *
rt_form_lines_print (const RtFormEntries *entries)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      const RtFormEntry *entry = g_ptr_array_index (entries, i);

      print (out, entry->name, TRUE);
      g_string_append_c (out, '=');
      print (out, entry->value, FALSE);
      g_string_append_c (out, '\n');
    }
  return g_string_free (out, FALSE);
}

/* Reads up to @end, or to the end of the text, and steps over what it has read. */
static gboolean
read_text (const char **text, char end, GString *out)
{
  const char *at;

  for (at = *text; *at != '\0' && *at != end; at++)
    {
      if (*at != '\\')
        {
          g_string_append_c (out, *at);
          continue;
        }
      at++;
      if (*at == 'n')
        g_string_append_c (out, '\n');
      else if (*at == 'r')
        g_string_append_c (out, '\r');
      else if (*at == '\\' || *at == '=')
        g_string_append_c (out, *at);
      else
        return FALSE;
    }
  *text = at;
  return TRUE;
}

static RtFormLinesFault
read_line (RtFormEntries *entries, const char *line)
{
  g_autoptr (GString) name = g_string_new (NULL);
  g_autoptr (GString) value = g_string_new (NULL);

  if (!read_text (&line, '=', name))
    return RT_FORM_LINES_BAD_ESCAPE;
  if (*line != '=')
    return RT_FORM_LINES_NO_EQUALS;
  if (name->len == 0)
    return RT_FORM_LINES_NO_NAME;
  line++;
  if (!read_text (&line, '\0', value))
    return RT_FORM_LINES_BAD_ESCAPE;
  if (entries->len == RT_FORM_LINES_MAX)
    return RT_FORM_LINES_TOO_MANY;
  rt_form_entries_add (entries, name->str, value->str);
  return RT_FORM_LINES_GOOD;
}

/**
 * rt_form_lines_read:
 * @text: lines that rt_form_lines_print() wrote, edited perhaps
 * @fault: (out): what is wrong with a line
 * @line: (out): the number of that line, from 1
 *
 * Reads names and values; empty lines are passed over.
 *
 * Returns: (transfer full) (nullable): names with their values; %NULL: there is a fault
 */
RtFormEntries *
rt_form_lines_read (const char *text, RtFormLinesFault *fault, guint *line)
{
  g_autoptr (GPtrArray) entries = rt_form_entries_new ();
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  *fault = RT_FORM_LINES_GOOD;
  for (guint i = 0; lines[i] != NULL && *fault == RT_FORM_LINES_GOOD; i++)
    {
      *line = i + 1;
      if (*lines[i] != '\0')
        *fault = read_line (entries, lines[i]);
    }
  return *fault == RT_FORM_LINES_GOOD ? g_steal_pointer (&entries) : NULL;
}
