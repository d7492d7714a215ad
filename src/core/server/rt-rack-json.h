/* The user's servers as JSON. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-rack-server.h"

G_BEGIN_DECLS

/* One server that was read; @was_running: when the program ended. */
typedef void (*RtRackJsonFunc) (const RtServerSettings *settings,
                                gboolean was_running,
                                gpointer data);

GBytes *rt_rack_json_write (GListModel *servers, GListStore *interrupted);
gboolean rt_rack_json_read (const char *text, RtRackJsonFunc func, gpointer data);

G_END_DECLS
