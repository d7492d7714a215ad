/* The tab with the downloads that can be resumed. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/rt-page.h"

G_BEGIN_DECLS

#define RT_TYPE_RESUME_PAGE (rt_resume_page_get_type ())
G_DECLARE_FINAL_TYPE (RtResumePage, rt_resume_page, RT, RESUME_PAGE, RtPage)

G_END_DECLS
