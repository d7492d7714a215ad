/* Finds rows in the view of the list. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/resume/rt-download-row.h"

G_BEGIN_DECLS

RtDownloadRow *rt_download_rows_find_at (GtkWidget *view, double x, double y);
RtDownloadRow *rt_download_rows_find (GtkWidget *view, RtDownload *download);
void rt_download_rows_grab_focus (GtkWidget *view, RtDownload *download);

G_END_DECLS
