/* A thread that flies one exchange at a time, with a session and a wire of its own. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-flight.h"

G_BEGIN_DECLS

typedef struct _RtLane RtLane;

RtLane *rt_lane_new (RtBothEnds *ends);
void rt_lane_free (RtLane *self);

void rt_lane_start (RtLane *self, RtFlight *flight);

G_END_DECLS
