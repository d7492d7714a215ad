/* Puts tokens on lines of their own, up to a limit. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-pretty.h"

G_BEGIN_DECLS

/* Deeper nesting than this is no document. */
#define RT_PRETTY_DEPTH 1000

typedef struct
{
  GString *text;
  guint depth;
  gboolean full;
} RtPrettyWriter;

void rt_pretty_writer_break (RtPrettyWriter *self);
void rt_pretty_writer_add (RtPrettyWriter *self, const char *text, gsize length);

/* Each reads @text as far as it goes and sets *@offset to how far that was. */
RtPrettyEnd rt_pretty_write_json (RtPrettyWriter *writer,
                                  const char *text,
                                  gsize length,
                                  gsize *offset);
RtPrettyEnd rt_pretty_write_xml (RtPrettyWriter *writer,
                                 const char *text,
                                 gsize length,
                                 gsize *offset);

G_END_DECLS
