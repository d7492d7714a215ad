/* What is done with all downloads of the queue at once. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-download-queue.h"

G_BEGIN_DECLS

void rt_all_downloads_pause (RtDownloadQueue *queue);
void rt_all_downloads_resume (RtDownloadQueue *queue);
void rt_all_downloads_forget_finished (RtDownloadQueue *queue);

G_END_DECLS
