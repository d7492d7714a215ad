/* What the parts of a download share. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-download-job.h"
#include "core/transfer/rt-download-mailbox.h"
#include "core/transfer/rt-download.h"
#include "core/transfer/rt-visit-list.h"

G_BEGIN_DECLS

struct _RtDownload
{
  GObject parent_instance;

  RtDownloadPlan *plan;
  RtRateLimit *limit; /* of this download alone */
  RtDownloadMailbox *mailbox;
  RtDownloadJob *job;   /* while it is at work */
  RtDownloadNews *news; /* the latest */
  GPtrArray *steps;     /* of RtStep: the whole log */
  RtVisitList *visits;  /* of the last run */
  GArray *before;       /* of RtExtent, nullable */
  GNetworkMonitor *monitor;

  GCancellable *verifying; /* nullable: the user wants to know of the finished file */
  guint look;              /* source, while that goes on */
  int permille;            /* atomic: how far that has come */
};

/* Something has come of it without its job. */
void rt_download_take_news (RtDownload *self, RtDownloadNews *news);
void rt_download_enter (RtDownload *self, RtDownloadState state);
void rt_download_tell (RtDownload *self);

G_END_DECLS
