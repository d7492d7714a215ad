/* Secrets in bodies: of a form in any of its three types, and of JSON. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/http/rt-mask-body.h"

#include "core/http/rt-mask.h"
#include "core/wire/rt-header-secret.h"

#include <string.h>

static gboolean
is_secret (const char *name, gsize length)
{
  g_autofree char *text = g_strndup (name, length);

  return rt_header_is_secret (text);
}

static const char *
skip_spaces (const char *at, const char *end)
{
  while (at < end && g_ascii_isspace (*at))
    at++;
  return at;
}

/* From one quote past the other. */
static const char *
skip_string (const char *at, const char *end)
{
  for (at++; at < end && *at != '"'; at++)
    if (*at == '\\')
      at++;
  return MIN (at + 1, end);
}

/* An object or an array with all that is in it, a string, or a word. */
static const char *
skip_value (const char *at, const char *end)
{
  guint depth = 0;

  do
    {
      if (*at == '"')
        {
          at = skip_string (at, end);
          continue;
        }
      if (*at == '{' || *at == '[')
        depth++;
      else if (depth > 0 && (*at == '}' || *at == ']'))
        depth--;
      at++;
    }
  while (at < end && (depth > 0 || strchr (",}] \t\r\n", *at) == NULL));
  return at;
}

/* RFC 8259, as far as it is one. */
static void
mask_json (GString *masked, const char *at, const char *end)
{
  while (at < end)
    {
      const char *begin = at;
      const char *colon;

      if (*at != '"')
        {
          g_string_append_c (masked, *at++);
          continue;
        }
      at = skip_string (at, end);
      g_string_append_len (masked, begin, at - begin);
      colon = skip_spaces (at, end);
      if (colon == end || *colon != ':' || !is_secret (begin + 1, at - begin - 1))
        continue;
      begin = at;
      at = skip_spaces (colon + 1, end);
      g_string_append_len (masked, begin, at - begin);
      if (at < end)
        at = skip_value (at, end);
      g_string_append (masked, "\"" RT_MASK "\"");
    }
}

/* A line is all of a form that is urlencoded, and a field of one that is text. */
static void
mask_lines (GString *masked, const char *at, const char *end)
{
  while (at < end)
    {
      const char *newline = memchr (at, '\n', end - at);
      const char *stop = newline != NULL ? newline : end;
      g_autofree char *line = NULL;
      g_autofree char *pairs = NULL;

      if (newline != NULL && newline > at && newline[-1] == '\r')
        stop--;
      line = g_strndup (at, stop - at);
      pairs = rt_mask_pairs (line);
      g_string_append (masked, pairs);
      at = newline != NULL ? newline + 1 : end;
      g_string_append_len (masked, stop, at - stop);
    }
}

/* Whether a part has a value, and a name that speaks of a secret. */
static gboolean
names_secret (const char *head, gsize length)
{
  const char *name = g_strstr_len (head, (gssize)length, " name=\"");
  const char *begin = name != NULL ? name + strlen (" name=\"") : NULL;
  const char *quote = name != NULL ? memchr (begin, '"', head + length - begin) : NULL;

  return quote != NULL && g_strstr_len (head, (gssize)length, " filename=\"") == NULL
         && is_secret (begin, quote - begin);
}

/* What is between two files is looked at by itself: it begins with the end of a part. */
static void
mask_multipart (GString *masked, const char *at, const char *end, const char *boundary)
{
  g_autofree char *mark = g_strconcat ("--", boundary, NULL);
  const char *head;

  while ((head = memmem (at, end - at, mark, strlen (mark))) != NULL)
    {
      const char *blank = memmem (head, end - head, "\r\n\r\n", 4);
      const char *value = blank != NULL ? blank + 4 : end;
      const char *next = memmem (value, end - value, mark, strlen (mark));
      const char *stop = next != NULL ? MAX (value, next - strlen ("\r\n")) : end;

      g_string_append_len (masked, at, value - at);
      at = value;
      if (blank != NULL && names_secret (head, blank - head))
        {
          g_string_append (masked, RT_MASK);
          at = stop;
        }
    }
  g_string_append_len (masked, at, end - at);
}

static char *
find_boundary (const char *type)
{
  const char *begin = strstr (type, "boundary=");

  if (begin == NULL)
    return NULL;
  begin += strlen ("boundary=");
  if (*begin == '"')
    begin++;
  return g_strndup (begin, strcspn (begin, "\"; "));
}

static gboolean
is_form (const char *type)
{
  return g_str_has_prefix (type, "application/x-www-form-urlencoded")
         || g_str_has_prefix (type, "text/plain");
}

/**
 * rt_mask_body:
 * @body: a body, or what is between two files of one
 * @type: (nullable): its Content-Type
 *
 * Masks the values of names that speak of secrets.  What is none of the types that a form
 * has, and no JSON, stays as it is.
 *
 * Source: [HTML §4.10.21](https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#form-submission-2)
 *
 * Returns: (transfer full): the body
 */
GBytes *
rt_mask_body (GBytes *body, const char *type)
{
  gsize length;
  const char *data = g_bytes_get_data (body, &length);
  const char *end = data + length;
  g_autofree char *lower = g_ascii_strdown (type != NULL ? type : "", -1);
  g_autofree char *boundary = NULL;
  const char *first = length > 0 ? skip_spaces (data, end) : end;
  GString *masked = g_string_new (NULL);

  if (g_str_has_prefix (lower, "multipart/"))
    boundary = find_boundary (type);
  if (boundary != NULL)
    mask_multipart (masked, data, end, boundary);
  else if (first < end && (*first == '{' || *first == '['))
    mask_json (masked, data, end);
  else if (is_form (lower))
    mask_lines (masked, data, end);
  else
    g_string_append_len (masked, data, (gssize)length);
  return g_string_free_to_bytes (masked);
}
