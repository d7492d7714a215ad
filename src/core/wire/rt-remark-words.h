/* What was odd about a message: for programs, and in words, untranslated. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-message-head.h"

G_BEGIN_DECLS

#define RT_REMARK_LAST RT_REMARK_TRAILERS_CUT

const char *rt_remark_to_id (RtRemarks remark);
const char *rt_remark_to_sentence (RtRemarks remark);

G_END_DECLS
