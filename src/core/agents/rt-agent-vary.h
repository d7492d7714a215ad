/* Whether answers say that they depend on who asks. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-header-list.h"

G_BEGIN_DECLS

gboolean rt_agent_vary_names_client (const RtHeaderList *fields);
gboolean rt_agent_vary_is_needed (guint status, const RtHeaderList *fields);

G_END_DECLS
