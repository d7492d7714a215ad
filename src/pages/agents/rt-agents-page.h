/* The tab that asks as another client, and shows what that changes. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/rt-page.h"

G_BEGIN_DECLS

#define RT_TYPE_AGENTS_PAGE (rt_agents_page_get_type ())
G_DECLARE_FINAL_TYPE (RtAgentsPage, rt_agents_page, RT, AGENTS_PAGE, RtPage)

G_END_DECLS
