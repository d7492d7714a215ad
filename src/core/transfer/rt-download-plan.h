/* What to download, where to, and how: an immutable value. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-request.h"
#include "core/transfer/rt-metalink.h"
#include "core/transfer/rt-rate-limit.h"

G_BEGIN_DECLS

#define RT_SEGMENTS_DEFAULT 4
#define RT_SEGMENTS_MAX 16

/* Below twice this, more than one connection is not worth it. */
#define RT_SEGMENT_BYTES_MIN (8 * 1024 * 1024)

/* Digests of more pieces are not kept for another run: a list of downloads would take too long
 * to write.  It is 128 GiB in pieces of 1 MiB. */
#define RT_KEPT_PIECES_MAX (128 * 1024)

/* What becomes of bytes on disk when the remote file has changed. */
typedef enum
{
  RT_IF_CHANGED_RESTART, /* they are set aside, and the new file is fetched */
  RT_IF_CHANGED_KEEP,    /* they stay, and nothing is fetched */
  RT_IF_CHANGED_FAIL,    /* likewise, and that counts as a failure */
  RT_IF_CHANGED_REPLACE, /* they are deleted, and the new file is fetched */
} RtIfChanged;

typedef struct
{
  gatomicrefcount ref_count;
  GPtrArray *requests;   /* of RtRequest: the first, then the same file elsewhere */
  char *folder;          /* where the file is to be, if path is not given */
  char *path;            /* nullable: then the answer suggests a name */
  RtDigest digest;       /* what the file must have; none: what the server says it has */
  gboolean is_anew;      /* what is there under its name is known not to be it */
  gboolean repairs;      /* what is there is it, with pieces that may be wrong */
  gboolean finds_digest; /* look beside the file on the server if there is none */
  gint64 size;           /* that the file must have; -1: not known */
  gint64 piece_length;   /* see #RtMetalinkFile */
  GArray *pieces;        /* of RtDigest; may be empty */
  char *
      pieces_text; /* the same as a record keeps them, a #GRefString; NULL: it does not */
  guint segments;
  guint tries; /* without progress; 0: never give up */
  RtIfChanged if_changed;
  gboolean waits_for_network; /* while there is none, no try counts */
  GPtrArray *limits;          /* of RtRateLimit: all of them hold */
  gint64 segment_bytes_min;
} RtDownloadPlan;

RtDownloadPlan *rt_download_plan_new (RtRequest *request, const char *folder);
RtDownloadPlan *rt_download_plan_copy (const RtDownloadPlan *self);
gboolean rt_download_plan_has_pieces (const RtDownloadPlan *self);
gboolean rt_download_plan_keeps_pieces (const RtDownloadPlan *self);
void rt_download_plan_expect (RtDownloadPlan *self, const RtMetalinkFile *file);
void rt_download_plan_set_pieces (RtDownloadPlan *self, GArray *pieces, gint64 length);
RtDownloadPlan *rt_download_plan_ref (RtDownloadPlan *self);
void rt_download_plan_unref (RtDownloadPlan *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtDownloadPlan, rt_download_plan_unref)

G_END_DECLS
