/* Indents XML without reading it into a tree: nothing is resolved, fetched or respelled. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-pretty-writer.h"

#include <string.h>

typedef enum
{
  TOKEN_OPEN,
  TOKEN_CLOSE,
  TOKEN_ALONE, /* <a/>, a comment, an instruction, a document type */
  TOKEN_TEXT,  /* CDATA is text, too */
  TOKEN_SPACE, /* text of white space only */
} TokenKind;

typedef struct
{
  TokenKind kind;
  gboolean keep; /* of TOKEN_OPEN: white space inside counts, so nothing is added */
  guint close;   /* of TOKEN_OPEN: the index of what closes it; 0 if that is cut off */
  gsize offset;
  gsize length;
} Token;

typedef struct
{
  const char *text;
  gsize length;
  GArray *tokens; /* of Token */
  GArray *open;   /* of guint: indices of tokens */
  gboolean rooted;
} Scan;

/* The length up to and with @until, or -1 if the text ends before. */
static gssize
measure_until (const Scan *scan, gsize from, gsize skip, const char *until)
{
  const char *found = NULL;

  if (skip < scan->length - from)
    found = g_strstr_len (scan->text + from + skip, scan->length - from - skip, until);
  return found != NULL ? found + strlen (until) - (scan->text + from) : -1;
}

static gboolean
starts (const Scan *scan, gsize at, const char *text)
{
  gsize length = strlen (text);

  return scan->length - at >= length && memcmp (scan->text + at, text, length) == 0;
}

/* A tag, or a document type with its internal subset: quotes hide what is in them. */
static gssize
measure_tag (const Scan *scan, gsize from)
{
  char quote = '\0';
  guint brackets = 0;

  for (gsize at = from + 1; at < scan->length; at++)
    {
      char c = scan->text[at];

      if (quote == '\0' && brackets > 0 && starts (scan, at, "<!--"))
        {
          gssize comment = measure_until (scan, at, 4, "-->");

          if (comment < 0)
            return -1;
          at += comment - 1;
        }
      else if (quote != '\0')
        quote = c == quote ? '\0' : quote;
      else if (c == '"' || c == '\'')
        quote = c;
      else if (c == '[')
        brackets++;
      else if (c == ']' && brackets > 0)
        brackets--;
      else if (c == '>' && brackets == 0)
        return at + 1 - from;
    }
  return -1;
}

static gboolean
is_name_start (char c)
{
  return g_ascii_isalpha (c) || c == '_' || c == ':' || (guchar)c >= 0x80;
}

/* Finds the token at @at.  The length is -1 if the text ends before the token does, and 0
 * if there is none. */
static gssize
measure (const Scan *scan, gsize at, TokenKind *kind)
{
  const char *text = scan->text + at;
  gsize left = scan->length - at;

  *kind = TOKEN_ALONE;
  if (*text != '<')
    {
      const char *tag = memchr (text, '<', left);
      gsize length = tag != NULL ? (gsize)(tag - text) : left;

      *kind = TOKEN_SPACE;
      for (gsize i = 0; i < length; i++)
        if (!g_ascii_isspace (text[i]))
          *kind = TOKEN_TEXT;
      return length;
    }
  if (starts (scan, at, "<!--"))
    return measure_until (scan, at, 4, "-->");
  if (starts (scan, at, "<?"))
    return measure_until (scan, at, 2, "?>");
  if (starts (scan, at, "<![CDATA["))
    {
      *kind = TOKEN_TEXT;
      return measure_until (scan, at, 9, "]]>");
    }
  if (left == 1)
    return -1;
  if (text[1] == '!')
    return measure_tag (scan, at);
  if (text[1] == '/')
    *kind = TOKEN_CLOSE;
  else if (is_name_start (text[1]))
    {
      gssize length = measure_tag (scan, at);

      *kind = length > 2 && text[length - 2] == '/' ? TOKEN_ALONE : TOKEN_OPEN;
      return length;
    }
  else
    return 0;
  return measure_until (scan, at, 2, ">");
}

static Token *
top (const Scan *scan)
{
  if (scan->open->len == 0)
    return NULL;
  return &g_array_index (scan->tokens, Token,
                         g_array_index (scan->open, guint, scan->open->len - 1));
}

/* A tag ends with '>', so its name ends before; the text need not end with NUL. */
static gsize
name_length (const char *name)
{
  gsize length = 0;

  while (strchr (" \t\r\n/>", name[length]) == NULL)
    length++;
  return length;
}

static gboolean
same_name (const Scan *scan, const Token *open, gsize close)
{
  const char *a = scan->text + open->offset + 1;
  const char *b = scan->text + close + 2;
  gsize length = name_length (a);

  return name_length (b) == length && memcmp (a, b, length) == 0 && b[length] != '/';
}

/* Whether the token may stand here; opens and closes elements. */
static gboolean
place (Scan *scan, Token *token)
{
  Token *parent = top (scan);
  guint index = scan->tokens->len;

  switch (token->kind)
    {
    case TOKEN_OPEN:
      token->keep = g_strstr_len (scan->text + token->offset, token->length,
                                  "xml:space=\"preserve\"")
                    != NULL;
      if (scan->open->len == RT_PRETTY_DEPTH || (parent == NULL && scan->rooted))
        return FALSE;
      g_array_append_val (scan->open, index);
      scan->rooted = TRUE;
      return TRUE;
    case TOKEN_CLOSE:
      if (parent == NULL || !same_name (scan, parent, token->offset))
        return FALSE;
      parent->close = index;
      g_array_set_size (scan->open, scan->open->len - 1);
      return TRUE;
    case TOKEN_TEXT:
      if (parent != NULL)
        parent->keep = TRUE;
      return parent != NULL;
    case TOKEN_ALONE:
      if (is_name_start (scan->text[token->offset + 1]))
        {
          gboolean second = parent == NULL && scan->rooted;

          scan->rooted = TRUE;
          return !second;
        }
      return TRUE;
    case TOKEN_SPACE:
      return TRUE;
    }
  g_return_val_if_reached (FALSE);
}

static RtPrettyEnd
find_tokens (Scan *scan, gsize *offset)
{
  gsize at = 0;

  while (at < scan->length)
    {
      Token token = { .offset = at };
      gssize length = measure (scan, at, &token.kind);

      *offset = at;
      if (length == 0)
        return RT_PRETTY_BROKEN;
      if (length < 0)
        return RT_PRETTY_CUT;
      token.length = length;
      if (!place (scan, &token))
        return RT_PRETTY_BROKEN;
      g_array_append_val (scan->tokens, token);
      at += length;
    }
  *offset = at;
  return scan->open->len == 0 && scan->rooted ? RT_PRETTY_WHOLE : RT_PRETTY_CUT;
}

/* Up to @end, which is where what was understood ends. */
static void
write_tokens (const Scan *scan, RtPrettyWriter *writer, gsize end)
{
  for (guint i = 0; i < scan->tokens->len && !writer->full; i++)
    {
      const Token *token = &g_array_index (scan->tokens, Token, i);
      gsize stop = token->offset + token->length;

      if (token->kind == TOKEN_SPACE)
        continue;
      if (token->kind == TOKEN_CLOSE)
        writer->depth--;
      rt_pretty_writer_break (writer);
      if (token->kind == TOKEN_OPEN)
        {
          /* With text inside, or nothing at all: as it stands, to the end of it. */
          if (token->keep || token->close == i + 1)
            {
              const Token *close = NULL;

              if (token->close != 0)
                close = &g_array_index (scan->tokens, Token, token->close);
              stop = close != NULL ? close->offset + close->length : end;
              i = close != NULL ? token->close : scan->tokens->len;
            }
          else
            writer->depth++;
        }
      rt_pretty_writer_add (writer, scan->text + token->offset, stop - token->offset);
    }
}

/* Source: XML 1.0; only what the shape of a document needs is looked at. */
RtPrettyEnd
rt_pretty_write_xml (RtPrettyWriter *writer,
                     const char *text,
                     gsize length,
                     gsize *offset)
{
  Scan scan = { .text = text, .length = length };
  RtPrettyEnd end;

  scan.tokens = g_array_new (FALSE, FALSE, sizeof (Token));
  scan.open = g_array_new (FALSE, FALSE, sizeof (guint));
  end = find_tokens (&scan, offset);
  write_tokens (&scan, writer, *offset);
  g_array_unref (scan.tokens);
  g_array_unref (scan.open);
  return writer->full ? RT_PRETTY_FULL : end;
}
