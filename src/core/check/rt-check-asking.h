/* One request of a check over a connection, and the head of its answer. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/check/rt-check-job.h"
#include "core/http/rt-client-link.h"

G_BEGIN_DECLS

RtClientLink *rt_check_ask (RtClientLink *link,
                            RtCheckJob *job,
                            const RtCheckOptions *options,
                            GCancellable *cancellable,
                            RtCheckStep *step);

G_END_DECLS
