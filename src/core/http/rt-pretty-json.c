/* Indents JSON without reading it into a tree: keys, order and numbers stay as they are. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-pretty-writer.h"

#include <string.h>

/* What may come next. */
typedef enum
{
  WANT_VALUE,
  WANT_VALUE_OR_END, /* after [ */
  WANT_KEY,
  WANT_KEY_OR_END, /* after { */
  WANT_COLON,
  WANT_COMMA_OR_END,
  WANT_NOTHING, /* a value is over; another may follow, as in JSON lines */
} Want;

typedef struct
{
  const char *at;
  const char *end;
  Want want;
  gboolean cut;               /* the last token is */
  char open[RT_PRETTY_DEPTH]; /* { or [ for each level */
} Reader;

static void
skip_spaces (Reader *reader)
{
  while (reader->at < reader->end && strchr (" \t\r\n", *reader->at) != NULL
         && *reader->at != '\0')
    reader->at++;
}

/* Each measure gives the length of a token, 0 if it is none.  What the end of the text
 * cuts off goes up to it, and *cut is set. */

/* Past the backslash.  RFC 8259 §7 */
static gsize
measure_escape (const char *at, const char *end)
{
  gsize digits = 0;

  if (*at != 'u')
    return *at != '\0' && strchr ("\"\\/bfnrt", *at) != NULL ? 1 : 0;
  while (digits < 4 && at + 1 + digits < end)
    if (!g_ascii_isxdigit (at[1 + digits++]))
      return 0;
  return 1 + digits;
}

static gsize
measure_string (const char *begin, const char *end, gboolean *cut)
{
  const char *at = begin + 1;

  while (at < end && *at != '"')
    {
      gsize length = 1;

      if ((guchar)*at < ' ')
        return 0;
      if (*at == '\\' && ++at < end)
        length = measure_escape (at, end);
      if (length == 0)
        return 0;
      at += at < end ? length : 0;
    }
  *cut = at == end;
  return MIN (at + 1, end) - begin;
}

/* Steps over digits; there has to be one. */
static gboolean
skip_digits (const char **at, const char *end, gboolean *cut)
{
  const char *begin = *at;

  while (*at < end && g_ascii_isdigit (**at))
    (*at)++;
  *cut = *at == begin && *at == end;
  return *at > begin || *cut;
}

static gsize
measure_number (const char *begin, const char *end, gboolean *cut)
{
  const char *at = begin + (*begin == '-');
  const char *first = at;

  if (!skip_digits (&at, end, cut) || (at > first + 1 && *first == '0'))
    return 0;
  if (at < end && *at == '.')
    {
      at++;
      if (!skip_digits (&at, end, cut))
        return 0;
    }
  if (at < end && (*at == 'e' || *at == 'E'))
    {
      at++;
      if (at < end && (*at == '+' || *at == '-'))
        at++;
      if (!skip_digits (&at, end, cut))
        return 0;
    }
  return at - begin;
}

static gsize
measure_word (const char *at, const char *end, gboolean *cut)
{
  static const char *const words[] = { "true", "false", "null" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize whole = strlen (words[i]);
      gsize length = MIN (whole, (gsize)(end - at));

      if (strncmp (at, words[i], length) != 0)
        continue;
      *cut = length < whole;
      return length;
    }
  return 0;
}

static gsize
measure_scalar (const char *at, const char *end, gboolean *cut)
{
  if (*at == '"')
    return measure_string (at, end, cut);
  if (*at == '-' || g_ascii_isdigit (*at))
    return measure_number (at, end, cut);
  return measure_word (at, end, cut);
}

static void
after_value (Reader *reader, const RtPrettyWriter *writer)
{
  reader->want = writer->depth > 0 ? WANT_COMMA_OR_END : WANT_NOTHING;
}

static gboolean
take_open (Reader *reader, RtPrettyWriter *writer)
{
  char open = *reader->at;
  char close = open == '{' ? '}' : ']';

  if (writer->depth == RT_PRETTY_DEPTH)
    return FALSE;
  rt_pretty_writer_add (writer, reader->at++, 1);
  skip_spaces (reader);
  if (reader->at < reader->end && *reader->at == close)
    {
      rt_pretty_writer_add (writer, reader->at++, 1);
      after_value (reader, writer);
      return TRUE;
    }
  reader->open[writer->depth++] = open;
  reader->want = open == '{' ? WANT_KEY_OR_END : WANT_VALUE_OR_END;
  rt_pretty_writer_break (writer);
  return TRUE;
}

static gboolean
take_value (Reader *reader, RtPrettyWriter *writer)
{
  gboolean is_key = reader->want == WANT_KEY || reader->want == WANT_KEY_OR_END;
  gsize length;

  if (is_key && *reader->at != '"')
    return FALSE;
  if (*reader->at == '{' || *reader->at == '[')
    return take_open (reader, writer);
  length = measure_scalar (reader->at, reader->end, &reader->cut);
  if (length == 0)
    return FALSE;
  rt_pretty_writer_add (writer, reader->at, length);
  reader->at += length;
  if (is_key)
    reader->want = WANT_COLON;
  else
    after_value (reader, writer);
  return TRUE;
}

/* Takes one token; FALSE if it has no place here. */
static gboolean
take (Reader *reader, RtPrettyWriter *writer)
{
  switch (reader->want)
    {
    case WANT_COLON:
      if (*reader->at != ':')
        return FALSE;
      reader->at++;
      rt_pretty_writer_add (writer, ": ", 2);
      reader->want = WANT_VALUE;
      return TRUE;
    case WANT_COMMA_OR_END:
      {
        char open = reader->open[writer->depth - 1];

        if (*reader->at == ',')
          {
            rt_pretty_writer_add (writer, reader->at++, 1);
            rt_pretty_writer_break (writer);
            reader->want = open == '{' ? WANT_KEY : WANT_VALUE;
            return TRUE;
          }
        if (*reader->at != (open == '{' ? '}' : ']'))
          return FALSE;
        writer->depth--;
        rt_pretty_writer_break (writer);
        rt_pretty_writer_add (writer, reader->at++, 1);
        after_value (reader, writer);
        return TRUE;
      }
    case WANT_NOTHING:
      rt_pretty_writer_break (writer);
      return take_value (reader, writer);
    case WANT_VALUE:
    case WANT_VALUE_OR_END:
    case WANT_KEY:
    case WANT_KEY_OR_END:
      return take_value (reader, writer);
    }
  g_return_val_if_reached (FALSE);
}

/* Source: RFC 8259; several values in a row are read as JSON lines. */
RtPrettyEnd
rt_pretty_write_json (RtPrettyWriter *writer,
                      const char *text,
                      gsize length,
                      gsize *offset)
{
  Reader reader = { .at = text, .end = text + length, .want = WANT_NOTHING };

  for (skip_spaces (&reader); reader.at < reader.end && !writer->full;
       skip_spaces (&reader))
    {
      *offset = reader.at - text;
      if (!take (&reader, writer))
        return RT_PRETTY_BROKEN;
    }
  if (writer->full)
    return RT_PRETTY_FULL;
  *offset = length;
  return reader.want == WANT_NOTHING && !reader.cut ? RT_PRETTY_WHOLE : RT_PRETTY_CUT;
}
