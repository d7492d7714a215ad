/* Whether an answer is not what was asked for, but a guard at the door. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-header-list.h"

G_BEGIN_DECLS

gboolean
rt_agent_is_challenge (const RtHeaderList *fields, const char *title, GBytes *body);

G_END_DECLS
