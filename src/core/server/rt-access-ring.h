/* The newest lines of an access log, numbered in the order in which they came. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-access-log.h"

G_BEGIN_DECLS

/* Read only: begin, end. */
typedef struct
{
  guint capacity;
  guint64 begin;      /* the number of the oldest that is held */
  guint64 end;        /* the number that the next will have */
  GPtrArray *entries; /* number N is at N % capacity; no longer than it has to be */
} RtAccessRing;

RtAccessRing *rt_access_ring_new (guint capacity);
void rt_access_ring_free (RtAccessRing *self);

guint rt_access_ring_get_length (const RtAccessRing *self);
RtAccessEntry *rt_access_ring_get (const RtAccessRing *self, guint64 number);
GPtrArray *rt_access_ring_dup_entries (const RtAccessRing *self);

guint rt_access_ring_make_room (RtAccessRing *self, guint n);
void rt_access_ring_take (RtAccessRing *self, GPtrArray *entries);
GPtrArray *rt_access_ring_steal (RtAccessRing *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtAccessRing, rt_access_ring_free)

G_END_DECLS
