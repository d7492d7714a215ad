/* Where an answer says that the same file is to be had. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/transfer/rt-link-field.h"

#include <string.h>

/* What a link without `pri` has, RFC 6249 §3. */
#define PRIORITY_MAX 999999

typedef struct
{
  char *target;
  guint priority;
  gboolean has_rel;
  gboolean is_duplicate;
} Link;

static void
clear_link (gpointer data)
{
  g_free (((Link *)data)->target);
}

static void
skip_spaces (const char **p)
{
  *p += strspn (*p, " \t");
}

/* A token, or a string in quotes; NULL if it does not end. */
static char *
take_value (const char **p)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gsize length;

  if (**p != '"')
    {
      length = strcspn (*p, " \t;,");
      *p += length;
      return g_strndup (*p - length, length);
    }
  for (const char *q = *p + 1; *q != '\0'; q++)
    {
      if (*q == '"')
        {
          *p = q + 1;
          return g_string_free (g_steal_pointer (&text), FALSE);
        }
      if (*q == '\\' && *++q == '\0')
        break;
      g_string_append_c (text, *q);
    }
  return NULL;
}

/* `rel` is a list of words, and only the first `rel` counts (RFC 8288 §3.3). */
static void
apply (Link *link, const char *name, gsize length, const char *value)
{
  guint64 priority;

  if (length == 3 && g_ascii_strncasecmp (name, "rel", 3) == 0 && !link->has_rel)
    {
      g_auto (GStrv) words = g_strsplit_set (value, " \t", -1);

      link->has_rel = TRUE;
      for (guint i = 0; words[i] != NULL; i++)
        link->is_duplicate
            = link->is_duplicate || g_ascii_strcasecmp (words[i], "duplicate") == 0;
    }
  else if (length == 3 && g_ascii_strncasecmp (name, "pri", 3) == 0
           && g_ascii_string_to_unsigned (value, 10, 1, PRIORITY_MAX, &priority, NULL))
    link->priority = (guint)priority;
}

static gboolean
take_parameters (const char **p, Link *link)
{
  skip_spaces (p);
  while (**p == ';')
    {
      const char *name;
      gsize length;
      g_autofree char *value = NULL;

      (*p)++;
      skip_spaces (p);
      name = *p;
      length = strcspn (name, " \t=;,\"");
      *p += length;
      skip_spaces (p);
      if (**p == '=')
        {
          (*p)++;
          skip_spaces (p);
          value = take_value (p);
          if (value == NULL)
            return FALSE;
          apply (link, name, length, value);
        }
      skip_spaces (p);
    }
  return **p == ',' || **p == '\0';
}

/* The order of the field decides between equals. */
static int
compare_links (gconstpointer a, gconstpointer b)
{
  const Link *left = a;
  const Link *right = b;

  return (left->priority > right->priority) - (left->priority < right->priority);
}

/**
 * rt_link_field_find_duplicates:
 * @value: the value of `Link`
 *
 * Finds the links with `rel=duplicate`: the same file elsewhere.  What comes after
 * something that is not well-formed is not read.
 *
 * Source: [RFC 8288 §3](https://www.rfc-editor.org/rfc/rfc8288#section-3),
 * [RFC 6249 §3](https://www.rfc-editor.org/rfc/rfc6249#section-3)
 *
 * Returns: (transfer full) (element-type utf8): the targets, relative ones among them, the
 *   preferred first
 */
GPtrArray *
rt_link_field_find_duplicates (const char *value)
{
  GPtrArray *targets = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) links = g_array_new (FALSE, FALSE, sizeof (Link));

  g_array_set_clear_func (links, clear_link);
  for (const char *p = value + strspn (value, " \t,"); *p == '<'; p += strspn (p, " \t,"))
    {
      const char *end = strchr (p, '>');
      Link link = { .priority = PRIORITY_MAX };
      gboolean is_good;

      if (end == NULL)
        break;
      link.target = g_strndup (p + 1, (gsize)(end - p - 1));
      p = end + 1;
      is_good = take_parameters (&p, &link);
      g_array_append_val (links, link);
      if (!is_good)
        {
          g_array_set_size (links, links->len - 1);
          break;
        }
    }
  g_array_sort (links, compare_links); /* which is stable */
  for (guint i = 0; i < links->len; i++)
    if (g_array_index (links, Link, i).is_duplicate)
      g_ptr_array_add (targets, g_steal_pointer (&g_array_index (links, Link, i).target));
  return targets;
}
