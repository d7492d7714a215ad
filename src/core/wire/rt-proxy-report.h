/* Which way a request went, why, and what was said to the proxy: an immutable snapshot. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-message-head.h"
#include "core/wire/rt-proxy.h"
#include "core/wire/rt-tls-info.h"

G_BEGIN_DECLS

/* Why a request takes the way it does. */
typedef enum
{
  RT_WAY_SET,         /* the user said so */
  RT_WAY_BYPASS,      /* the list of exceptions lets it go directly */
  RT_WAY_LOCAL,       /* this computer is not behind the system's proxies */
  RT_WAY_ENVIRONMENT, /* `http_proxy` and its like say so */
  RT_WAY_SYSTEM,      /* the settings of the desktop say so */
  RT_WAY_SCRIPT,      /* a script says so */
  RT_WAY_FALLBACK, /* what stood before it in the answer of these could not be reached */
} RtWayReason;

/* One CONNECT and the proxy's answer to it. */
typedef struct
{
  RtMessageHead *request_head;
  RtMessageHead *answer_head; /* NULL if none came */
  GBytes *sent;               /* raw */
  GBytes *received;       /* raw: the head, and the beginning of what came behind it */
  guint64 received_bytes; /* all that was read */
  gint64 begin_us;        /* monotonic */
  gint64 end_us;
} RtConnectStep;

typedef struct
{
  gatomicrefcount ref_count;
  RtProxy *proxy; /* NULL: there is none on the way */
  RtWayReason reason;
  char *
      detail; /* the entry of the list, or what the system or the script said; nullable */
  gboolean is_tunnel; /* the proxy only passes bytes on, and what answers is the site */
  RtTlsInfo *tls;     /* of the connection to the proxy itself; nullable */
  GPtrArray *steps;   /* of RtConnectStep, oldest first; may be empty */
} RtProxyReport;

const char *rt_way_reason_to_id (RtWayReason reason);

RtProxyReport *
rt_proxy_report_new (RtProxy *proxy, RtWayReason reason, const char *detail);
RtProxyReport *rt_proxy_report_with_tunnel (const RtProxyReport *self,
                                            gboolean is_tunnel,
                                            RtTlsInfo *tls,
                                            GPtrArray *steps);
RtProxyReport *rt_proxy_report_ref (RtProxyReport *self);
void rt_proxy_report_unref (RtProxyReport *self);
guint rt_proxy_report_get_status (const RtProxyReport *self);

GPtrArray *rt_connect_steps_new (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtProxyReport, rt_proxy_report_unref)

G_END_DECLS
