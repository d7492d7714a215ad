/* What is behind the value of a cookie. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cookies/rt-cookie-decode.h"

#include "core/http/rt-json-member.h"

#include <string.h>

/* Shorter words look like base64 by chance. */
#define BASE64_CHARS_MIN 8

/* Beyond, an object is not taken apart. */
#define DEPTH_MAX 32

static gboolean
is_text (const char *bytes, gsize length)
{
  if (length == 0 || !g_utf8_validate (bytes, (gssize)length, NULL))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if ((guchar)bytes[i] < 0x20 && strchr ("\t\r\n", bytes[i]) == NULL)
      return FALSE;
  return TRUE;
}

/* Either alphabet, with or without "=" at the end; NULL if it is something else, or no
 * text comes out. */
static char *
dup_base64 (const char *start, gsize length)
{
  g_autoptr (GString) padded = g_string_new_len (start, (gssize)length);
  g_autofree guchar *bytes = NULL;
  gsize n_bytes;

  while (padded->len > 0 && padded->str[padded->len - 1] == '=')
    g_string_truncate (padded, padded->len - 1);
  g_string_replace (padded, "-", "+", 0);
  g_string_replace (padded, "_", "/", 0);
  for (gsize i = 0; i < padded->len; i++)
    if (!g_ascii_isalnum (padded->str[i]) && strchr ("+/", padded->str[i]) == NULL)
      return NULL;
  if (padded->len % 4 == 1)
    return NULL;
  while (padded->len % 4 != 0)
    g_string_append_c (padded, '=');
  bytes = g_base64_decode (padded->str, &n_bytes);
  return is_text ((const char *)bytes, n_bytes) ? g_strndup ((char *)bytes, n_bytes)
                                                : NULL;
}

/* Text that is a JSON object becomes one with a member a line; other text gives NULL. */
static char *
dup_object (const char *text)
{
  g_autoptr (JsonNode) node = rt_json_parse_object (text, strlen (text), DEPTH_MAX);

  return node != NULL ? json_to_string (node, TRUE) : NULL;
}

/* Head and claims; the signature is no text. */
static char *
dup_token (const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, ".", 4);
  g_autofree char *head = NULL;
  g_autofree char *claims = NULL;
  g_autofree char *head_object = NULL;
  g_autofree char *claims_object = NULL;

  if (g_strv_length (parts) != 3)
    return NULL;
  head = dup_base64 (parts[0], strlen (parts[0]));
  claims = dup_base64 (parts[1], strlen (parts[1]));
  if (head == NULL || claims == NULL)
    return NULL;
  head_object = dup_object (head);
  claims_object = dup_object (claims);
  if (head_object == NULL || claims_object == NULL)
    return NULL;
  return g_strdup_printf ("%s\n%s", head_object, claims_object);
}

static char *
dup_unescaped (const char *value)
{
  g_autofree char *text = NULL;

  if (strchr (value, '%') == NULL)
    return NULL;
  text = g_uri_unescape_string (value, NULL);
  return text != NULL && is_text (text, strlen (text)) && strcmp (text, value) != 0
             ? g_steal_pointer (&text)
             : NULL;
}

/* JSON is easier to read on lines of its own. */
static char *
lay_out (char *text)
{
  char *object = dup_object (text);

  if (object == NULL)
    return text;
  g_free (text);
  return object;
}

/**
 * rt_cookie_decode:
 * @value: the value of a cookie
 * @coding: (out): what it is written in
 *
 * Looks behind a value.  A signature is not checked.
 *
 * Source: [RFC 7519 §3](https://www.rfc-editor.org/rfc/rfc7519#section-3)
 *
 * Returns: (transfer full) (nullable): text; %NULL if the value says what it means
 */
char *
rt_cookie_decode (const char *value, RtCookieCoding *coding)
{
  char *text = dup_token (value);

  *coding = RT_COOKIE_CODING_JWT;
  if (text != NULL)
    return text;
  *coding = RT_COOKIE_CODING_BASE64;
  if (strlen (value) >= BASE64_CHARS_MIN)
    text = dup_base64 (value, strlen (value));
  if (text != NULL)
    return lay_out (text);
  *coding = RT_COOKIE_CODING_PERCENT;
  text = dup_unescaped (value);
  if (text != NULL)
    return lay_out (text);
  *coding = RT_COOKIE_CODING_NONE;
  return NULL;
}
