/* What a download is called, and how it stands, in words. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-download-queue.h"

G_BEGIN_DECLS

char *rt_download_words_dup_name (RtDownload *download);
char *rt_download_words_dup_facts (RtDownload *download, RtHold hold);
char *
rt_download_words_dup_log (RtDownload *download, guint lines_max, const char *clock);
const char *rt_download_words_get_toggle (RtDownload *download);
const char *rt_download_words_get_icon (RtDownload *download);
double rt_download_words_get_fraction (RtDownload *download);

G_END_DECLS
