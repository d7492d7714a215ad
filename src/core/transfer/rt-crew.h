/* The connections of a download that are at work. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-segment.h"
#include "core/transfer/rt-work-share.h"

G_BEGIN_DECLS

typedef struct
{
  RtSegment *segment;
  guint number;       /* see #RtVisit */
  guint connection;   /* likewise */
  gboolean is_leader; /* it finds out what the server has; the others only help */
  guint source;       /* which address it asks */
  gboolean is_receiving;
  gboolean has_twin;
  RtSegment *twin_of;   /* borrowed, for comparing only; nullable */
  gint64 slow_since_us; /* monotonic; 0: it is not */
  gint64 sampled_us;
  gint64 sampled_position;
  double rate; /* bytes a second, smoothed */
} RtCrewMember;

typedef struct _RtCrew RtCrew;

RtCrew *rt_crew_new (void);
void rt_crew_free (RtCrew *self);

guint rt_crew_get_size (RtCrew *self);
RtCrewMember *rt_crew_get (RtCrew *self, guint index);
RtCrewMember *rt_crew_find (RtCrew *self, RtSegment *segment);
RtCrewMember *
rt_crew_add (RtCrew *self, RtSegment *segment, guint source, gboolean is_leader);
void rt_crew_remove (RtCrew *self, RtSegment *segment);
void rt_crew_dismiss_all (RtCrew *self, RtSegment *except);

void rt_crew_begin (RtCrew *self, RtSegment *segment);
void rt_crew_sample (RtCrew *self);
double rt_crew_get_rate (RtCrew *self);
RtWork rt_crew_find_work (RtCrew *self, RtPartFile *file);
int rt_crew_find_slow (RtCrew *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtCrew, rt_crew_free)

G_END_DECLS
