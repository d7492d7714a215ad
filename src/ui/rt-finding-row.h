/* One small question about a download, and what its answer shows. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-resume-diagnosis.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RT_TYPE_FINDING_ROW (rt_finding_row_get_type ())
G_DECLARE_FINAL_TYPE (RtFindingRow, rt_finding_row, RT, FINDING_ROW, AdwActionRow)

GtkWidget *rt_finding_row_new (RtProbeKind kind);
RtProbeKind rt_finding_row_get_kind (RtFindingRow *self);
void rt_finding_row_show (RtFindingRow *self,
                          const RtFinding *finding,
                          gboolean is_asked,
                          gboolean is_open);

G_END_DECLS
