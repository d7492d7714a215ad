/* What a server that runs is doing: where it is, how busy it is, what it was asked. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-rack-server.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_SERVER_ACTIVITY (rt_server_activity_get_type ())
G_DECLARE_FINAL_TYPE (RtServerActivity,
                      rt_server_activity,
                      RT,
                      SERVER_ACTIVITY,
                      GtkWidget)

void rt_server_activity_set_server (RtServerActivity *self, RtRackServer *server);

G_END_DECLS
