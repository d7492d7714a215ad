/* A body that is coded while it is sent. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-accept-encoding.h"
#include "core/server/rt-answer.h"

G_BEGIN_DECLS

void rt_coded_body_set (RtAnswer *answer, RtAnswer *plain, RtCoded coded);

G_END_DECLS
