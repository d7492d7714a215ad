/* The SoupServer of one connection, and the streams that it has in place of it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-server-input.h"
#include "core/server/rt-server-plan.h"
#include "core/server/rt-server-poll.h"
#include "core/server/rt-server-witness.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Called in the middle of SoupServer's work: they must not free it. */
typedef struct
{
  RtServerInputEvents input;
  void (*request) (SoupServerMessage *message, gpointer data); /* is to be answered */
  void (*aborted) (gpointer data); /* the answer cannot be gone on with */
  void (*moved) (gpointer data);   /* some of what was held back was sent */
} RtServerSoupEvents;

typedef struct _RtServerSoup RtServerSoup;

RtServerSoup *rt_server_soup_new (const RtServerPlan *plan,
                                  RtServerPoll *poll,
                                  GIOStream *io,
                                  GSocket *socket,
                                  RtRequestReader *reader,
                                  const RtServerSoupEvents *events,
                                  gpointer data);
void rt_server_soup_free (RtServerSoup *self);

gboolean
rt_server_soup_begin (RtServerSoup *self, GSocketAddress *local, GSocketAddress *remote);
void rt_server_soup_strike (RtServerSoup *self, const RtFaultStrike *strike);
void rt_server_soup_send_together (RtServerSoup *self);
void rt_server_soup_set_witness (RtServerSoup *self, RtServerWitness *witness);
void rt_server_soup_pass_on (RtServerSoup *self, RtAnswer *answer);
void rt_server_soup_begin_copy (RtServerSoup *self);
GBytes *rt_server_soup_end_copy (RtServerSoup *self);
gboolean rt_server_soup_is_holding (const RtServerSoup *self);

G_END_DECLS
