/* What the parts of the queue share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-download-queue-store.h"
#include "core/transfer/rt-download-queue.h"

G_BEGIN_DECLS

/* What there is to know of a download while it is in the list. */
typedef struct
{
  gint64 written_us;    /* monotonic: when something of it was to be written last */
  gboolean is_stopping; /* it was told to, and is still at work */
  gboolean goes_on;     /* once it has stopped, it waits for its turn again */
  gboolean is_removed;  /* and is let go once it has stopped */
  gboolean was_done;    /* that it ended is told only once */
  gboolean lacks_space; /* it stops because the disk is full */
} RtDownloadQueueEntry;

struct _RtDownloadQueue
{
  GObject parent_instance;

  RtTrust *trust;       /* nullable */
  RtProxySource *usual; /* says which way is taken where nobody has said it; nullable */
  GListModel *jars;     /* of RtCookieSource, found again by their ids; nullable */
  GNetworkMonitor *monitor;
  GListStore *downloads;
  GHashTable *entries; /* of RtDownloadQueueEntry, by RtDownload */
  RtDownloadQueueStore *store;
  RtDownloadTerms *terms;

  gboolean is_loaded;
  guint n_running;
  guint pump; /* source */

  guint look;            /* source, while a download waits for space on a disk */
  GCancellable *looking; /* nullable: ends what is asked of the disks */
};

/* rt-download-queue.c */
void rt_download_queue_set_n_running (RtDownloadQueue *self, guint n_running);
void rt_download_queue_touch (RtDownloadQueue *self, RtDownload *download);

/* rt-download-queue-turns.c */
RtDownload *rt_download_queue_get (RtDownloadQueue *self, guint position);
guint rt_download_queue_get_length (RtDownloadQueue *self);
RtDownloadQueueEntry *rt_download_queue_get_entry (RtDownloadQueue *self,
                                                   RtDownload *download);
RtDownloadPlan *rt_download_queue_make_plan (RtDownloadQueue *self, RtDownload *download);
void rt_download_queue_stop (RtDownloadQueue *self,
                             RtDownload *download,
                             RtDownloadState end,
                             gboolean goes_on);
void rt_download_queue_pump (RtDownloadQueue *self);

/* rt-download-queue-space.c */
void rt_download_queue_mind_space (RtDownloadQueue *self, RtDownload *download);
void rt_download_queue_look_for_space (RtDownloadQueue *self);
void rt_download_queue_stop_looking (RtDownloadQueue *self);

G_END_DECLS
