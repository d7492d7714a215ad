/* The user's downloads: in order, a few at a time, remembered. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-trust.h"
#include "core/transfer/rt-download-terms.h"
#include "core/transfer/rt-download.h"

G_BEGIN_DECLS

/* Those that wait for their servers among them: each is a thread, and a list of thousands may
 * lead to a server that is down. */
#define RT_QUEUE_AT_WORK_MAX 64

#define RT_TYPE_DOWNLOAD_QUEUE (rt_download_queue_get_type ())
G_DECLARE_FINAL_TYPE (RtDownloadQueue, rt_download_queue, RT, DOWNLOAD_QUEUE, GObject)

RtDownloadQueue *rt_download_queue_new (GFile *file,
                                        RtTrust *trust,
                                        RtProxySource *usual,
                                        GListModel *jars,
                                        GNetworkMonitor *monitor);

GListModel *rt_download_queue_get_downloads (RtDownloadQueue *self);
RtDownloadTerms *rt_download_queue_get_terms (RtDownloadQueue *self);
guint rt_download_queue_count_at_work (RtDownloadQueue *self);

void rt_download_queue_add (RtDownloadQueue *self, GPtrArray *plans);
guint rt_download_queue_remove (RtDownloadQueue *self, RtDownload *download);
void
rt_download_queue_restore (RtDownloadQueue *self, RtDownload *download, guint position);
void rt_download_queue_move (RtDownloadQueue *self, RtDownload *download, guint position);

void rt_download_queue_pause (RtDownloadQueue *self, RtDownload *download);
void rt_download_queue_resume (RtDownloadQueue *self, RtDownload *download);
void rt_download_queue_cancel (RtDownloadQueue *self, RtDownload *download);
void rt_download_queue_verify (RtDownloadQueue *self,
                               RtDownload *download,
                               const RtDigest *digest);
gboolean rt_download_queue_can_repair (RtDownloadQueue *self, RtDownload *download);
void rt_download_queue_repair (RtDownloadQueue *self, RtDownload *download);
void rt_download_queue_set_limit (RtDownloadQueue *self,
                                  RtDownload *download,
                                  gint64 bytes_per_s);

G_END_DECLS
