/* Takes downloads out of the list, asks about their files, and puts them back. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-download-queue.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void
rt_download_removal_ask (GtkWidget *asker, RtDownloadQueue *queue, RtDownload *download);

G_END_DECLS
