/* What became of each address, as text for other programs and for people. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/check/rt-check-table.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  RT_CHECK_AS_CSV,
  RT_CHECK_AS_JSON,     /* an object a line */
  RT_CHECK_AS_MARKDOWN, /* a table */
  RT_CHECK_AS_DEAD,     /* an address a line: what is missing, or has no server */
  RT_CHECK_AS_MOVES,    /* CSV: what each link should be that moved for good */
} RtCheckFormat;

#define RT_N_CHECK_FORMATS (RT_CHECK_AS_MOVES + 1)

void rt_check_export_begin (RtCheckFormat format, GString *text);
void rt_check_export_append (RtCheckFormat format,
                             const char *address,
                             const RtCheckResult *result,
                             GString *text);

void rt_check_export_async (RtCheckTable *table,
                            RtCheckFormat format,
                            GFile *file,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean rt_check_export_finish (GAsyncResult *result, GError **error);

G_END_DECLS
