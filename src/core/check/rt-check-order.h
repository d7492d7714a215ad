/* Which rows of a list of addresses are shown, and in which order. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/check/rt-check-table.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  RT_CHECK_BY_ROW, /* as in the list */
  RT_CHECK_BY_ADDRESS,
  RT_CHECK_BY_VERDICT,
  RT_CHECK_BY_STATUS,
  RT_CHECK_BY_LENGTH,
  RT_CHECK_BY_TIME,
} RtCheckKey;

/* A value; the text is borrowed. */
typedef struct
{
  RtCheckKey key;
  gboolean is_descending;
  guint verdicts;   /* a bit for each that is shown; 0: all */
  const char *text; /* in the address, whatever its case; NULL or "": any */
} RtCheckOrder;

gboolean rt_check_order_is_plain (const RtCheckOrder *self);

void rt_check_order_run_async (const RtCheckOrder *self,
                               RtCheckTable *table,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
GArray *rt_check_order_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
