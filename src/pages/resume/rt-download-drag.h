/* Rows of the list are dragged to another place, and finished files to other programs. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/resume/rt-download-list.h"

G_BEGIN_DECLS

#define RT_TYPE_DOWNLOAD_DRAG (rt_download_drag_get_type ())
G_DECLARE_FINAL_TYPE (RtDownloadDrag, rt_download_drag, RT, DOWNLOAD_DRAG, GObject)

RtDownloadDrag *rt_download_drag_new (RtDownloadList *list, GtkWidget *view);

G_END_DECLS
