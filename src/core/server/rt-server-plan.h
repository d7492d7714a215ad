/* What all threads of one server know: only what counts and logs changes meanwhile. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-access-log.h"
#include "core/server/rt-fault-tally.h"
#include "core/server/rt-page-encoder.h"
#include "core/server/rt-recipe.h"
#include "core/server/rt-server-counters.h"
#include "core/wire/rt-both-ends.h"

G_BEGIN_DECLS

typedef struct
{
  const RtRecipe *recipe;
  gpointer state;               /* of the recipe */
  RtPageEncoder *encoder;       /* NULL: pages are sent as they are */
  GTlsCertificate *certificate; /* NULL: plain */
  RtFaultTally *faults;         /* NULL: there are none */
  char *credentials;            /* that clients of a proxy have to give; NULL: none */
  RtBothEnds *ends;             /* who is to be told of our own client; NULL: nobody */
  RtAccessLog *log;
  RtServerCounters *counters;
  int nowhere[2];       /* a pair of sockets that nobody uses */
  gboolean is_shared;   /* pages of other sites may read what is answered */
  gboolean is_loopback; /* nobody but this machine can reach it */
} RtServerPlan;

RtServerPlan *
rt_server_plan_new (const RtRecipe *recipe, const char *folder, GError **error);
void rt_server_plan_free (RtServerPlan *self);

GSocket *rt_server_plan_open_nowhere (const RtServerPlan *self);
RtAnswer *rt_server_plan_answer (const RtServerPlan *self,
                                 const RtQuestion *question,
                                 const RtFaultStrike *strike);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtServerPlan, rt_server_plan_free)

G_END_DECLS
