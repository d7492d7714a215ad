/* The tab that visits twice, and explains every cookie. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/rt-page.h"

G_BEGIN_DECLS

#define RT_TYPE_COOKIES_PAGE (rt_cookies_page_get_type ())
G_DECLARE_FINAL_TYPE (RtCookiesPage, rt_cookies_page, RT, COOKIES_PAGE, RtPage)

G_END_DECLS
