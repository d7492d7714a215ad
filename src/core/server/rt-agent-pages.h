/* Pages that depend on who asks for them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-answer.h"

G_BEGIN_DECLS

RtAnswer *rt_agent_pages_answer (const RtQuestion *question, const char *rest);

G_END_DECLS
