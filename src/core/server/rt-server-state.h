/* What one of the user's servers is doing. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

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

gboolean rt_server_state_may_become (RtServerState from, RtServerState to);

G_END_DECLS
