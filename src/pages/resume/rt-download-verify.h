/* Asks by which digest a finished file is verified. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-download-queue.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void
rt_download_verify_ask (GtkWidget *asker, RtDownloadQueue *queue, RtDownload *download);

G_END_DECLS
