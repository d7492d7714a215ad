/* Keeps a list of downloads in a file, a line for each. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-download-record.h"

G_BEGIN_DECLS

/* It is read in another thread, and written in slices of time and then in another thread, so
 * that nobody waits for it however long the list is. */
typedef struct _RtDownloadQueueStore RtDownloadQueueStore;

/* Takes what was in the file, once: (element-type RtDownloadRecord). */
typedef void (*RtDownloadQueueLoadFunc) (GPtrArray *records, gpointer user_data);

RtDownloadQueueStore *rt_download_queue_store_new (GFile *file,
                                                   GListModel *downloads,
                                                   RtProxySource *usual,
                                                   RtDownloadQueueLoadFunc func,
                                                   gpointer user_data);
void rt_download_queue_store_free (RtDownloadQueueStore *self);

void rt_download_queue_store_touch (RtDownloadQueueStore *self, RtDownload *download);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtDownloadQueueStore, rt_download_queue_store_free)

G_END_DECLS
