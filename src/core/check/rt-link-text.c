/* Addresses in plain text, in a column of a table, and in Markdown. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/check/rt-link-readers.h"

#include <string.h>

/* A table with more columns is none. */
#define COLUMNS_MAX 1024
/* Such a line says nothing about the column. */
#define ROWS_LOOKED_AT 20

static gboolean
begins_http (const char *text)
{
  return g_ascii_strncasecmp (text, "http://", 7) == 0
         || g_ascii_strncasecmp (text, "https://", 8) == 0;
}

/* How long an address in running text is: what ends a sentence or a bracket is not of it,
 * unless the bracket was opened in it. */
static gsize
measure (const char *text)
{
  gsize length = strcspn (text, " \t\r\n\"<>`\\^{}|");
  /* None of these is cut off below. */
  gboolean has_round = memchr (text, '(', length) != NULL;
  gboolean has_square = memchr (text, '[', length) != NULL;

  while (length > 0)
    {
      char last = text[length - 1];

      if (strchr (".,;:!?'*_)]", last) == NULL || (last == ')' && has_round)
          || (last == ']' && has_square))
        break;
      length--;
    }
  return length;
}

/* All that begins like an address. */
static void
find_in_text (RtLinkList *self, const char *text, gsize length)
{
  const char *end = text + length;

  while (text < end)
    {
      gsize n;
      g_autofree char *address = NULL;

      if ((*text != 'h' && *text != 'H') || !begins_http (text))
        {
          text++;
          continue;
        }
      n = measure (text);
      n = MIN (n, (gsize)(end - text));
      address = g_strndup (text, n);
      rt_link_list_take (self, address, NULL);
      text += MAX (n, 1);
    }
}

/* A line is an address, or a text with addresses in it; “#” begins a remark. */
static void
take_line (RtLinkList *self, const char *line, gsize length)
{
  g_autofree char *text = g_strstrip (g_strndup (line, length));

  if (*text == '\0' || *text == '#')
    return;
  if (strpbrk (text, " \t") == NULL)
    rt_link_list_take_typed (self, text);
  else
    find_in_text (self, text, strlen (text));
}

void
rt_link_list_read_text (RtLinkList *self, const char *text)
{
  while (*text != '\0')
    {
      gsize length = strcspn (text, "\r\n");

      take_line (self, text, length);
      text += length;
      text += strspn (text, "\r\n");
    }
}

/* One row of RFC 4180, with any of the usual separators; steps over it. */
static GPtrArray *
take_row (const char **text, char separator)
{
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) cell = g_string_new (NULL);
  gboolean is_quoted = FALSE;
  const char *p = *text;

  for (;; p++)
    {
      if (is_quoted && *p == '"' && p[1] == '"')
        g_string_append_c (cell, *p++);
      else if (*p == '"' && (is_quoted || cell->len == 0))
        is_quoted = !is_quoted;
      else if (*p == '\0'
               || (!is_quoted && (*p == separator || *p == '\r' || *p == '\n')))
        {
          if (cells->len < COLUMNS_MAX)
            g_ptr_array_add (cells, g_strstrip (g_strdup (cell->str)));
          g_string_truncate (cell, 0);
          if (*p != separator || *p == '\0')
            break;
        }
      else
        g_string_append_c (cell, *p);
    }
  *text = p + strspn (p, "\r\n");
  return cells;
}

static char
find_separator (const char *text)
{
  gsize length = strcspn (text, "\r\n");

  if (memchr (text, '\t', length) != NULL)
    return '\t';
  return memchr (text, ',', length) == NULL && memchr (text, ';', length) != NULL ? ';'
                                                                                  : ',';
}

static gboolean
is_title (const char *cell)
{
  static const char *const titles[] = { "url", "address", "link", "href", "uri" };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_ascii_strcasecmp (cell, titles[i]) == 0)
      return TRUE;
  return FALSE;
}

/* The column whose title says so, or the first that holds an address. */
static guint
find_column (const char *text, char separator, gboolean *has_titles)
{
  for (guint row = 0; row < ROWS_LOOKED_AT && *text != '\0'; row++)
    {
      g_autoptr (GPtrArray) cells = take_row (&text, separator);

      for (guint i = 0; i < cells->len; i++)
        {
          *has_titles = row == 0 && is_title (cells->pdata[i]);
          if (*has_titles || begins_http (cells->pdata[i]))
            return i;
        }
    }
  *has_titles = FALSE;
  return 0;
}

void
rt_link_list_read_csv (RtLinkList *self, const char *text)
{
  char separator = find_separator (text);
  gboolean has_titles;
  guint column = find_column (text, separator, &has_titles);

  for (gboolean is_title_row = has_titles; *text != '\0'; is_title_row = FALSE)
    {
      g_autoptr (GPtrArray) cells = take_row (&text, separator);

      if (!is_title_row && column < cells->len && *(char *)cells->pdata[column] != '\0')
        rt_link_list_take_typed (self, cells->pdata[column]);
    }
}

/* What stands in the brackets of “[text](address "title")”, or behind “[name]:”. */
static const char *
take_destination (RtLinkList *self, const char *text, GUri *base)
{
  g_autofree char *address = NULL;
  gsize length = 0;
  guint depth = 0;

  text += strspn (text, " \t");
  if (*text == '<')
    {
      length = strcspn (++text, ">\r\n");
    }
  else
    for (; text[length] != '\0' && strchr (" \t\r\n", text[length]) == NULL; length++)
      {
        if (text[length] == ')' && depth-- == 0)
          break;
        if (text[length] == '(')
          depth++;
      }
  address = g_strndup (text, length);
  if (*address != '\0')
    rt_link_list_take (self, address, base);
  return text + length;
}

/* Without a full reading of Markdown: a link in a block of code is a link, too. */
void
rt_link_list_read_markdown (RtLinkList *self, const char *text, GUri *base)
{
  while (*text != '\0')
    {
      gsize length = 1;

      if (*text == ']' && (text[1] == '(' || text[1] == ':'))
        {
          text = take_destination (self, text + 2, base);
          continue;
        }
      if (begins_http (text))
        {
          length = measure (text);
          length = MAX (length, 1);
          find_in_text (self, text, length);
        }
      text += length;
    }
}
