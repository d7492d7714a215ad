/* Asks an address whether a download from there could be resumed, and says so. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-request.h"

G_BEGIN_DECLS

int rt_cli_resume_check_run (RtRequest *request,
                             gboolean verbose,
                             gboolean show_secrets,
                             gboolean json);

G_END_DECLS
