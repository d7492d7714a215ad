/* Makes downloads of what the user brings: addresses in a text, or a Metalink document. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-request.h"

G_BEGIN_DECLS

/* More at once is hardly meant; one more than this tells that there are more. */
#define RT_INTAKE_MAX 10000

void rt_download_intake_read_text_async (const char *text,
                                         const RtRequestOptions *options,
                                         const char *folder,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
void rt_download_intake_read_metalink_async (GFile *file,
                                             const RtRequestOptions *options,
                                             const char *folder,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
GPtrArray *rt_download_intake_finish (GAsyncResult *result, GError **error);

G_END_DECLS
