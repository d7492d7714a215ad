/* The user's downloads, and all about the one that is chosen. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-download-queue.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RT_TYPE_DOWNLOAD_LIST (rt_download_list_get_type ())
G_DECLARE_FINAL_TYPE (RtDownloadList, rt_download_list, RT, DOWNLOAD_LIST, GtkWidget)

void rt_download_list_set_queue (RtDownloadList *self, RtDownloadQueue *queue);
RtDownloadQueue *rt_download_list_get_queue (RtDownloadList *self);

RtDownload *rt_download_list_get_chosen (RtDownloadList *self);
void rt_download_list_choose_last (RtDownloadList *self);
void rt_download_list_choose (RtDownloadList *self, RtDownload *download);

void rt_download_list_move_beside (RtDownloadList *self,
                                   RtDownload *download,
                                   RtDownload *place,
                                   gboolean is_after);
void rt_download_list_move_by (RtDownloadList *self, int step);

G_END_DECLS
