/* What the parts of a download's work share; all of it runs in the job's thread. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/http/rt-retry.h"
#include "core/transfer/rt-crew.h"
#include "core/transfer/rt-download-job.h"
#include "core/transfer/rt-mirror.h"
#include "core/transfer/rt-part-file.h"

G_BEGIN_DECLS

/* How the leader asks: each way is tried when the one before has failed with this server. */
typedef struct
{
  RtIfRange if_range;         /* the best kind that is still trusted */
  gboolean overlap;           /* begin before the first byte that is missing */
  gboolean identity_insisted; /* rule out content codings */
  gboolean plain;             /* without Range */
  gboolean ask_length;        /* HEAD */
  gboolean probing;           /* find out whether what came is all */
} RtWays;

struct _RtDownloadJob
{
  /* given at construction */
  RtDownloadPlan *plan;
  RtDownloadNewsFunc func;
  gpointer user_data;
  GThread *thread;

  /* for other threads */
  GAsyncQueue *events;       /* of RtSegmentEvent; one without segment only wakes */
  GCancellable *cancellable; /* of what the job waits for itself */
  int wish;                  /* atomic: QUEUED to go on, or the state to end in */
  int hurry;                 /* atomic: do not wait for the next try */
  int is_offline;            /* atomic: there is no network */

  RtPartFile *file; /* NULL until its name is known */
  RtCrew *crew;
  GPtrArray *requests;   /* of RtRequest: the plan's, and those that an answer named */
  guint source;          /* which of them the leader asks */
  GArray *mirrors;       /* of RtMirror: what is known of those */
  RtRangeSet *foreign;   /* what came in this run from others than the leader's */
  gboolean keeps_to_one; /* nobody but the leader's is asked */
  gboolean knows_mirrors;
  RtWays ways;
  gboolean is_proven; /* this server has given a part in this run */
  gboolean was_answered;
  gboolean tried_expired;
  guint n_allowed; /* connections */
  guint n_restarts;
  guint n_repairs;
  RtDigest
      found_digest; /* beside the file on the server; none: not found, not looked for */

  RtRetry retry;
  GRand *rand;
  gint64 next_try_us; /* monotonic; 0: at once */
  gint64 committed_us;

  gboolean is_over; /* nothing is fetched any more */
  RtDownloadState end;
  GError *error; /* of the end, or of the last try */

  /* what is told */
  RtDownloadState state;
  gint64 fetched;
  gboolean was_there;
  char *path;
  char *part_path;
  gint64
      space_wanted;  /* for all of a file that the disk has no room for; -1: not known */
  GPtrArray *steps;  /* of RtStep, not told yet */
  GPtrArray *visits; /* of RtVisit, that have ended and are not told yet */
  GArray *before;    /* of RtExtent: what was there at first; nullable */
  gboolean has_news;
  gint64 posted_us;
};

/* rt-download-job.c */
void rt_download_job_enter (RtDownloadJob *self, RtDownloadState state);
void rt_download_job_say (RtDownloadJob *self, RtStepKind kind, RtNote *note);
void rt_download_job_conclude (RtDownloadJob *self, RtDownloadState state, GError *error);
void rt_download_job_post (RtDownloadJob *self);
void rt_download_job_add_visit (RtDownloadJob *self,
                                GPtrArray *visits,
                                const RtCrewMember *member,
                                gboolean has_ended);
void rt_download_job_dismiss (RtDownloadJob *self, RtSegment *except);
RtRequest *rt_download_job_get_request (RtDownloadJob *self);

/* rt-download-schedule.c */
gboolean rt_download_job_is_complete (RtDownloadJob *self);
void rt_download_job_schedule (RtDownloadJob *self);
void rt_download_job_replace_slow (RtDownloadJob *self);

/* rt-download-file.c */
gint64 rt_download_job_get_total (RtDownloadJob *self);
gint64 rt_download_job_get_have (RtDownloadJob *self);
gboolean rt_download_job_is_described (RtDownloadJob *self);
gboolean rt_download_job_is_foreign (RtDownloadJob *self);
gboolean rt_download_job_describe (RtDownloadJob *self, const RtIdentity *identity);
gboolean rt_download_job_set_total (RtDownloadJob *self, gint64 total);
gboolean rt_download_job_open_file (RtDownloadJob *self, const char *path);
gboolean rt_download_job_open_file_by_answer (RtDownloadJob *self, RtSegment *segment);
gboolean rt_download_job_handle_change (RtDownloadJob *self, RtSegment *fresh);

/* rt-download-answer.c */
void rt_download_job_handle_answer (RtDownloadJob *self, RtSegment *segment);
void rt_download_job_handle_objection (RtDownloadJob *self,
                                       RtSegment *segment,
                                       const char *what);

/* rt-download-end.c */
void rt_download_job_wait_for_next_try (RtDownloadJob *self,
                                        gint64 retry_after_s,
                                        GError *error);
void rt_download_job_give_up_source (RtDownloadJob *self, GError *error);
void rt_download_job_handle_end (RtDownloadJob *self, RtSegment *segment);

/* rt-download-mirrors.c */
gboolean rt_download_job_may_ask_others (RtDownloadJob *self);
int rt_download_job_choose_source (RtDownloadJob *self);
int rt_download_job_give_up_leader (RtDownloadJob *self);
void rt_download_job_rate_sources (RtDownloadJob *self);
void rt_download_job_handle_foreign_answer (RtDownloadJob *self, RtSegment *segment);
void rt_download_job_handle_foreign_failure (RtDownloadJob *self,
                                             RtSegment *segment,
                                             guint source);
gboolean rt_download_job_drop_foreign (RtDownloadJob *self);

/* rt-download-finish.c */
gboolean rt_download_job_drop (RtDownloadJob *self, const GArray *damaged);
gboolean rt_download_job_finish (RtDownloadJob *self);

G_END_DECLS
