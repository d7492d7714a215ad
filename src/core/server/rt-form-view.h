/* What a server understood of a form. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-answer.h"

G_BEGIN_DECLS

RtAnswer *
rt_form_view_answer (const RtQuestion *question, const char *token, guint status);

G_END_DECLS
