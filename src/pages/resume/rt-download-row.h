/* One download of the list. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-download-queue.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Where what is dragged would be dropped. */
typedef enum
{
  RT_ROW_MARK_NONE,
  RT_ROW_MARK_ABOVE,
  RT_ROW_MARK_BELOW,
} RtRowMark;

#define RT_TYPE_DOWNLOAD_ROW (rt_download_row_get_type ())
G_DECLARE_FINAL_TYPE (RtDownloadRow, rt_download_row, RT, DOWNLOAD_ROW, GtkWidget)

GtkWidget *rt_download_row_new (RtDownloadTerms *terms);
void rt_download_row_set_download (RtDownloadRow *self, RtDownload *download);
RtDownload *rt_download_row_get_download (RtDownloadRow *self);
void rt_download_row_set_mark (RtDownloadRow *self, RtRowMark mark);

G_END_DECLS
