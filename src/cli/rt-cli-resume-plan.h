/* What “resume” has to download, by what it is told. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/rt-cli-resume-options.h"

G_BEGIN_DECLS

RtDownloadPlan *rt_cli_resume_plan_make (const RtResumeOptions *options, GError **error);

G_END_DECLS
