/* Writes a text that is made piece by piece into a file of the user's choice. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Appends some more; FALSE: that was all. */
typedef gboolean (*RtTextFileFunc) (GString *text, gpointer user_data);

gboolean rt_text_file_write (GFile *file,
                             RtTextFileFunc func,
                             gpointer user_data,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
