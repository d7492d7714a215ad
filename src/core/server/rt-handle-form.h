/* Forms of every kind, and what came of them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-answer.h"
#include "core/server/rt-token.h"

G_BEGIN_DECLS

RtAnswer *rt_handle_form (const RtTokenKey *key, const RtQuestion *question);

G_END_DECLS
