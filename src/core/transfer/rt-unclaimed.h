/* What has been written to a file and is in no journal yet. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-journal.h"

G_BEGIN_DECLS

/* What has been written in one go and is not claimed yet.  Each connection has one. */
typedef struct
{
  RtClaim claim;  /* length 0: nothing is open */
  gint64 written; /* in all; what was only compared does not count */
} RtPartWriter;

typedef struct _RtUnclaimed RtUnclaimed;

RtUnclaimed *rt_unclaimed_new (void);
void rt_unclaimed_free (RtUnclaimed *self);

RtPartWriter *rt_unclaimed_add_writer (RtUnclaimed *self);
void rt_unclaimed_remove_writer (RtUnclaimed *self, RtPartWriter *writer);
void rt_unclaimed_add (RtUnclaimed *self,
                       RtPartWriter *writer,
                       gint64 offset,
                       const guint8 *data,
                       gsize length);
gint64 rt_unclaimed_get_total (RtUnclaimed *self);
GArray *rt_unclaimed_collect (RtUnclaimed *self, gboolean everything);
void rt_unclaimed_clear (RtUnclaimed *self);

G_END_DECLS
