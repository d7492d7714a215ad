/* XML and HTML, token by token. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/http/rt-syntax-private.h"

#include <string.h>

/* The modes. */
enum
{
  CONTENT,
  TAG,      /* behind the name of an element */
  VALUE,    /* behind the = of an attribute */
  STRING,   /* of an attribute */
  COMMENT,  /* until --> */
  LITERAL,  /* until ]]> */
  DECLARED, /* until > */
  RAW,      /* of an element that holds no markup */
};

/* HTML's elements that hold another language; their end is all that markup finds there. */
static const struct
{
  const char *start;
  const char *end;
  RtSyntax syntax;
} raw[] = {
  { "<script", "</script", RT_SYNTAX_SCRIPT },
  { "<style", "</style", RT_SYNTAX_CSS },
};

static RtToken
begin (RtScanner *self, int mode, RtToken token, const char **at, gsize length)
{
  self->mode = mode;
  *at += length;
  return token;
}

static RtToken
take_entity (const char **at, const char *end)
{
  (*at)++;
  while (*at < end && (g_ascii_isalnum (**at) || **at == '#'))
    (*at)++;
  if (*at == end || **at != ';')
    return RT_TOKEN_TEXT;
  (*at)++;
  return RT_TOKEN_ENTITY;
}

/* The angle bracket and the name. */
static RtToken
take_tag (RtScanner *self, const char **at, const char *end)
{
  self->inner = RT_SYNTAX_NONE;
  for (guint i = 0; self->syntax == RT_SYNTAX_HTML && i < G_N_ELEMENTS (raw); i++)
    if (rt_scan_begins (*at, end, raw[i].start))
      self->inner = raw[i].syntax;
  *at += (*at)[1] == '/' ? 2 : 1;
  while (*at < end && (rt_scan_is_word (**at) || **at == ':' || **at == '.'))
    (*at)++;
  self->mode = TAG;
  return RT_TOKEN_NAME;
}

static RtToken
scan_content (RtScanner *self, const char **at, const char *end)
{
  if (**at == '&')
    return take_entity (at, end);
  if (**at != '<')
    {
      while (*at < end && **at != '<' && **at != '&')
        (*at)++;
      return RT_TOKEN_TEXT;
    }
  if (rt_scan_begins (*at, end, "<!--"))
    return begin (self, COMMENT, RT_TOKEN_COMMENT, at, 4);
  if (rt_scan_begins (*at, end, "<![CDATA["))
    return begin (self, LITERAL, RT_TOKEN_KEYWORD, at, 9);
  if (rt_scan_begins (*at, end, "<!") || rt_scan_begins (*at, end, "<?"))
    return begin (self, DECLARED, RT_TOKEN_KEYWORD, at, 2);
  if (end - *at > 1 && ((*at)[1] == '/' || rt_scan_is_word ((*at)[1])))
    return take_tag (self, at, end);
  return begin (self, CONTENT, RT_TOKEN_TEXT, at, 1);
}

static RtToken
end_tag (RtScanner *self, const char **at)
{
  self->inner_mode = 0;
  self->depth = 0;
  self->name = FALSE;
  return begin (self, self->inner != RT_SYNTAX_NONE ? RAW : CONTENT, RT_TOKEN_NAME, at,
                1);
}

static gboolean
ends_attribute (char c)
{
  return g_ascii_isspace (c) || c == '>' || c == '=' || c == '/';
}

static RtToken
scan_value (RtScanner *self, const char **at, const char *end)
{
  if (**at == '"' || **at == '\'')
    {
      self->quote = **at;
      return begin (self, STRING, RT_TOKEN_STRING, at, 1);
    }
  while (*at < end && !g_ascii_isspace (**at) && **at != '>')
    (*at)++;
  self->mode = TAG;
  return RT_TOKEN_STRING;
}

static RtToken
scan_tag (RtScanner *self, const char **at, const char *end)
{
  if (**at == '>')
    return end_tag (self, at);
  if (g_ascii_isspace (**at))
    {
      while (*at < end && g_ascii_isspace (**at))
        (*at)++;
      return RT_TOKEN_TEXT;
    }
  if (self->mode == VALUE)
    return scan_value (self, at, end);
  if (**at == '=')
    return begin (self, VALUE, RT_TOKEN_TEXT, at, 1);
  if (**at == '/')
    return begin (self, TAG, RT_TOKEN_NAME, at, 1);
  while (*at < end && !ends_attribute (**at))
    (*at)++;
  return RT_TOKEN_ATTRIBUTE;
}

/* The value of an attribute knows no escapes and may span lines. */
static RtToken
scan_string (RtScanner *self, const char **at, const char *end)
{
  const char quote[] = { self->quote, '\0' };

  if (rt_scan_until (quote, at, end))
    self->mode = TAG;
  return RT_TOKEN_STRING;
}

/* Where before @stop the element ends; @stop if it does not. */
static const char *
find_raw_end (RtScanner *self, const char *at, const char *stop, const char *end)
{
  for (guint i = 0; i < G_N_ELEMENTS (raw); i++)
    if (raw[i].syntax == self->inner)
      for (const char *p = at; (p = memchr (p, '<', stop - p)) != NULL; p++)
        if (rt_scan_begins (p, end, raw[i].end))
          return p;
  return stop;
}

/* The end of the element ends whatever is open in the other language, be it a string. */
static RtToken
scan_raw (RtScanner *self, const char **at, const char *end)
{
  RtScanner inner = *self;
  const char *start = *at;
  const char *reached;
  RtToken token;

  if (find_raw_end (self, start, start + 1, end) == start)
    return take_tag (self, at, end);
  inner.syntax = self->inner;
  inner.mode = self->inner_mode;
  token = rt_scanner_next (&inner, at, end);
  reached = *at;
  *at = find_raw_end (self, start, reached, end);
  self->quote = inner.quote;
  self->escape = inner.escape;
  self->name = inner.name;
  self->depth = inner.depth;
  self->inner_mode = *at == reached ? inner.mode : 0;
  return token;
}

RtToken
rt_scan_markup (RtScanner *self, const char **at, const char *end)
{
  switch (self->mode)
    {
    case TAG:
    case VALUE:
      return scan_tag (self, at, end);
    case STRING:
      return scan_string (self, at, end);
    case COMMENT:
      if (rt_scan_until ("-->", at, end))
        self->mode = CONTENT;
      return RT_TOKEN_COMMENT;
    case LITERAL:
      if (rt_scan_until ("]]>", at, end))
        self->mode = CONTENT;
      return RT_TOKEN_STRING;
    case DECLARED:
      if (rt_scan_until (">", at, end))
        self->mode = CONTENT;
      return RT_TOKEN_KEYWORD;
    case RAW:
      return scan_raw (self, at, end);
    default:
      return scan_content (self, at, end);
    }
}
