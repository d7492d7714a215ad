/* JSON, token by token. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/http/rt-syntax-private.h"

#include <string.h>

/* The modes. */
enum
{
  BETWEEN,
  STRING,
};

static void
open_level (RtScanner *self, gboolean object)
{
  self->depth++;
  self->objects = self->objects << 1 | (object ? 1 : 0);
  self->name = object;
}

static void
close_level (RtScanner *self)
{
  if (self->depth > 0)
    self->depth--;
  self->objects >>= 1;
  self->name = FALSE;
}

/* Spaces and punctuation, which tells what the next string is. */
static void
take_punctuation (RtScanner *self, const char **at, const char *end)
{
  do
    {
      if (**at == '{' || **at == '[')
        open_level (self, **at == '{');
      else if (**at == '}' || **at == ']')
        close_level (self);
      else if (**at == ',')
        self->name = (self->objects & 1) != 0;
      else if (**at == ':')
        self->name = FALSE;
      (*at)++;
    }
  while (*at < end && **at != '"' && !rt_scan_is_word (**at));
}

static gboolean
is_literal (const char *word, gsize length)
{
  return (length == 4 && (memcmp (word, "true", 4) == 0 || memcmp (word, "null", 4) == 0))
         || (length == 5 && memcmp (word, "false", 5) == 0);
}

/* RFC 8259 */
RtToken
rt_scan_json (RtScanner *self, const char **at, const char *end)
{
  const char *start = *at;

  if (self->mode == BETWEEN && **at == '"')
    {
      self->mode = STRING;
      self->quote = '"';
      self->escape = FALSE;
      (*at)++;
      start = NULL;
    }
  if (self->mode == STRING)
    {
      if (rt_scan_string (self, at, end))
        self->mode = BETWEEN;
      return self->name ? RT_TOKEN_NAME : RT_TOKEN_STRING;
    }
  if (g_ascii_isdigit (**at) || **at == '-')
    {
      rt_scan_number (at, end);
      return RT_TOKEN_NUMBER;
    }
  if (rt_scan_is_word (**at))
    {
      rt_scan_word (at, end);
      return is_literal (start, *at - start) ? RT_TOKEN_KEYWORD : RT_TOKEN_TEXT;
    }
  take_punctuation (self, at, end);
  return RT_TOKEN_TEXT;
}
