/* On which terms downloads run: how many, how fast, when, and on which network. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-download-plan.h"

G_BEGIN_DECLS

/* Why nothing may run. */
typedef enum
{
  RT_HOLD_NONE,
  RT_HOLD_SCHEDULE, /* it is not the time of the day */
  RT_HOLD_METERED,  /* the network costs by what it carries */
} RtHold;

#define RT_TERMS_RUNNING_MAX 16
#define RT_TERMS_RUNNING_DEFAULT 3

/* No network is faster, in kilobytes a second. */
#define RT_TERMS_RATE_MAX 100000000

/* Plain properties, which the settings are bound to. */
#define RT_TYPE_DOWNLOAD_TERMS (rt_download_terms_get_type ())
G_DECLARE_FINAL_TYPE (RtDownloadTerms, rt_download_terms, RT, DOWNLOAD_TERMS, GObject)

RtDownloadTerms *rt_download_terms_new (GNetworkMonitor *monitor);

const char *rt_download_terms_get_folder (RtDownloadTerms *self);
RtHold rt_download_terms_get_hold (RtDownloadTerms *self);
guint rt_download_terms_get_running_max (RtDownloadTerms *self);
void rt_download_terms_add_limits (RtDownloadTerms *self, RtDownloadPlan *plan);

G_END_DECLS
