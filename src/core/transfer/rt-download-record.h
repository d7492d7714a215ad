/* A download as a line of text, to be kept until another run of the program. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/transfer/rt-download.h"

G_BEGIN_DECLS

/* The newest decisions are kept; what led to them long ago helps nobody. */
#define RT_RECORD_STEPS_MAX 100

/* What a line says. */
typedef struct
{
  RtDownloadPlan *plan;
  RtDownloadNews *news;
  gint64 limit; /* of this download alone, in bytes a second; 0: none */
  gboolean has_jar;
  char *jar_id; /* nullable: it had one that nobody finds again */
} RtDownloadRecord;

void rt_download_record_warn (RtDownload *download);
char *rt_download_record_format (RtDownload *download);
RtDownloadRecord *rt_download_record_parse (const char *line, RtProxySource *usual);
void rt_download_record_free (RtDownloadRecord *self);
RtDownload *rt_download_record_restore (RtDownloadRecord *self, GListModel *jars);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtDownloadRecord, rt_download_record_free)

G_END_DECLS
