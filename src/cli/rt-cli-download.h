/* Runs one download, and says how it goes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-download-plan.h"

G_BEGIN_DECLS

int rt_cli_download_run (RtDownloadPlan *plan,
                         int total_timeout_s,
                         gboolean verbose,
                         gboolean json);

G_END_DECLS
