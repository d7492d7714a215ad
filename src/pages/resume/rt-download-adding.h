/* Adds downloads to the list, however many. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/resume/rt-download-list.h"

G_BEGIN_DECLS

void rt_download_adding_start (RtDownloadList *list, GPtrArray *plans);

G_END_DECLS
