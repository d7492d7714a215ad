/* The numbers of the lines of an access log that pass a filter, ascending. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Read only: length. */
typedef struct
{
  guint length;
  guint capacity;
  guint first;      /* where the lowest number is */
  guint64 *numbers; /* a ring; NULL until there is one */
} RtAccessMatches;

RtAccessMatches *rt_access_matches_new (guint capacity);
void rt_access_matches_free (RtAccessMatches *self);

guint64 rt_access_matches_get (const RtAccessMatches *self, guint index);
void rt_access_matches_add_below (RtAccessMatches *self, guint64 number);
void rt_access_matches_add_above (RtAccessMatches *self, guint64 number);
void rt_access_matches_drop_below (RtAccessMatches *self, guint64 number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtAccessMatches, rt_access_matches_free)

G_END_DECLS
