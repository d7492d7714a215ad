/* What a server of ours saw of an exchange, in rows, beside what our client saw. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/wire/rt-wire-report.h"
#include "ui/rt-field-row.h"

G_BEGIN_DECLS

GPtrArray *rt_server_side_rows (const RtWireReport *report,
                                const RtServerSide *side,
                                gint64 origin_us);

G_END_DECLS
