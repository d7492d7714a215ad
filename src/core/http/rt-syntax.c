/* What the parts of a text are, for colouring it: JSON, XML, HTML, CSS, JavaScript. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/http/rt-syntax-private.h"

#include "core/http/rt-charset.h"

#include <string.h>

/* What is no ASCII may be part of a name. */
gboolean
rt_scan_is_word (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '-' || c == '$' || (guchar)c >= 0x80;
}

void
rt_scan_word (const char **at, const char *end)
{
  while (*at < end && rt_scan_is_word (**at))
    (*at)++;
}

/* Whatever a number can be written with, a unit included. */
void
rt_scan_number (const char **at, const char *end)
{
  (*at)++;
  while (*at < end
         && (g_ascii_isalnum (**at) || **at == '.' || **at == '%' || **at == '_'
             || ((**at == '+' || **at == '-') && ((*at)[-1] | 0x20) == 'e')))
    (*at)++;
}

/* Goes on to the end of the string that is open, its quote included: FALSE if it is not
 * here.  One that may not span lines ends with its line. */
gboolean
rt_scan_string (RtScanner *self, const char **at, const char *end)
{
  for (; *at < end; (*at)++)
    {
      char c = **at;

      if (!self->escape && (c == self->quote || (c == '\n' && self->quote != '`')))
        {
          (*at)++;
          return TRUE;
        }
      self->escape = !self->escape && c == '\\';
    }
  return FALSE;
}

/* Goes on to behind @mark: FALSE, and to the end, if it is not here. */
gboolean
rt_scan_until (const char *mark, const char **at, const char *end)
{
  const char *found = memmem (*at, end - *at, mark, strlen (mark));

  *at = found != NULL ? found + strlen (mark) : end;
  return found != NULL;
}

gboolean
rt_scan_begins (const char *at, const char *end, const char *mark)
{
  gsize length = strlen (mark);

  return (gsize)(end - at) >= length && g_ascii_strncasecmp (at, mark, length) == 0;
}

/* A line of a difference is all of one kind, which its first character tells. */
static RtToken
scan_diff (RtScanner *self, const char **at, const char *end)
{
  char first = self->mode != 0 ? (char)self->mode : **at;

  self->mode = rt_scan_until ("\n", at, end) ? 0 : first;
  if (first == '+')
    return RT_TOKEN_ADDED;
  if (first == '-')
    return RT_TOKEN_REMOVED;
  return first == '@' ? RT_TOKEN_KEYWORD : RT_TOKEN_TEXT;
}

/**
 * rt_syntax_find:
 * @content_type: (nullable): the value of Content-Type
 *
 * Tells how to read a text of that type.  A suffix such as `+json` counts.
 *
 * Returns: the syntax
 */
RtSyntax
rt_syntax_find (const char *content_type)
{
  static const struct
  {
    const char *end;
    RtSyntax syntax;
  } ends[] = {
    { "+json", RT_SYNTAX_JSON },        { "/json", RT_SYNTAX_JSON },
    { "/html", RT_SYNTAX_HTML },        { "/xhtml+xml", RT_SYNTAX_HTML },
    { "+xml", RT_SYNTAX_XML },          { "/xml", RT_SYNTAX_XML },
    { "/css", RT_SYNTAX_CSS },          { "javascript", RT_SYNTAX_SCRIPT },
    { "ecmascript", RT_SYNTAX_SCRIPT }, { "/x-diff", RT_SYNTAX_DIFF },
  };
  g_autofree char *media = rt_content_type_dup_media (content_type);

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_str_has_suffix (media, ends[i].end))
      return ends[i].syntax;
  return RT_SYNTAX_NONE;
}

/**
 * rt_scanner_next:
 * @self: a scanner, all zero but its syntax in the beginning
 * @at: (inout): where to go on; behind the token afterwards
 * @end: the end of the text, or of what is there of it
 *
 * Takes one token from a text, at least a character of it.  A text that breaks the rules
 * of its syntax is read as well as it goes.
 *
 * Returns: what it is
 */
RtToken
rt_scanner_next (RtScanner *self, const char **at, const char *end)
{
  static const RtScanFunc scan[] = {
    [RT_SYNTAX_JSON] = rt_scan_json,     [RT_SYNTAX_XML] = rt_scan_markup,
    [RT_SYNTAX_HTML] = rt_scan_markup,   [RT_SYNTAX_CSS] = rt_scan_css,
    [RT_SYNTAX_SCRIPT] = rt_scan_script, [RT_SYNTAX_DIFF] = scan_diff,
  };

  g_return_val_if_fail (*at < end, RT_TOKEN_TEXT);

  if (scan[self->syntax] != NULL)
    return scan[self->syntax](self, at, end);
  *at = end;
  return RT_TOKEN_TEXT;
}
