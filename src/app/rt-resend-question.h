/* Asks before a request that may change something is sent once more. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/rt-page.h"

G_BEGIN_DECLS

gboolean rt_resend_question_ask (RtPage *page);

G_END_DECLS
