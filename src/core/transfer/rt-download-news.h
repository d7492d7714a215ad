/* What a download tells of itself: a state machine, and steps in words. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-note.h"
#include "core/transfer/rt-visit.h"

G_BEGIN_DECLS

typedef enum
{
  RT_DOWNLOAD_QUEUED,
  RT_DOWNLOAD_OPENING,   /* asking for the file */
  RT_DOWNLOAD_RUNNING,   /* bytes come */
  RT_DOWNLOAD_WAITING,   /* for the next try */
  RT_DOWNLOAD_VERIFYING, /* all bytes are there */
  RT_DOWNLOAD_PAUSED,    /* what is there is kept, and it can go on */
  RT_DOWNLOAD_DONE,
  RT_DOWNLOAD_FAILED, /* what is there is kept */
  RT_DOWNLOAD_CANCELLED,
} RtDownloadState;

#define RT_N_DOWNLOAD_STATES (RT_DOWNLOAD_CANCELLED + 1)

typedef enum
{
  RT_STEP_DECISION, /* what was made of an answer */
  RT_STEP_RETRY,    /* there will be another try */
  RT_STEP_WARNING,  /* something that the user should know of */
} RtStepKind;

/* One entry of the log that is kept with a download. */
typedef struct
{
  RtStepKind kind;
  gint64 time_us; /* since 1970 */
  RtNote *note;
} RtStep;

/* An immutable snapshot. */
typedef struct
{
  RtDownloadState state;
  gint64 received; /* bytes on disk */
  gint64 fetched;  /* bytes that came in this run */
  gint64 total;    /* -1: not known */
  double rate;     /* bytes a second, by now */
  guint n_connections;
  gint64 next_try_us;   /* monotonic; 0: no try is planned */
  gboolean was_there;   /* DONE, and nothing had to be fetched */
  gboolean is_verified; /* DONE, and the last step says what verifying it brought */
  char *path;           /* of the finished file, or what it is going to be; nullable */
  char *part_path;      /* nullable */
  guint64 device;       /* the file system of the part file; 0: not known */
  gint64 space_wanted;  /* bytes that this lacks for the rest; -1: not known */
  GError *error;        /* of PAUSED and FAILED; nullable */
  GPtrArray *steps;     /* of RtStep: the new ones */
  GPtrArray *visits;    /* of RtVisit: those that are new, or have come further */
  GArray *before; /* of RtExtent: what was on disk when the file was opened; nullable */
} RtDownloadNews;

RtDownloadNews *rt_download_news_new (void);
void rt_download_news_keep_file (RtDownloadNews *self, const RtDownloadNews *earlier);
void rt_download_news_free (RtDownloadNews *self);

gboolean rt_download_state_is_over (RtDownloadState state);
gboolean rt_download_state_may_follow (RtDownloadState from, RtDownloadState to);
const char *rt_download_state_to_id (RtDownloadState state);
gboolean rt_download_state_is_at_work (RtDownloadState state);

RtStep *rt_step_new (RtStepKind kind, RtNote *note);
void rt_step_free (RtStep *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtDownloadNews, rt_download_news_free)

G_END_DECLS
