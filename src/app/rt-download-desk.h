/* Tells the desktop of the downloads: what has ended, and that the computer must stay awake. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-download-queue.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_DOWNLOAD_DESK (rt_download_desk_get_type ())
G_DECLARE_FINAL_TYPE (RtDownloadDesk, rt_download_desk, RT, DOWNLOAD_DESK, GObject)

RtDownloadDesk *rt_download_desk_new (GtkApplication *application,
                                      RtDownloadQueue *queue);

G_END_DECLS
