/* Answers that say little more than their status. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-answer.h"

G_BEGIN_DECLS

RtAnswer *rt_status_answer_new (guint status);
RtAnswer *rt_status_answer_new_redirect (guint status, const char *location);
RtAnswer *rt_status_answer_check_method (const RtQuestion *question, const char *allowed);

G_END_DECLS
