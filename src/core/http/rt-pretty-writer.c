/* Puts tokens on lines of their own, up to a limit. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/http/rt-pretty-writer.h"

#include <string.h>

#define INDENT 2

/* Further in, lines go no further to the right. */
#define INDENT_DEPTH 40

/* Begins a line at the depth we are at. */
void
rt_pretty_writer_break (RtPrettyWriter *self)
{
  gsize at = self->text->len;
  gsize spaces = MIN (self->depth, INDENT_DEPTH) * INDENT;

  if (at == 0 || self->full)
    return;
  g_string_set_size (self->text, at + 1 + spaces);
  self->text->str[at] = '\n';
  memset (self->text->str + at + 1, ' ', spaces);
}

/* Adds a token as it is. */
void
rt_pretty_writer_add (RtPrettyWriter *self, const char *text, gsize length)
{
  if (self->full || length > RT_PRETTY_BYTES
      || self->text->len > RT_PRETTY_BYTES - length)
    self->full = TRUE;
  else
    g_string_append_len (self->text, text, length);
}
