/* Which lines of an access log are wanted. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-access-log.h"

G_BEGIN_DECLS

/* A value. */
typedef struct
{
  char *text;         /* NULL: any */
  guint status_class; /* the first digit of the status; 0: any */
  gboolean is_number; /* the text could be of a status */
} RtAccessFilter;

RtAccessFilter *rt_access_filter_new (const char *text, guint status_class);
RtAccessFilter *rt_access_filter_copy (const RtAccessFilter *self);
void rt_access_filter_free (RtAccessFilter *self);
gboolean rt_access_filter_matches (const RtAccessFilter *self,
                                   const RtAccessEntry *entry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtAccessFilter, rt_access_filter_free)

G_END_DECLS
