/* CSS and JavaScript, token by token. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/http/rt-syntax-private.h"

#include <stdlib.h>
#include <string.h>

/* The modes of both. */
enum
{
  CODE,
  STRING,
  COMMENT,      /* until its mark */
  LINE_COMMENT, /* until the end of the line */
};

/* Sorted. */
static const char *const keywords[]
    = { "async",    "await",    "break",      "case",   "catch", "class",    "const",
        "continue", "debugger", "default",    "delete", "do",    "else",     "export",
        "extends",  "false",    "finally",    "for",    "from",  "function", "if",
        "import",   "in",       "instanceof", "let",    "new",   "null",     "of",
        "return",   "static",   "super",      "switch", "this",  "throw",    "true",
        "try",      "typeof",   "undefined",  "var",    "void",  "while",    "with",
        "yield" };

static int
compare_keywords (const void *key, const void *member)
{
  return strcmp (key, *(const char *const *)member);
}

static gboolean
is_keyword (const char *word, gsize length)
{
  char key[16];

  if (length >= sizeof key)
    return FALSE;
  memcpy (key, word, length);
  key[length] = '\0';
  return bsearch (key, keywords, G_N_ELEMENTS (keywords), sizeof keywords[0],
                  compare_keywords)
         != NULL;
}

/* What goes on from before: TRUE if something does. */
static gboolean
go_on (RtScanner *self, const char **at, const char *end, RtToken *token)
{
  gboolean over;

  if (self->mode == CODE)
    return FALSE;
  *token = self->mode == STRING ? RT_TOKEN_STRING : RT_TOKEN_COMMENT;
  if (self->mode == STRING)
    over = rt_scan_string (self, at, end);
  else
    over = rt_scan_until (self->mode == COMMENT ? "*/" : "\n", at, end);
  if (over)
    self->mode = CODE;
  return TRUE;
}

/* Strings and comments, which both have. */
static gboolean
begin (RtScanner *self, const char **at, const char *end, RtToken *token)
{
  if (**at == '"' || **at == '\'' || (**at == '`' && self->syntax == RT_SYNTAX_SCRIPT))
    {
      self->mode = STRING;
      self->quote = *(*at)++;
      self->escape = FALSE;
    }
  else if (rt_scan_begins (*at, end, "/*"))
    {
      self->mode = COMMENT;
      *at += 2;
    }
  else if (rt_scan_begins (*at, end, "//") && self->syntax == RT_SYNTAX_SCRIPT)
    {
      self->mode = LINE_COMMENT;
      *at += 2;
    }
  else
    return FALSE;
  return go_on (self, at, end, token);
}

RtToken
rt_scan_script (RtScanner *self, const char **at, const char *end)
{
  const char *start = *at;
  RtToken token;

  if (go_on (self, at, end, &token) || begin (self, at, end, &token))
    return token;
  if (g_ascii_isdigit (**at))
    {
      rt_scan_number (at, end);
      return RT_TOKEN_NUMBER;
    }
  (*at)++;
  if (*start != '-' && rt_scan_is_word (*start))
    {
      while (*at < end && **at != '-' && rt_scan_is_word (**at))
        (*at)++;
      return is_keyword (start, *at - start) ? RT_TOKEN_KEYWORD : RT_TOKEN_TEXT;
    }
  while (*at < end && strchr (" \t\r\n(){}[];,.=+-*<>!&|?:", **at) != NULL
         && **at != '\0')
    (*at)++;
  return RT_TOKEN_TEXT;
}

/* Outside of braces stand selectors, inside a property and, behind its colon, a value. */
static RtToken
take_css_word (RtScanner *self, const char **at, const char *end)
{
  rt_scan_word (at, end);
  if (self->depth == 0)
    return RT_TOKEN_NAME;
  return self->name ? RT_TOKEN_TEXT : RT_TOKEN_ATTRIBUTE;
}

RtToken
rt_scan_css (RtScanner *self, const char **at, const char *end)
{
  RtToken token;
  char c;

  if (go_on (self, at, end, &token) || begin (self, at, end, &token))
    return token;
  c = **at;
  if (g_ascii_isdigit (c) || (c == '#' && self->name))
    {
      rt_scan_number (at, end);
      return RT_TOKEN_NUMBER;
    }
  if (rt_scan_is_word (c))
    return take_css_word (self, at, end);
  (*at)++;
  if (c == '@')
    {
      rt_scan_word (at, end);
      return RT_TOKEN_KEYWORD;
    }
  if (c == '{')
    self->depth++;
  else if (c == '}' && self->depth > 0)
    self->depth--;
  if (c == ':' && self->depth > 0)
    self->name = TRUE;
  else if (c == '{' || c == '}' || c == ';')
    self->name = FALSE;
  return RT_TOKEN_TEXT;
}
