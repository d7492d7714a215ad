/* Whether a value is a structured field, RFC 9651 §4.2, as strict as it is written. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/lib/rt-test-structured.h"

#include <string.h>

static gboolean
take_char (const char **text, char c)
{
  if (**text != c)
    return FALSE;
  (*text)++;
  return TRUE;
}

static gboolean
take_string (const char **text)
{
  if (!take_char (text, '"'))
    return FALSE;
  for (; **text >= ' ' && **text <= '~'; (*text)++)
    {
      if (take_char (text, '"'))
        return TRUE;
      if (**text == '\\' && strchr ("\"\\", *++*text) == NULL)
        return FALSE;
    }
  return FALSE;
}

static gboolean
take_boolean (const char **text)
{
  return take_char (text, '?') && (take_char (text, '0') || take_char (text, '1'));
}

static gboolean
take_token (const char **text)
{
  const char *start = *text;

  if (!g_ascii_isalpha (**text) && **text != '*')
    return FALSE;
  while (**text != '\0'
         && (g_ascii_isalnum (**text) || strchr ("!#$%&'*+-.^_`|~:/", **text) != NULL))
    (*text)++;
  return *text > start;
}

static gboolean
take_integer (const char **text)
{
  gsize n;

  take_char (text, '-');
  n = strspn (*text, "0123456789");
  *text += n;
  return n > 0 && n <= 15;
}

static gboolean
take_key (const char **text)
{
  if (!g_ascii_islower (**text) && **text != '*')
    return FALSE;
  while (g_ascii_islower (**text) || g_ascii_isdigit (**text)
         || (**text != '\0' && strchr ("_-.*", **text) != NULL))
    (*text)++;
  return TRUE;
}

static gboolean
take_bare_item (const char **text)
{
  switch (**text)
    {
    case '"':
      return take_string (text);
    case '?':
      return take_boolean (text);
    case '-':
      return take_integer (text);
    default:
      return g_ascii_isdigit (**text) ? take_integer (text) : take_token (text);
    }
}

static gboolean
take_parameters (const char **text)
{
  while (take_char (text, ';'))
    {
      *text += strspn (*text, " ");
      if (!take_key (text) || (take_char (text, '=') && !take_bare_item (text)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_comma (const char **text)
{
  *text += strspn (*text, " \t");
  if (!take_char (text, ','))
    return FALSE;
  *text += strspn (*text, " \t");
  return TRUE;
}

gboolean
rt_test_structured_is_item (const char *text)
{
  return take_bare_item (&text) && take_parameters (&text) && *text == '\0';
}

gboolean
rt_test_structured_is_list (const char *text)
{
  do
    if (!take_bare_item (&text) || !take_parameters (&text))
      return FALSE;
  while (take_comma (&text));
  return *text == '\0';
}

gboolean
rt_test_structured_is_dictionary (const char *text)
{
  do
    if (!take_key (&text) || (take_char (&text, '=') && !take_bare_item (&text))
        || !take_parameters (&text))
      return FALSE;
  while (take_comma (&text));
  return *text == '\0';
}
