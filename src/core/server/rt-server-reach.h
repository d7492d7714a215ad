/* Where clients can reach one of the user's servers. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-rack-server.h"

G_BEGIN_DECLS

char *rt_server_reach_build_local (RtRackServer *server);
char *rt_server_reach_build (RtRackServer *server, const char *host);
GStrv rt_server_reach_build_all (RtRackServer *server);

G_END_DECLS
