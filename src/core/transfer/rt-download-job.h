/* The work of one download, in a thread of its own. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-download-news.h"
#include "core/transfer/rt-download-plan.h"

G_BEGIN_DECLS

/* Takes the news, which it owns, in the job's thread.  The last one has a state that is
 * over. */
typedef void (*RtDownloadNewsFunc) (RtDownloadNews *news, gpointer user_data);

typedef struct _RtDownloadJob RtDownloadJob;

RtDownloadJob *
rt_download_job_start (RtDownloadPlan *plan, RtDownloadNewsFunc func, gpointer user_data);
void rt_download_job_free (RtDownloadJob *self);

void rt_download_job_stop (RtDownloadJob *self, RtDownloadState end);
void rt_download_job_set_online (RtDownloadJob *self, gboolean online);

G_END_DECLS
