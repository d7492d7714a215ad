/* The newest lines of an access log, numbered in the order in which they came. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-access-log.h"

G_BEGIN_DECLS

/* Read only: begin, end, bytes. */
typedef struct
{
  guint64 begin; /* the number of the oldest that is held */
  guint64 end;   /* the number that the next will have */
  gsize bytes;   /* what all that are held take */

  guint capacity;
  gsize budget;
  GArray *places; /* number N is at N % capacity; no longer than it has to be */
} RtAccessRing;

RtAccessRing *rt_access_ring_new (guint capacity, gsize budget);
void rt_access_ring_free (RtAccessRing *self);

guint rt_access_ring_get_length (const RtAccessRing *self);
RtAccessEntry *rt_access_ring_get (const RtAccessRing *self, guint64 number);
GPtrArray *rt_access_ring_dup_entries (const RtAccessRing *self);

void rt_access_ring_clear (RtAccessRing *self);
void rt_access_ring_push (RtAccessRing *self, RtAccessEntry *entry);
void rt_access_ring_make_room (RtAccessRing *self, guint n, gsize bytes);
void rt_access_ring_take_all (RtAccessRing *self, RtAccessRing *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtAccessRing, rt_access_ring_free)

G_END_DECLS
