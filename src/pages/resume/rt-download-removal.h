/* Takes downloads out of the list, asks about their files, and puts them back. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-download-queue.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A file goes only when the download cannot be put back any more. */
#define RT_TYPE_DOWNLOAD_REMOVAL (rt_download_removal_get_type ())
G_DECLARE_FINAL_TYPE (RtDownloadRemoval,
                      rt_download_removal,
                      RT,
                      DOWNLOAD_REMOVAL,
                      GObject)

RtDownloadRemoval *rt_download_removal_new (RtDownloadQueue *queue,
                                            AdwToastOverlay *toasts);

void rt_download_removal_ask (RtDownloadRemoval *self, RtDownload *download);
void rt_download_removal_restore (RtDownloadRemoval *self, guint32 id);

G_END_DECLS
