/* The tab that fetches an address and shows everything about it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/rt-page.h"

G_BEGIN_DECLS

#define RT_TYPE_DOWNLOAD_PAGE (rt_download_page_get_type ())
G_DECLARE_FINAL_TYPE (RtDownloadPage, rt_download_page, RT, DOWNLOAD_PAGE, RtPage)

G_END_DECLS
