/* A body of several parts of one file. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-answer.h"
#include "core/server/rt-range-request.h"

G_BEGIN_DECLS

void rt_multipart_ranges_fill (RtAnswer *answer,
                               const RtRangeRequest *request,
                               guint64 size,
                               const char *type);

G_END_DECLS
