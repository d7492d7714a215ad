/* What the user has to decide before a download can go on. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-download-queue.h"

G_BEGIN_DECLS

typedef enum
{
  RT_CHOICE_NONE,
  RT_CHOICE_CHANGED, /* the remote file is another one */
  RT_CHOICE_EXPIRED, /* the link does not lead to the file any more */
  RT_CHOICE_SIGN_IN, /* the proxy wants to know who asks */
} RtChoice;

RtChoice rt_download_get_choice (RtDownload *download);
void
rt_download_choose (RtDownloadQueue *queue, RtDownload *download, RtIfChanged choice);
void
rt_download_set_link (RtDownloadQueue *queue, RtDownload *download, RtRequest *request);

G_END_DECLS
