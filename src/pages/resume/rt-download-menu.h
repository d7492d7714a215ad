/* What can be done with a download, as a menu of its row. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/resume/rt-download-list.h"

G_BEGIN_DECLS

#define RT_TYPE_DOWNLOAD_MENU (rt_download_menu_get_type ())
G_DECLARE_FINAL_TYPE (RtDownloadMenu, rt_download_menu, RT, DOWNLOAD_MENU, GObject)

RtDownloadMenu *rt_download_menu_new (RtDownloadList *list, GtkWidget *view);

void rt_download_menu_popup (RtDownloadMenu *self);

GMenuModel *rt_download_menu_load (void);

G_END_DECLS
