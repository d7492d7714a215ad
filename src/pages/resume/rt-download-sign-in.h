/* Tells a proxy who asks, for the downloads that it has stopped. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/proxy/rt-proxy-logins.h"
#include "pages/resume/rt-download-list.h"

G_BEGIN_DECLS

#define RT_TYPE_DOWNLOAD_SIGN_IN (rt_download_sign_in_get_type ())
G_DECLARE_FINAL_TYPE (RtDownloadSignIn,
                      rt_download_sign_in,
                      RT,
                      DOWNLOAD_SIGN_IN,
                      GObject)

RtDownloadSignIn *rt_download_sign_in_new (RtDownloadList *list, RtProxyLogins *logins);
void rt_download_sign_in_ask (RtDownloadSignIn *self, RtDownload *download);

G_END_DECLS
