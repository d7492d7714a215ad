/* A queue of downloads in a folder of its own, and servers for them. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-download-queue.h"
#include "tests/lib/rt-replay.h"
#include "tests/lib/rt-test-dir.h"
#include "tests/lib/rt-test-network.h"

G_BEGIN_DECLS

typedef struct
{
  RtTestDir *dir;
  RtTestNetwork *network;
  GFile *file;
  RtDownloadQueue *queue;
  RtTrust *trust;       /* nullable; of the next queue that is opened */
  RtProxySource *usual; /* likewise */
  GListModel *jars;     /* likewise */
} RtTestQueue;

/* Of a file of ten bytes. */
extern const RtReplayStep rt_test_queue_whole[];
extern const RtReplayStep rt_test_queue_stuck[];
extern const RtReplayStep rt_test_queue_rest[];
extern const RtReplayStep rt_test_queue_forbidden[];
extern const RtReplayStep rt_test_queue_changed[];

void rt_test_queue_set_up (RtTestQueue *f, gconstpointer unused);
void rt_test_queue_tear_down (RtTestQueue *f, gconstpointer unused);
void rt_test_queue_open (RtTestQueue *f);
void rt_test_queue_reopen (RtTestQueue *f);

RtDownloadPlan *rt_test_queue_make_plan (RtTestQueue *f, const char *address);
RtDownload *rt_test_queue_add (RtTestQueue *f, RtReplay *server, const char *path);
RtDownload *rt_test_queue_get (RtTestQueue *f, guint position);
guint rt_test_queue_count (RtTestQueue *f);

void rt_test_queue_wait_for_state (RtDownload *download, RtDownloadState expected);
void rt_test_queue_wait_for_bytes (RtDownload *download, gint64 n);
void rt_test_queue_fail (RtTestQueue *f, RtDownload *download);
void rt_test_queue_assert_file (RtTestQueue *f, const char *name, const char *expected);
gboolean rt_test_queue_is_there (RtTestQueue *f, const char *name);

G_END_DECLS
