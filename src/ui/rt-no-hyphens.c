/* A text that gets no hyphens where its lines are wrapped. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-no-hyphens.h"

static void
on_inserted (GtkTextBuffer *buffer,
             GtkTextIter *end,
             const char *text,
             int length,
             GtkTextTag *no_hyphens)
{
  GtkTextIter start = *end;

  gtk_text_iter_backward_chars (&start, (int)g_utf8_strlen (text, length));
  gtk_text_buffer_apply_tag (buffer, no_hyphens, &start, end);
}

/**
 * rt_no_hyphens_install:
 * @buffer: what a view shows that wraps lines within words; empty as yet
 *
 * From now on, what is shown of a text is what is in it: bytes that are sent have no hyphen
 * at the end of a line.
 */
void
rt_no_hyphens_install (GtkTextBuffer *buffer)
{
  GtkTextTag *no_hyphens
      = gtk_text_buffer_create_tag (buffer, NULL, "insert-hyphens", FALSE, NULL);

  g_signal_connect_object (buffer, "insert-text", G_CALLBACK (on_inserted), no_hyphens,
                           G_CONNECT_AFTER);
}
