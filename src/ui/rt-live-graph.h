/* The last values of something that is measured again and again, as a small graph. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Writes a value with its unit; the caller frees the text. */
typedef char *(*RtLiveGraphFormat) (double value);

/* Properties "title" and "format" (RtLiveGraphFormat). */
#define RT_TYPE_LIVE_GRAPH (rt_live_graph_get_type ())
G_DECLARE_FINAL_TYPE (RtLiveGraph, rt_live_graph, RT, LIVE_GRAPH, GtkWidget)

void rt_live_graph_set_title (RtLiveGraph *self, const char *title);
void rt_live_graph_set_format (RtLiveGraph *self, RtLiveGraphFormat format);

void rt_live_graph_push (RtLiveGraph *self, double value);
void rt_live_graph_clear (RtLiveGraph *self);
char *rt_live_graph_dup_text (RtLiveGraph *self);

G_END_DECLS
