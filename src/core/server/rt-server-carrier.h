/* Carries one answer to SoupServer, piece by piece. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-access-log.h"
#include "core/server/rt-answer.h"
#include "core/server/rt-server-counters.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct
{
  void (*moved) (gpointer data);                       /* it goes on */
  void (*over) (RtAnswerEnding ending, gpointer data); /* nothing follows */
} RtServerCarrierEvents;

typedef struct _RtServerCarrier RtServerCarrier;

RtServerCarrier *rt_server_carrier_new (RtQuestion *question,
                                        RtServerCounters *counters,
                                        const RtServerCarrierEvents *events,
                                        gpointer data);
void rt_server_carrier_free (RtServerCarrier *self);

const RtQuestion *rt_server_carrier_get_question (const RtServerCarrier *self);
void rt_server_carrier_begin (RtServerCarrier *self,
                              SoupServerMessage *message,
                              RtAnswer *answer);
gboolean rt_server_carrier_is_waiting (const RtServerCarrier *self);
gboolean rt_server_carrier_has_body (const RtServerCarrier *self);
void rt_server_carrier_close_after (RtServerCarrier *self);
gboolean rt_server_carrier_is_kept_alive (const RtServerCarrier *self);
gboolean rt_server_carrier_is_whole (const RtServerCarrier *self);
RtAccessEntry *rt_server_carrier_make_entry (const RtServerCarrier *self);

G_END_DECLS
