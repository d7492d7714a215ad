/* Rows of the list are dragged to another place, and finished files to other programs. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/resume/rt-download-list.h"

G_BEGIN_DECLS

void rt_download_drag_add (RtDownloadList *list, GtkWidget *view);

G_END_DECLS
