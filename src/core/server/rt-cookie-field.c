/* The cookies that came with a request. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/server/rt-cookie-field.h"

#include <string.h>

static void
cookie_pair_free (gpointer data)
{
  RtCookiePair *pair = data;

  g_free (pair->name);
  g_free (pair->value);
  g_free (pair);
}

static void
read_one (GPtrArray *pairs, const char *field)
{
  g_auto (GStrv) each = g_strsplit (field, ";", -1);

  for (guint i = 0; each[i] != NULL; i++)
    {
      const char *text = g_strstrip (each[i]);
      const char *mark = strchr (text, '=');
      RtCookiePair *pair;

      if (*text == '\0')
        continue;
      pair = g_new0 (RtCookiePair, 1);
      pair->name = mark != NULL ? g_strndup (text, (gsize)(mark - text)) : g_strdup ("");
      pair->value = g_strdup (mark != NULL ? mark + 1 : text);
      g_ptr_array_add (pairs, pair);
    }
}

/**
 * rt_cookie_field_read:
 * @fields: of a request
 *
 * Reads its Cookie field, or its Cookie fields.
 *
 * Source: [RFC 6265bis §4.2](https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#name-cookie)
 *
 * Returns: (transfer full) (element-type RtCookiePair): the cookies, in their order
 */
GPtrArray *
rt_cookie_field_read (const RtHeaderList *fields)
{
  GPtrArray *pairs = g_ptr_array_new_with_free_func (cookie_pair_free);

  for (guint i = 0; i < rt_header_list_get_length (fields); i++)
    {
      const RtHeader *field = rt_header_list_get (fields, i);

      if (g_ascii_strcasecmp (field->name, "Cookie") == 0)
        read_one (pairs, field->value);
    }
  return pairs;
}
