/* Finds <meta charset> in the first bytes of a page as HTML's own algorithm does. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-charset.h"

#include <string.h>

#define PRESCAN_BYTES 1024

typedef struct
{
  const guint8 *at;
  const guint8 *end;
} Scanner;

static gboolean
is_space (guint8 c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

static gboolean
begins (const Scanner *scanner, const char *text)
{
  gsize length = strlen (text);

  return (gsize)(scanner->end - scanner->at) >= length
         && g_ascii_strncasecmp ((const char *)scanner->at, text, length) == 0;
}

static void
skip_spaces (Scanner *scanner, guint8 also)
{
  while (scanner->at < scanner->end && (is_space (*scanner->at) || *scanner->at == also))
    scanner->at++;
}

static void
take_value (Scanner *scanner, GString *value)
{
  guint8 quote = 0;

  skip_spaces (scanner, ' ');
  if (scanner->at < scanner->end && (*scanner->at == '"' || *scanner->at == '\''))
    quote = *scanner->at++;
  for (; scanner->at < scanner->end; scanner->at++)
    {
      guint8 c = *scanner->at;

      if (quote != 0 ? c == quote : is_space (c) || c == '>')
        break;
      g_string_append_c (value, g_ascii_tolower (c));
    }
  if (quote != 0 && scanner->at < scanner->end)
    scanner->at++;
}

/* "Get an attribute".  Returns FALSE at the end of the tag. */
static gboolean
take_attribute (Scanner *scanner, GString *name, GString *value)
{
  g_string_truncate (name, 0);
  g_string_truncate (value, 0);
  skip_spaces (scanner, '/');
  if (scanner->at == scanner->end || *scanner->at == '>')
    return FALSE;
  for (; scanner->at < scanner->end; scanner->at++)
    {
      guint8 c = *scanner->at;

      if ((c == '=' && name->len > 0) || is_space (c) || c == '/' || c == '>')
        break;
      g_string_append_c (name, g_ascii_tolower (c));
    }
  skip_spaces (scanner, ' ');
  if (scanner->at < scanner->end && *scanner->at == '=')
    {
      scanner->at++;
      take_value (scanner, value);
    }
  return TRUE;
}

/* "Extract a character encoding from a meta element": content="text/html; charset=x" */
static const RtEncoding *
extract (const char *content)
{
  while ((content = strstr (content, "charset")) != NULL)
    {
      char quote;
      gsize length;
      g_autofree char *label = NULL;

      content += strlen ("charset");
      content += strspn (content, " \t\n\f\r");
      if (*content != '=')
        continue;
      content++;
      content += strspn (content, " \t\n\f\r");
      quote = *content;
      if (quote == '"' || quote == '\'')
        {
          const char *closing = strchr (++content, quote);

          if (closing == NULL)
            return NULL;
          length = closing - content;
        }
      else
        length = strcspn (content, " \t\n\f\r;");
      label = g_strndup (content, length);
      return rt_encoding_find (label);
    }
  return NULL;
}

/* Past "<meta". */
static const RtEncoding *
read_meta (Scanner *scanner)
{
  g_autoptr (GString) name = g_string_new (NULL);
  g_autoptr (GString) value = g_string_new (NULL);
  const RtEncoding *by_content = NULL;
  const RtEncoding *by_charset = NULL;
  gboolean seen_charset = FALSE;
  gboolean seen_content = FALSE;
  gboolean seen_pragma = FALSE;
  gboolean is_pragma = FALSE;

  while (take_attribute (scanner, name, value))
    {
      if (strcmp (name->str, "http-equiv") == 0 && !seen_pragma)
        {
          seen_pragma = TRUE;
          is_pragma = strcmp (value->str, "content-type") == 0;
        }
      else if (strcmp (name->str, "content") == 0 && !seen_content)
        {
          seen_content = TRUE;
          by_content = extract (value->str);
        }
      else if (strcmp (name->str, "charset") == 0 && !seen_charset)
        {
          seen_charset = TRUE;
          by_charset = rt_encoding_find (value->str);
        }
    }
  if (scanner->at == scanner->end)
    return NULL; /* cut in the middle of the tag */
  if (seen_charset)
    return by_charset;
  return is_pragma ? by_content : NULL;
}

static void
skip_tag (Scanner *scanner)
{
  g_autoptr (GString) name = g_string_new (NULL);
  g_autoptr (GString) value = g_string_new (NULL);

  while (scanner->at < scanner->end && !is_space (*scanner->at) && *scanner->at != '>')
    scanner->at++;
  while (take_attribute (scanner, name, value))
    ;
}

static void
skip_past (Scanner *scanner, const char *text)
{
  while (scanner->at < scanner->end && !begins (scanner, text))
    scanner->at++;
  scanner->at += scanner->at < scanner->end ? strlen (text) : 0;
}

static gboolean
at_tag (const Scanner *scanner)
{
  gsize left = scanner->end - scanner->at;

  if (*scanner->at != '<')
    return FALSE;
  return (left >= 2 && g_ascii_isalpha (scanner->at[1]))
         || (left >= 3 && scanner->at[1] == '/' && g_ascii_isalpha (scanner->at[2]));
}

static gboolean
at_meta (const Scanner *scanner)
{
  return begins (scanner, "<meta") && scanner->end - scanner->at > 5
         && (is_space (scanner->at[5]) || scanner->at[5] == '/');
}

/**
 * rt_charset_prescan:
 * @data: the beginning of a page
 * @length: bytes at @data; only the first 1024 are looked at
 *
 * Finds the encoding that a `<meta>` tag names. Comments and the values of other
 * attributes do not count.
 *
 * Source: [HTML](https://html.spec.whatwg.org/#prescan-a-byte-stream-to-determine-its-encoding)
 *
 * Returns: (transfer none) (nullable): the encoding
 */
const RtEncoding *
rt_charset_prescan (const guint8 *data, gsize length)
{
  Scanner scanner = { data, data + MIN (length, PRESCAN_BYTES) };

  while (scanner.at < scanner.end)
    {
      if (begins (&scanner, "<!--"))
        {
          scanner.at += 2;
          skip_past (&scanner, "-->");
        }
      else if (at_meta (&scanner))
        {
          const RtEncoding *found;

          scanner.at += 5;
          found = read_meta (&scanner);
          if (found == NULL)
            continue;
          /* What we read as ASCII is not UTF-16. */
          if (rt_encoding_is_utf16 (found))
            return rt_encoding_find ("utf-8");
          if (strcmp (found->name, "x-user-defined") == 0)
            return rt_encoding_find ("windows-1252");
          return found;
        }
      else if (at_tag (&scanner))
        skip_tag (&scanner);
      else if (begins (&scanner, "<!") || begins (&scanner, "</")
               || begins (&scanner, "<?"))
        skip_past (&scanner, ">");
      else
        scanner.at++;
    }
  return NULL;
}
