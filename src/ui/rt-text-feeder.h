/* Brings big texts into a text buffer bit by bit, so that the window never stalls. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-syntax.h"

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

/* Signal "done": all of the text is in the buffer. */
#define RT_TYPE_TEXT_FEEDER (rt_text_feeder_get_type ())
G_DECLARE_FINAL_TYPE (RtTextFeeder, rt_text_feeder, RT, TEXT_FEEDER, GObject)

RtTextFeeder *rt_text_feeder_new (GtkSourceBuffer *buffer);
void rt_text_feeder_start (RtTextFeeder *self, RtSyntax syntax);
void rt_text_feeder_append (RtTextFeeder *self, GBytes *text);
gboolean rt_text_feeder_is_busy (RtTextFeeder *self);
gboolean rt_text_feeder_has_broken_lines (RtTextFeeder *self);
guint64 rt_text_feeder_get_lines (RtTextFeeder *self);

G_END_DECLS
