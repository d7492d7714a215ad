/* Breaks long lines for display, as a text comes by character by character. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-line-breaker.h"

/* What is not ASCII takes so much longer to lay out. */
#define WIDE_COST 4

/* GtkTextView lays out 2000 pixels of lines in one turn, whatever they hold.  So a text may
 * have long lines, but not many in a row: each line brings room for so many characters. */
#define LINE_ROOM 140
#define MOST_ROOM (8 * LINE_ROOM)

static gboolean
is_line_full (RtLineBreaker *self)
{
  /* Once a line is broken, it may as well be in more places. */
  guint colour = self->column > RT_LONGEST_LINE ? self->shown_colour : 0;

  return self->shown_column >= RT_LONGEST_LINE
         || (self->shown_column + colour >= LINE_ROOM && self->room <= 0);
}

static void
end_line (RtLineBreaker *self, GString *shown)
{
  g_string_append_c (shown, '\n');
  self->shown_column = self->shown_colour = 0;
  self->room = MIN (self->room + LINE_ROOM, MOST_ROOM);
}

/**
 * rt_line_breaker_init:
 * @self: a line breaker
 *
 * Begins a text.
 */
void
rt_line_breaker_init (RtLineBreaker *self)
{
  *self = (RtLineBreaker){ .room = MOST_ROOM };
}

/**
 * rt_line_breaker_take:
 * @self: a line breaker
 * @shown: what is shown
 * @at: where the text is; moves behind what was taken
 * @end: the end of the text
 *
 * Takes one character from @at and writes it, with a break before it where the line is full.
 * CR LF counts as one, because a buffer that gets it in two parts miscounts.
 *
 * Returns: the number of characters written
 */
int
rt_line_breaker_take (RtLineBreaker *self,
                      GString *shown,
                      const char **at,
                      const char *end)
{
  const char *start = *at;
  const char *next = g_utf8_next_char (start);
  guint cost = next - start > 1 ? WIDE_COST : 1;
  gboolean full = FALSE;

  *at = next;
  if (*start == '\n' || *start == '\r')
    {
      if (*start == '\r' && next < end && *next == '\n')
        (*at)++;
      end_line (self, shown);
      self->lines++;
      self->column = 0;
      return 1;
    }
  if (is_line_full (self))
    {
      end_line (self, shown);
      self->broken = full = TRUE;
    }
  if (*start == '\0')
    g_string_append (shown, "␀");
  else
    g_string_append_len (shown, start, next - start);
  self->column++;
  self->shown_column += cost;
  self->room -= (int)cost;
  return full ? 2 : 1;
}

/**
 * rt_line_breaker_add_colour:
 * @self: a line breaker
 * @cost: as that of so many characters
 *
 * Counts a change of colours: it takes time to lay out, too.
 */
void
rt_line_breaker_add_colour (RtLineBreaker *self, guint cost)
{
  self->shown_colour += cost;
  self->room -= (int)cost;
}
