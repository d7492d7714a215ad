/* The file name that an answer suggests. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-content-disposition.h"

#include "core/http/rt-percent.h"
#include "core/wire/rt-header-list.h"

#include <string.h>

static const char *
skip_space (const char *text)
{
  while (*text == ' ' || *text == '\t')
    text++;
  return text;
}

/* Reads what stands behind '='.  In quotes only \" and \\ are escapes: servers send
 * Windows paths with single backslashes.  A quote that is never closed ends at the end;
 * without quotes the value goes on over spaces to the next ';'. */
static char *
read_value (const char **text)
{
  const char *p = skip_space (*text);
  GString *value = g_string_new (NULL);

  if (*p == '"')
    {
      for (p++; *p != '\0' && *p != '"'; p++)
        {
          if (*p == '\\' && (p[1] == '"' || p[1] == '\\'))
            p++;
          g_string_append_c (value, *p);
        }
      p += strcspn (p, ";");
    }
  else
    {
      gsize length = strcspn (p, ";");
      g_string_append_len (value, p, (gssize)length);
      p += length;
    }
  *text = p;
  return g_strstrip (g_string_free (value, FALSE));
}

/* The value of the first parameter called @name, or NULL. */
static char *
find_parameter (const char *text, const char *name)
{
  while (*text != '\0')
    {
      const char *start = skip_space (text);
      const char *end = start + strcspn (start, "=; \t");
      const char *equals = skip_space (end);
      gboolean found = (gsize)(end - start) == strlen (name)
                       && g_ascii_strncasecmp (start, name, strlen (name)) == 0;

      if (*equals == '=')
        {
          g_autofree char *value = NULL;

          text = equals + 1;
          value = read_value (&text);
          if (found)
            return g_steal_pointer (&value);
        }
      else
        {
          text = start + strcspn (start, ";");
        }
      if (*text == ';')
        text++;
    }
  return NULL;
}

/* Bytes to UTF-8, or NULL if they are not what @charset says. */
static char *
to_utf8 (const char *bytes, gsize length, const char *charset)
{
  if (memchr (bytes, '\0', length) != NULL)
    return NULL;
  if (g_ascii_strcasecmp (charset, "UTF-8") == 0)
    return g_utf8_validate_len (bytes, length, NULL) ? g_strndup (bytes, length) : NULL;
  return g_convert (bytes, (gssize)length, "UTF-8", charset, NULL, NULL, NULL);
}

/* RFC 8187 §3.2: charset'language'percent-encoded */
static char *
decode_extended (const char *value)
{
  const char *charset_end = strchr (value, '\'');
  const char *language_end = charset_end != NULL ? strchr (charset_end + 1, '\'') : NULL;
  g_autofree char *charset = NULL;
  g_autoptr (GString) bytes = NULL;

  if (language_end == NULL)
    return NULL;
  charset = g_strndup (value, (gsize)(charset_end - value));
  if (g_ascii_strcasecmp (charset, "UTF-8") != 0
      && g_ascii_strcasecmp (charset, "ISO-8859-1") != 0)
    return NULL;
  bytes = rt_percent_decode (language_end + 1, strlen (language_end + 1));
  return to_utf8 (bytes->str, bytes->len, charset);
}

/* RFC 2047 §4.2: '_' is a space and =XX a byte. */
static GString *
decode_q (const char *text)
{
  GString *bytes = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    {
      int high = *p == '=' ? g_ascii_xdigit_value (p[1]) : -1;
      int low = high >= 0 ? g_ascii_xdigit_value (p[2]) : -1;

      if (low >= 0)
        {
          g_string_append_c (bytes, (char)(high * 16 + low));
          p += 2;
        }
      else
        {
          g_string_append_c (bytes, *p == '_' ? ' ' : *p);
        }
    }
  return bytes;
}

/* One encoded word, charset?encoding?text without the marks around it. */
static char *
decode_word (const char *inside)
{
  g_auto (GStrv) parts = g_strsplit (inside, "?", -1);
  g_autoptr (GString) bytes = NULL;

  if (g_strv_length (parts) != 3)
    return NULL;
  if (g_ascii_strcasecmp (parts[1], "B") == 0)
    {
      gsize length;
      g_autofree guchar *decoded = g_base64_decode (parts[2], &length);
      bytes = g_string_new_len ((const char *)decoded, (gssize)length);
    }
  else if (g_ascii_strcasecmp (parts[1], "Q") == 0)
    {
      bytes = decode_q (parts[2]);
    }
  else
    {
      return NULL;
    }
  return to_utf8 (bytes->str, bytes->len, parts[0]);
}

/* Words of RFC 2047, as some mail-minded servers send them; white space between two of
 * them does not count. */
static char *
decode_words (const char *text)
{
  g_autoptr (GString) decoded = g_string_new (NULL);

  for (text = skip_space (text); *text != '\0'; text = skip_space (text))
    {
      const char *encoding
          = g_str_has_prefix (text, "=?") ? strchr (text + 2, '?') : NULL;
      const char *data = encoding != NULL ? strchr (encoding + 1, '?') : NULL;
      const char *end = data != NULL ? strstr (data + 1, "?=") : NULL;
      g_autofree char *inside = NULL;
      g_autofree char *word = NULL;

      if (end == NULL)
        return NULL;
      inside = g_strndup (text + 2, (gsize)(end - text) - 2);
      word = decode_word (inside);
      if (word == NULL)
        return NULL;
      g_string_append (decoded, word);
      text = end + 2;
    }
  return decoded->len > 0 ? g_strdup (decoded->str) : NULL;
}

/* What servers put into the plain parameter although only ASCII belongs there. */
static char *
decode_plain (const char *value)
{
  g_autofree char *words = decode_words (value);
  g_autoptr (GString) unescaped = NULL;

  if (words != NULL)
    return g_steal_pointer (&words);
  unescaped = rt_percent_decode (value, strlen (value));
  if (unescaped->len < strlen (value))
    {
      char *text = to_utf8 (unescaped->str, unescaped->len, "UTF-8");
      if (text != NULL)
        return text;
    }
  return rt_header_value_to_utf8 (value);
}

/**
 * rt_content_disposition_find_file_name:
 * @value: a Content-Disposition field value, bytes as received
 *
 * Finds the name that an answer suggests: `filename*` if it is sound, else `filename`,
 * which may hold raw UTF-8, ISO-8859-1, percent-encoding or RFC 2047 words.  The name is
 * not safe to be used before rt_file_name_sanitize().
 *
 * Source: [RFC 6266 §4.3](https://www.rfc-editor.org/rfc/rfc6266#section-4.3),
 * [RFC 8187](https://www.rfc-editor.org/rfc/rfc8187)
 *
 * Returns: (transfer full) (nullable): the name in UTF-8
 */
char *
rt_content_disposition_find_file_name (const char *value)
{
  g_autofree char *extended = find_parameter (value, "filename*");
  g_autofree char *plain = find_parameter (value, "filename");
  char *name = extended != NULL ? decode_extended (extended) : NULL;

  if (name == NULL && plain != NULL)
    name = decode_plain (plain);
  return name;
}
