/* Holds one of each thing that the pages share; does nothing itself. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/agents/rt-agent-book.h"
#include "core/cookies/rt-cookie-jars.h"
#include "core/http/rt-address-history.h"
#include "core/http/rt-exchange-log.h"
#include "core/http/rt-transport.h"
#include "core/http/rt-trust.h"
#include "core/proxy/rt-proxy-logins.h"
#include "core/server/rt-server-rack.h"
#include "core/transfer/rt-download-queue.h"

G_BEGIN_DECLS

#define RT_TYPE_WORKBENCH (rt_workbench_get_type ())
G_DECLARE_FINAL_TYPE (RtWorkbench, rt_workbench, RT, WORKBENCH, GObject)

RtWorkbench *rt_workbench_new (const char *folder, const char *log_folder);

RtTransport *rt_workbench_get_transport (RtWorkbench *self);
RtExchangeLog *rt_workbench_get_log (RtWorkbench *self);
RtTrust *rt_workbench_get_trust (RtWorkbench *self);
RtAddressHistory *rt_workbench_get_history (RtWorkbench *self);
RtServerRack *rt_workbench_get_rack (RtWorkbench *self);
RtAgentBook *rt_workbench_get_agents (RtWorkbench *self);
RtDownloadQueue *rt_workbench_get_queue (RtWorkbench *self);
RtCookieJars *rt_workbench_get_jars (RtWorkbench *self);

/* What a new request starts from. */
const char *rt_workbench_get_agent_id (RtWorkbench *self);
void rt_workbench_set_agent_id (RtWorkbench *self, const char *id);
const RtRequestOptions *rt_workbench_get_request_options (RtWorkbench *self);
void rt_workbench_set_request_options (RtWorkbench *self,
                                       const RtRequestOptions *options);

/* Who asks where a proxy wants to know, and the way that the system says. */
RtProxyLogins *rt_workbench_get_proxy_logins (RtWorkbench *self);
RtProxySource *rt_workbench_get_usual_proxy_source (RtWorkbench *self);
RtRequest *rt_workbench_prepare (RtWorkbench *self, const RtRequest *request);

/* Which way a request took that was last sent on the Proxy page; NULL: none was. */
RtProxySource *rt_workbench_get_proxy_source (RtWorkbench *self);
void rt_workbench_set_proxy_source (RtWorkbench *self, RtProxySource *source);

G_END_DECLS
