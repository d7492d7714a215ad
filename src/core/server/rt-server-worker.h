/* One thread of a server, with its listening sockets and its connections. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-server-plan.h"

G_BEGIN_DECLS

typedef struct _RtServerWorker RtServerWorker;

RtServerWorker *
rt_server_worker_new (const RtServerPlan *plan, GPtrArray *sockets, guint limit);
void rt_server_worker_stop (RtServerWorker *self, gint64 deadline_us);
void rt_server_worker_join (RtServerWorker *self);

G_END_DECLS
