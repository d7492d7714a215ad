/* Which lines two texts share, and which only one of them has. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  RT_TEXT_SAME,
  RT_TEXT_REMOVED, /* only in the old text */
  RT_TEXT_ADDED,   /* only in the new text */
} RtTextRunKind;

/* Whole lines that follow each other.  Line numbers count from 1; where a text has none of
 * the lines, the number is of the line that comes next in it.  The bytes are those of the
 * new text for what was added, else of the old one. */
typedef struct
{
  RtTextRunKind kind;
  gsize old_line;
  gsize new_line;
  gsize n_lines; /* never 0 */
  gsize start;
  gsize length; /* the line ends included */
} RtTextRun;

GArray *rt_text_diff (GBytes *old_text,
                      GBytes *new_text,
                      GCancellable *cancellable,
                      GError **error);
void rt_text_diff_async (GBytes *old_text,
                         GBytes *new_text,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
GArray *rt_text_diff_finish (GAsyncResult *result, GError **error);

G_END_DECLS
