/* Answers with what was received. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/server/rt-answer.h"

G_BEGIN_DECLS

RtAnswer *rt_handle_echo (gpointer nothing, const RtQuestion *question);

G_END_DECLS
