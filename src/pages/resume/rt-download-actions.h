/* What can be done with the download that is chosen. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/resume/rt-download-list.h"

G_BEGIN_DECLS

void rt_download_actions_install (GtkWidgetClass *list_class);
void rt_download_actions_update (RtDownloadList *list);

G_END_DECLS
