/* Starts a server, once all is asked that has to be asked first. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-rack-server.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rt_server_starter_start (GtkWidget *asker, RtRackServer *server);
void rt_server_starter_apply (GtkWidget *asker,
                              RtRackServer *server,
                              const RtServerSettings *settings);

G_END_DECLS
