/* The user's servers, remembered. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-rack-server.h"

G_BEGIN_DECLS

#define RT_TYPE_SERVER_RACK (rt_server_rack_get_type ())
G_DECLARE_FINAL_TYPE (RtServerRack, rt_server_rack, RT, SERVER_RACK, GObject)

RtServerRack *rt_server_rack_new (GFile *file,
                                  const char *authority_folder,
                                  const char *log_folder,
                                  RtBothEnds *ends);

const char *rt_server_rack_get_authority_folder (RtServerRack *self);
/* Of RtRackServer, in the user's order. */
GListModel *rt_server_rack_get_servers (RtServerRack *self);
RtRackServer *rt_server_rack_add (RtServerRack *self, const RtServerSettings *settings);
guint rt_server_rack_remove (RtServerRack *self, RtRackServer *server);
void rt_server_rack_restore (RtServerRack *self, RtRackServer *server, guint position);
void rt_server_rack_forget (RtServerRack *self, RtRackServer *server);
void rt_server_rack_end (RtServerRack *self);

/* Those that ran when the program ended, and were neither started again nor forgotten. */
GListModel *rt_server_rack_get_interrupted (RtServerRack *self);
void rt_server_rack_start_interrupted (RtServerRack *self);
void rt_server_rack_forget_interrupted (RtServerRack *self);

guint rt_server_rack_count_running_answers (RtServerRack *self);

G_END_DECLS
