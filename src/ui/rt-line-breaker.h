/* Breaks long lines for display, as a text comes by character by character. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Lines of more ASCII characters than this are broken for display, and others sooner:
 * GtkTextView takes seconds for one long line. */
#define RT_LONGEST_LINE 500

typedef struct
{
  guint column;       /* characters since the last end of a line */
  guint shown_column; /* what the line as it is shown costs to lay out */
  guint shown_colour; /* and what its colours do */
  int room;           /* what the next lines may cost */
  guint64 lines;
  gboolean broken;
} RtLineBreaker;

void rt_line_breaker_init (RtLineBreaker *self);
int rt_line_breaker_take (RtLineBreaker *self,
                          GString *shown,
                          const char **at,
                          const char *end);
void rt_line_breaker_add_colour (RtLineBreaker *self, guint cost);

G_END_DECLS
