/* A download: a record that is filled in while a thread does the work. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-download-news.h"
#include "core/transfer/rt-download-plan.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define RT_TYPE_DOWNLOAD (rt_download_get_type ())
G_DECLARE_FINAL_TYPE (RtDownload, rt_download, RT, DOWNLOAD, GObject)

RtDownload *rt_download_new (RtDownloadPlan *plan);
RtDownload *rt_download_new_restored (RtDownloadPlan *plan, RtDownloadNews *news);

/* They act at once; the state follows. */
void rt_download_enqueue (RtDownload *self);
void rt_download_start (RtDownload *self);
void rt_download_start_as (RtDownload *self, RtDownloadPlan *plan);
void rt_download_stop (RtDownload *self, RtDownloadState end);

void rt_download_verify (RtDownload *self, RtDownloadPlan *plan);
void rt_download_stop_verifying (RtDownload *self);
double rt_download_get_verified (RtDownload *self);

RtDownloadPlan *rt_download_get_plan (RtDownload *self);
void rt_download_set_plan (RtDownload *self, RtDownloadPlan *plan);
void rt_download_set_monitor (RtDownload *self, GNetworkMonitor *monitor);
RtRateLimit *rt_download_get_limit (RtDownload *self);
gboolean rt_download_is_at_work (RtDownload *self);
gboolean rt_download_is_whole (RtDownload *self);
RtDownloadState rt_download_get_state (RtDownload *self);
const RtDownloadNews *rt_download_get_news (RtDownload *self);
GPtrArray *rt_download_get_steps (RtDownload *self);
GPtrArray *rt_download_get_visits (RtDownload *self);
const GArray *rt_download_get_before (RtDownload *self);

G_END_DECLS
