/* What a server says to a request that it does not answer. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-request-reader.h"
#include "core/server/rt-server-plan.h"

G_BEGIN_DECLS

RtAccessEntry *rt_server_refusal_say (const RtServerPlan *plan,
                                      const RtPeer *peer,
                                      RtRequestReader *reader,
                                      guint status,
                                      GOutputStream *output);

G_END_DECLS
