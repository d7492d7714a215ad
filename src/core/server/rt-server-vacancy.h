/* Numbers and ports that no server has. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-server-settings.h"

#include <gio/gio.h>

G_BEGIN_DECLS

guint rt_server_vacancy_find_number (const RtServerSettings *settings,
                                     GPtrArray *servers);
guint16 rt_server_vacancy_find_port (guint16 port, GListModel *servers);

G_END_DECLS
