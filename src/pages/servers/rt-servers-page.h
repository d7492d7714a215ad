/* The tab with the local servers. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/rt-page.h"

G_BEGIN_DECLS

#define RT_TYPE_SERVERS_PAGE (rt_servers_page_get_type ())
G_DECLARE_FINAL_TYPE (RtServersPage, rt_servers_page, RT, SERVERS_PAGE, RtPage)

G_END_DECLS
