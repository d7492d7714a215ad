/* The requests of one client of a server, and their answers. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-answer-cache.h"
#include "core/server/rt-server-plan.h"
#include "core/server/rt-server-poll.h"

G_BEGIN_DECLS

/* How the connection is to be closed. */
typedef enum
{
  RT_HTTP_CLOSED, /* nothing is missing: gently */
  RT_HTTP_RESET,  /* something is missing */
  RT_HTTP_LEFT,   /* the client has: at once */
} RtHttpEnding;

typedef struct
{
  /* Called from what must not be freed yet, and perhaps again: the later news counts. */
  void (*ended) (RtHttpEnding ending, gpointer data);
} RtServerHttpEvents;

typedef struct _RtServerHttp RtServerHttp;

RtServerHttp *rt_server_http_new (const RtServerPlan *plan,
                                  RtServerPoll *poll,
                                  RtAnswerCache *cache,
                                  GIOStream *io,
                                  GSocket *socket,
                                  const RtPeer *peer,
                                  const RtServerHttpEvents *events,
                                  gpointer data);
void rt_server_http_free (RtServerHttp *self);

void
rt_server_http_begin (RtServerHttp *self, GSocketAddress *local, GSocketAddress *remote);
void rt_server_http_drain (RtServerHttp *self);
void rt_server_http_check_deadline (RtServerHttp *self, gint64 now_us);
gboolean rt_server_http_is_waiting (const RtServerHttp *self);

G_END_DECLS
