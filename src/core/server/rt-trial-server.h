/* Servers to try something out with, which are gone with the program. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-server-rack.h"

G_BEGIN_DECLS

RtRackServer *rt_trial_server_start (RtServerRack *rack,
                                     const RtServerSettings *settings);
gboolean rt_trial_server_is_at (RtServerRack *rack, const char *address);

G_END_DECLS
