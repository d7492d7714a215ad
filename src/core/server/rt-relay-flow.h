/* What a client of a proxy and the server that it asked for say to each other. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-relay-protocol.h"

G_BEGIN_DECLS

typedef struct
{
  /* Bytes were passed on; @n_down: so many of them to the client. */
  void (*moved) (gsize n_down, gpointer data);
  /* One of the following, once; the flow may be freed now. */
  void (*ended) (gboolean is_whole, gpointer data);
  /* The client gets @words in place of an answer, and nothing after them. */
  void (*has_last_word) (GByteArray *words, gpointer data);
} RtRelayFlowEvents;

typedef struct _RtRelayFlow RtRelayFlow;

RtRelayFlow *rt_relay_flow_new (const RtRelayProtocol *protocol,
                                gpointer talk,
                                GIOStream *client,
                                GSocket *client_socket,
                                GSocketConnection *server,
                                const RtRelayFlowEvents *events,
                                gpointer data);
void rt_relay_flow_free (RtRelayFlow *self);

void rt_relay_flow_start (RtRelayFlow *self,
                          GByteArray *request,
                          GByteArray *early,
                          GByteArray *reply);

G_END_DECLS
