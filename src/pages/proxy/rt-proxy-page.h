/* The tab that sends a request through a proxy, and the same on several ways at once. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/rt-page.h"

G_BEGIN_DECLS

#define RT_TYPE_PROXY_PAGE (rt_proxy_page_get_type ())
G_DECLARE_FINAL_TYPE (RtProxyPage, rt_proxy_page, RT, PROXY_PAGE, RtPage)

G_END_DECLS
