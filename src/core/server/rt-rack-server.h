/* One of the user's servers: what is set for it, and how it is doing. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-access-list.h"
#include "core/server/rt-port-owner.h"
#include "core/server/rt-server-counters.h"
#include "core/server/rt-server-pem.h"
#include "core/server/rt-server-settings.h"
#include "core/wire/rt-both-ends.h"

G_BEGIN_DECLS

typedef enum
{
  RT_SERVER_STOPPED,
  RT_SERVER_STARTING,
  RT_SERVER_RUNNING,
  RT_SERVER_STOPPING,
  RT_SERVER_FAILED, /* to start */
} RtServerState;

#define RT_TYPE_SERVER_STATE (rt_server_state_get_type ())
GType rt_server_state_get_type (void);

/* To be used in the main thread. */
#define RT_TYPE_RACK_SERVER (rt_rack_server_get_type ())
G_DECLARE_FINAL_TYPE (RtRackServer, rt_rack_server, RT, RACK_SERVER, GObject)

RtRackServer *rt_rack_server_new (const RtServerSettings *settings,
                                  const char *authority_folder,
                                  const char *log_folder);

/* Before its first start. */
void rt_rack_server_set_ends (RtRackServer *self, RtBothEnds *ends);

const RtServerSettings *rt_rack_server_get_settings (RtRackServer *self);
void rt_rack_server_set_settings (RtRackServer *self, const RtServerSettings *settings);

RtServerState rt_rack_server_get_state (RtRackServer *self);
void rt_rack_server_start (RtRackServer *self);
void rt_rack_server_stop (RtRackServer *self);
void rt_rack_server_end (RtRackServer *self);

/* Of a server that failed to start. */
const GError *rt_rack_server_get_error (RtRackServer *self);
const RtPortOwner *rt_rack_server_get_port_owner (RtRackServer *self);
guint16 rt_rack_server_get_free_port (RtRackServer *self);

/* Of a server that runs. */
char *rt_rack_server_build_address (RtRackServer *self);
char *rt_rack_server_build_address_at (RtRackServer *self, const char *host);
GStrv rt_rack_server_build_network_addresses (RtRackServer *self);
gint64 rt_rack_server_get_curfew (RtRackServer *self);
GTlsCertificate *rt_rack_server_get_certificate (RtRackServer *self);
RtServerPemFlaws rt_rack_server_get_flaws (RtRackServer *self);

RtServerCounts rt_rack_server_get_counts (RtRackServer *self);
RtAccessList *rt_rack_server_get_log (RtRackServer *self);
const char *rt_rack_server_get_log_path (RtRackServer *self);
const GError *rt_rack_server_get_log_error (RtRackServer *self);

G_END_DECLS
