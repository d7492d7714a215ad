/* Lets pages of other sites read answers. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-answer.h"

G_BEGIN_DECLS

void rt_cors_allow (const RtQuestion *question, RtAnswer *answer);

G_END_DECLS
