/* The tab that checks whether pages are there. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/rt-page.h"

G_BEGIN_DECLS

#define RT_TYPE_HEAD_PAGE (rt_head_page_get_type ())
G_DECLARE_FINAL_TYPE (RtHeadPage, rt_head_page, RT, HEAD_PAGE, RtPage)

G_END_DECLS
