/* What a proxy or a server asks for: the challenges of its WWW- or Proxy-Authenticate. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/rt-auth-challenge.h"

#include <string.h>

#define TOKEN_CHARS                                                                      \
  "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-.^_`|~"
#define TOKEN68_CHARS                                                                    \
  "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~+/"
#define SPACES " \t"

/* Nobody asks for more in earnest. */
#define CHALLENGES_MAX 32

static void
challenge_free (gpointer data)
{
  RtAuthChallenge *self = data;

  g_free (self->scheme);
  g_free (self->token68);
  g_hash_table_unref (self->params);
  g_free (self);
}

/* Takes what stands between quotes; NULL without the closing one. */
static char *
take_quoted (const char **text)
{
  g_autoptr (GString) value = g_string_new (NULL);
  const char *p = *text + 1;

  for (; *p != '\0' && *p != '"'; p++)
    {
      if (*p == '\\' && p[1] != '\0')
        p++;
      g_string_append_c (value, *p);
    }
  if (*p != '"')
    return NULL;
  *text = p + 1;
  return g_string_free (g_steal_pointer (&value), FALSE);
}

/* A name, "=" and a value; FALSE if that is not what stands there, and @text is as it was. */
static gboolean
take_param (RtAuthChallenge *self, const char **text)
{
  const char *p = *text;
  gsize length = strspn (p, TOKEN_CHARS);
  g_autofree char *name = g_ascii_strdown (p, (gssize)length);
  g_autofree char *value = NULL;

  p += length;
  p += strspn (p, SPACES);
  if (length == 0 || *p != '=')
    return FALSE;
  p++;
  p += strspn (p, SPACES);
  if (*p == '"')
    {
      value = take_quoted (&p);
      if (value == NULL)
        return FALSE;
    }
  else
    {
      length = strspn (p, TOKEN_CHARS);
      if (length == 0)
        return FALSE;
      value = g_strndup (p, length);
      p += length;
    }
  p += strspn (p, SPACES);
  if (*p != '\0' && *p != ',')
    return FALSE;
  /* The first of a name counts: a later one is no way to change it. */
  if (!g_hash_table_contains (self->params, name))
    g_hash_table_insert (self->params, g_steal_pointer (&name), g_steal_pointer (&value));
  *text = p;
  return TRUE;
}

static void
take_token68 (RtAuthChallenge *self, const char **text)
{
  const char *p = *text;
  gsize length = strspn (p, TOKEN68_CHARS);

  length += strspn (p + length, "=");
  p += length;
  p += strspn (p, SPACES);
  if (length == 0 || (*p != '\0' && *p != ','))
    return;
  self->token68 = g_strndup (*text, length);
  *text = p;
}

/* What a line holds.  A name without "=" begins the next challenge. */
static void
take_line (GPtrArray *challenges, const char *text)
{
  RtAuthChallenge *current = NULL;

  for (;;)
    {
      gsize length;

      text += strspn (text, ", \t");
      if (*text == '\0')
        return;
      if (current != NULL && take_param (current, &text))
        continue;
      length = strspn (text, TOKEN_CHARS);
      if (length == 0 || strchr (", \t", text[length]) == NULL
          || challenges->len >= CHALLENGES_MAX)
        return; /* what makes no sense ends the line */
      current = g_new0 (RtAuthChallenge, 1);
      current->scheme = g_ascii_strdown (text, (gssize)length);
      current->params = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      g_ptr_array_add (challenges, current);
      text += length;
      text += strspn (text, SPACES);
      if (*text != '\0' && *text != ',' && !take_param (current, &text))
        take_token68 (current, &text);
    }
}

/**
 * rt_auth_challenges_parse:
 * @fields: of an answer
 * @name: `Proxy-Authenticate` or `WWW-Authenticate`
 *
 * Reads the challenges, of which each line may hold several.  From where a line makes no
 * sense, it is left alone.
 *
 * Source: [RFC 9110 §11.6.1](https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1)
 *
 * Returns: (transfer full) (element-type RtAuthChallenge): the challenges, in their order
 */
GPtrArray *
rt_auth_challenges_parse (const RtHeaderList *fields, const char *name)
{
  GPtrArray *challenges = g_ptr_array_new_with_free_func (challenge_free);

  for (guint i = 0; i < rt_header_list_get_length (fields); i++)
    {
      const RtHeader *header = rt_header_list_get (fields, i);

      if (g_ascii_strcasecmp (header->name, name) == 0)
        take_line (challenges, header->value);
    }
  return challenges;
}

/* NULL if there is none of that name, which is in lower case. */
const char *
rt_auth_challenge_get (const RtAuthChallenge *self, const char *name)
{
  return g_hash_table_lookup (self->params, name);
}
