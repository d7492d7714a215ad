/* The requests of the HEAD check. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/check/rt-check-table.h"
#include "ui/rt-page.h"

G_BEGIN_DECLS

RtRequest *rt_check_request_new_base (RtPage *page, guint patience_s);
RtRequest *
rt_check_request_new_for_row (RtPage *page, const char *method, const RtCheckRow *row);

G_END_DECLS
