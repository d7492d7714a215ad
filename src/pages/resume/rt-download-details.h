/* All that is known of one download, and what can be done with it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-download-queue.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Its buttons activate the page's actions, "downloads.…". */
#define RT_TYPE_DOWNLOAD_DETAILS (rt_download_details_get_type ())
G_DECLARE_FINAL_TYPE (RtDownloadDetails,
                      rt_download_details,
                      RT,
                      DOWNLOAD_DETAILS,
                      GtkWidget)

void rt_download_details_set_queue (RtDownloadDetails *self, RtDownloadQueue *queue);
void rt_download_details_set_download (RtDownloadDetails *self, RtDownload *download);

G_END_DECLS
