/* Which bytes of a file are there. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* From the first byte to the one after the last. */
typedef struct
{
  gint64 first;
  gint64 end;
} RtExtent;

typedef struct _RtRangeSet RtRangeSet;

RtRangeSet *rt_range_set_new (void);
void rt_range_set_free (RtRangeSet *self);

void rt_range_set_add (RtRangeSet *self, gint64 first, gint64 end);
void rt_range_set_remove (RtRangeSet *self, gint64 first, gint64 end);

guint rt_range_set_get_length (RtRangeSet *self);
RtExtent rt_range_set_get (RtRangeSet *self, guint index);
gint64 rt_range_set_get_total (RtRangeSet *self);
gint64 rt_range_set_measure (RtRangeSet *self, gint64 first, gboolean *is_there);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtRangeSet, rt_range_set_free)

G_END_DECLS
