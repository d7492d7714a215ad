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
                           int *permille,
                           RtNote **note,
                           GCancellable *cancellable,
                           GError **error);

void rt_verify_file_async (const char *path,
                           RtDownloadPlan *plan,
                           int *permille,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
RtVerified rt_verify_file_finish (GAsyncResult *result, RtNote **note, GError **error);

G_END_DECLS
