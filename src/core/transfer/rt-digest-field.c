/* The digests that an answer carries. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-digest-field.h"

#include <string.h>

#define BASE64 "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

/* What may stand in a token or a number of a structured field, RFC 8941 §3.3. */
#define BARE BASE64 "!#$%&'*-.^_`|~:?"

/* Keeps the strongest. */
static gboolean
keep (RtDigest *self, const RtDigest *digest)
{
  if (digest->algorithm > self->algorithm)
    *self = *digest;
  return TRUE;
}

/* Exactly as many digits as the algorithm needs, padded: anything else is no digest, and
 * g_base64_decode() would skip over what is wrong. */
static gboolean
parse_base64 (RtDigest *self,
              RtDigestAlgorithm algorithm,
              const char *text,
              gsize text_length)
{
  gsize size = rt_digest_algorithm_get_size (algorithm);
  gsize n_digits = (size * 8 + 5) / 6;
  g_autofree char *copy = NULL;
  g_autofree guchar *bytes = NULL;
  gsize length;

  if (text_length != (size + 2) / 3 * 4 || strspn (text, BASE64) != n_digits
      || strspn (text + n_digits, "=") != text_length - n_digits)
    return FALSE;
  copy = g_strndup (text, text_length);
  bytes = g_base64_decode (copy, &length);
  if (length != size)
    return FALSE;
  *self = (RtDigest){ .algorithm = algorithm };
  memcpy (self->bytes, bytes, size);
  return TRUE;
}

static void
skip_spaces (const char **p, const char *spaces)
{
  *p += strspn (*p, spaces);
}

/* A key of a dictionary or a parameter, RFC 8941 §3.1.2. */
static gsize
measure_key (const char *p)
{
  if (!g_ascii_islower (*p) && *p != '*')
    return 0;
  return strspn (p, "abcdefghijklmnopqrstuvwxyz0123456789_-.*");
}

/* Steps over a byte sequence, RFC 8941 §3.3.5. */
static gboolean
take_bytes (const char **p, const char **text, gsize *length)
{
  if (**p != ':')
    return FALSE;
  *text = *p + 1;
  *length = strspn (*text, BASE64 "=");
  if ((*text)[*length] != ':')
    return FALSE;
  *p = *text + *length + 1;
  return TRUE;
}

static gboolean
skip_string (const char **p)
{
  for (const char *q = *p + 1; *q != '\0'; q++)
    {
      if (*q == '"')
        {
          *p = q + 1;
          return TRUE;
        }
      if (*q == '\\' && *++q != '"' && *q != '\\')
        return FALSE;
    }
  return FALSE;
}

static gboolean
skip_item (const char **p)
{
  const char *begin = *p;
  const char *text;
  gsize length;

  if (**p == ':')
    return take_bytes (p, &text, &length);
  if (**p == '"')
    return skip_string (p);
  *p += strspn (*p, BARE);
  return *p > begin;
}

/* What a parameter says does not matter, but it has to be one. */
static gboolean
skip_parameters (const char **p)
{
  while (**p == ';')
    {
      gsize length;

      (*p)++;
      skip_spaces (p, " ");
      length = measure_key (*p);
      if (length == 0)
        return FALSE;
      *p += length;
      if (**p != '=')
        continue;
      (*p)++;
      if (!skip_item (p))
        return FALSE;
    }
  return TRUE;
}

/* One digest of the dictionary. */
static gboolean
take_member (const char **p, RtDigest *found)
{
  const char *key = *p;
  gsize key_length = measure_key (key);
  RtDigestAlgorithm algorithm;
  RtDigest digest;
  const char *text;
  gsize length;

  if (key_length == 0 || key[key_length] != '=')
    return FALSE;
  *p += key_length + 1;
  if (!take_bytes (p, &text, &length) || !skip_parameters (p))
    return FALSE;
  algorithm = rt_digest_algorithm_find (key, key_length);
  if (algorithm == RT_DIGEST_NONE)
    return TRUE; /* one that we do not know */
  return parse_base64 (&digest, algorithm, text, length) && keep (found, &digest);
}

/**
 * rt_digest_field_parse:
 * @self: (out caller-allocates): where to put the strongest digest; untouched on failure
 * @value: the value of `Repr-Digest` or `Content-Digest`
 *
 * Reads a dictionary of digests.  One that is not well-formed, or holds a digest of the
 * wrong length, says nothing at all.
 *
 * Source: [RFC 9530 §2](https://www.rfc-editor.org/rfc/rfc9530#section-2),
 * [RFC 8941 §4.2.2](https://www.rfc-editor.org/rfc/rfc8941#section-4.2.2)
 *
 * Returns: %TRUE if @self was filled in
 */
gboolean
rt_digest_field_parse (RtDigest *self, const char *value)
{
  RtDigest found = { .algorithm = RT_DIGEST_NONE };
  const char *p = value;

  skip_spaces (&p, " ");
  for (;;)
    {
      if (!take_member (&p, &found))
        return FALSE;
      skip_spaces (&p, " \t");
      if (*p == '\0')
        break;
      if (*p++ != ',')
        return FALSE;
      skip_spaces (&p, " \t");
    }
  if (found.algorithm == RT_DIGEST_NONE)
    return FALSE;
  *self = found;
  return TRUE;
}

/**
 * rt_digest_field_parse_legacy:
 * @self: (out caller-allocates): where to put the strongest digest; untouched on failure
 * @value: the value of `Digest`
 *
 * Reads what servers sent before RFC 9530, such as `SHA-256=BASE64,MD5=BASE64`.
 *
 * Source: [RFC 3230 §4.3.2](https://www.rfc-editor.org/rfc/rfc3230#section-4.3.2)
 *
 * Returns: %TRUE if @self was filled in
 */
gboolean
rt_digest_field_parse_legacy (RtDigest *self, const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, ",", 16);
  RtDigest found = { .algorithm = RT_DIGEST_NONE };

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *equals;
      RtDigestAlgorithm algorithm;
      RtDigest digest;

      g_strstrip (parts[i]);
      equals = strchr (parts[i], '=');
      if (equals == NULL)
        return FALSE;
      algorithm = rt_digest_algorithm_find (parts[i], (gsize)(equals - parts[i]));
      if (algorithm == RT_DIGEST_NONE)
        continue;
      if (!parse_base64 (&digest, algorithm, equals + 1, strlen (equals + 1)))
        return FALSE;
      keep (&found, &digest);
    }
  if (found.algorithm == RT_DIGEST_NONE)
    return FALSE;
  *self = found;
  return TRUE;
}

static gboolean
parse_md5 (RtDigest *self, const char *value)
{
  return parse_base64 (self, RT_DIGEST_MD5, value, strlen (value));
}

typedef struct
{
  const char *name;
  gboolean (*parse) (RtDigest *self, const char *value);
  gboolean of_what_comes;
} Kind;

static const Kind kinds[] = {
  { "Repr-Digest", rt_digest_field_parse, FALSE },
  { "Content-Digest", rt_digest_field_parse, TRUE },
  { "Digest", rt_digest_field_parse_legacy, FALSE },
  { "Content-MD5", parse_md5, TRUE },
};

static gboolean
read_field (RtDigest *self, const RtHeaderList *fields, const Kind *kind)
{
  g_autofree char *value = rt_header_list_join (fields, kind->name);

  return value != NULL && kind->parse (self, value);
}

/**
 * rt_digest_field_find:
 * @self: (out caller-allocates): where to put the digest; untouched on failure
 * @fields: the fields of an answer that brings a file or a part of it
 *
 * Finds a digest of the whole file.  `Repr-Digest` and `Digest` are of the whole whatever
 * comes; `Content-Digest` and `Content-MD5` are of what comes, so of a part they do not
 * count.
 *
 * Source: [RFC 9530 §3](https://www.rfc-editor.org/rfc/rfc9530#section-3)
 *
 * Returns: %TRUE if @self was filled in
 */
gboolean
rt_digest_field_find (RtDigest *self, const RtHeaderList *fields)
{
  gboolean is_part = rt_header_list_find (fields, "Content-Range") != NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (!(kinds[i].of_what_comes && is_part) && read_field (self, fields, &kinds[i]))
      return TRUE;
  return FALSE;
}

/**
 * rt_digest_field_find_content:
 * @self: (out caller-allocates): where to put the digest; untouched on failure
 * @fields: the fields of an answer
 *
 * Finds a digest of what comes, be it the whole or a part.
 *
 * Source: [RFC 9530 §2](https://www.rfc-editor.org/rfc/rfc9530#section-2)
 *
 * Returns: %TRUE if @self was filled in
 */
gboolean
rt_digest_field_find_content (RtDigest *self, const RtHeaderList *fields)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].of_what_comes && read_field (self, fields, &kinds[i]))
      return TRUE;
  return FALSE;
}
