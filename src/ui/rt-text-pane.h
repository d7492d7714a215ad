/* Text with highlighting, line numbers and find, that stays quick with big texts. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

/* Signals: "more": the user wants more of the text; "loaded": all of it is there. */
#define RT_TYPE_TEXT_PANE (rt_text_pane_get_type ())
G_DECLARE_FINAL_TYPE (RtTextPane, rt_text_pane, RT, TEXT_PANE, GtkWidget)

void rt_text_pane_set_text (RtTextPane *self, GBytes *text, const char *content_type);
void rt_text_pane_append_text (RtTextPane *self, GBytes *text);
void rt_text_pane_set_note (RtTextPane *self, const char *note);
void rt_text_pane_set_extent (RtTextPane *self,
                              guint64 shown,
                              guint64 all,
                              gboolean available);
void rt_text_pane_find (RtTextPane *self);
gboolean rt_text_pane_has_broken_lines (RtTextPane *self);
guint64 rt_text_pane_get_lines (RtTextPane *self);

G_END_DECLS
