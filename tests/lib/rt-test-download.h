/* A download of a test's own, in a folder that goes with it. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-download.h"
#include "tests/lib/rt-replay.h"
#include "tests/lib/rt-test-dir.h"

G_BEGIN_DECLS

#define RT_TEST_DOWNLOAD_TEN "0123456789"
#define RT_TEST_DOWNLOAD_VALIDATORS "ETag: \"v0\"\r\n"

typedef struct
{
  RtTestDir *dir;
  char *path;
  char *part;
} RtTestDownload;

void rt_test_download_add (const char *path,
                           void (*func) (RtTestDownload *, gconstpointer));
RtDownloadPlan *rt_test_download_make_plan (RtTestDownload *self, RtReplay *server);
RtDownload *rt_test_download_new (RtTestDownload *self, RtReplay *server);

gboolean rt_test_download_is_over (RtDownload *download);
void rt_test_download_run (RtDownload *download);
void rt_test_download_finish (RtTestDownload *self, RtDownload *download);
void rt_test_download_assert_file (const char *path, const char *expected);
gboolean rt_test_download_has_told (RtDownload *download, const char *words);

G_END_DECLS
