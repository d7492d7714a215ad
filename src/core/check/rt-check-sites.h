/* Sites that may say 200 to everything, and what each says to an address nobody made. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/check/rt-check-job.h"
#include "core/check/rt-check-news.h"

G_BEGIN_DECLS

typedef struct _RtCheckSites RtCheckSites;

typedef enum
{
  RT_CHECK_SITE_KNOWN, /* the result was compared with what the site says */
  RT_CHECK_SITE_ASKED, /* the site is being asked, and the result waits */
  RT_CHECK_SITE_NEW,   /* likewise, but somebody has to ask */
} RtCheckSiteState;

RtCheckSites *rt_check_sites_new (const RtCodeRanges *good);
void rt_check_sites_free (RtCheckSites *self);

RtCheckSiteState
rt_check_sites_compare (RtCheckSites *self, guint row, RtCheckResult *result, GUri *uri);
RtCheckJob *rt_check_sites_make_job (const RtRequest *base, GUri *uri);
GPtrArray *rt_check_sites_settle (RtCheckSites *self, GUri *uri, RtCheckResult *result);

G_END_DECLS
