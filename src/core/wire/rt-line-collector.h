/* Keeps the lines of a head or a trailer section until they are whole. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  RT_LINE_PARTIAL,    /* the line has no end yet */
  RT_LINE_WHOLE,      /* the line that was open has its end */
  RT_LINE_EMPTY,      /* likewise, and there is nothing in it */
  RT_LINE_OVER_LIMIT, /* more than may be kept */
} RtLineState;

typedef struct _RtLineCollector RtLineCollector;

RtLineCollector *rt_line_collector_new (gsize limit);
void rt_line_collector_free (RtLineCollector *self);

RtLineState rt_line_collector_push (RtLineCollector *self,
                                    const guint8 *data,
                                    gsize length,
                                    gsize *taken);
const guint8 *rt_line_collector_peek_open_line (RtLineCollector *self, gsize *length);
const guint8 *rt_line_collector_peek_lines (RtLineCollector *self, gsize *length);
GBytes *rt_line_collector_steal (RtLineCollector *self);
gsize rt_line_collector_get_total (RtLineCollector *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtLineCollector, rt_line_collector_free)

G_END_DECLS
