/* Says whether a finished file is what it should be. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-note.h"
#include "core/transfer/rt-download-plan.h"

G_BEGIN_DECLS

typedef enum
{
  RT_VERIFIED_RIGHT,
  RT_VERIFIED_WRONG,
  RT_VERIFIED_UNKNOWN, /* nothing says what it should be */
  RT_VERIFIED_ERROR,
} RtVerified;

RtVerified rt_verify_file (const char *path,
                           RtDownloadPlan *plan,
                           RtNote **note,
                           GCancellable *cancellable,
                           GError **error);

G_END_DECLS
