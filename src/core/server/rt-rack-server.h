/* One of the user's servers: what is set for it, and how it is doing. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-access-list.h"
#include "core/server/rt-server-launch.h"
#include "core/server/rt-server-state.h"
#include "core/wire/rt-both-ends.h"

G_BEGIN_DECLS

/* To be used in the main thread. */
#define RT_TYPE_RACK_SERVER (rt_rack_server_get_type ())
G_DECLARE_FINAL_TYPE (RtRackServer, rt_rack_server, RT, RACK_SERVER, GObject)

RtRackServer *rt_rack_server_new (const RtServerSettings *settings,
                                  const char *authority_folder,
                                  const char *log_folder,
                                  RtBothEnds *ends);

const RtServerSettings *rt_rack_server_get_settings (RtRackServer *self);
void rt_rack_server_set_settings (RtRackServer *self, const RtServerSettings *settings);

RtServerState rt_rack_server_get_state (RtRackServer *self);
void rt_rack_server_start (RtRackServer *self);
void rt_rack_server_stop (RtRackServer *self);
void rt_rack_server_end (RtRackServer *self);

const RtServerLaunch *rt_rack_server_get_launch (RtRackServer *self);
const GError *rt_rack_server_get_error (RtRackServer *self);

gint64 rt_rack_server_get_curfew (RtRackServer *self);

RtServerCounts rt_rack_server_get_counts (RtRackServer *self);
/* Over all of its starts. */
RtAccessList *rt_rack_server_get_log (RtRackServer *self);

G_END_DECLS
