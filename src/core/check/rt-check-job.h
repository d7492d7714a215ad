/* One address on its way to a verdict: what was answered, and what to ask next. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/check/rt-check-result.h"
#include "core/wire/rt-message-head.h"

G_BEGIN_DECLS

/* A server that asks for more is asked another time. */
#define RT_CHECK_WAIT_MAX_S 120

/* How to check. */
typedef struct
{
  guint n_jobs;   /* requests at once */
  guint per_host; /* of these to one host */
  guint delay_ms; /* between the beginnings of two requests to one host */
  guint n_tries;  /* where a server is out of order for the moment */
  RtCodeRanges good;
  gboolean with_get;     /* asks GET where HEAD is not to be believed */
  gboolean with_made_up; /* asks each site for an address that nobody made */
} RtCheckOptions;

/* An answer, or why there is none. */
typedef struct
{
  RtRequest *sent;           /* the request with its cookies */
  const RtMessageHead *head; /* nullable */
  gint64 length;             /* Content-Length; -1: none */
  gint64 received;           /* bytes of the body */
  RtRemarks remarks;
  const GError *error; /* nullable */
  gint64 time_us;      /* from the request to the answer */
} RtCheckAnswer;

typedef enum
{
  RT_CHECK_ASK,       /* the next request, as soon as its host allows */
  RT_CHECK_WAIT,      /* the same request after a while */
  RT_CHECK_WAIT_HOST, /* and all that goes to the same host, too */
  RT_CHECK_DONE,
} RtCheckStep;

/* Small until it begins: there may be many.  Read only but for is_made_up. */
typedef struct
{
  guint row;             /* whatever the owner knows it by */
  GRefString *address;   /* nullable: the first request is there already */
  char *authorization;   /* that goes with it; nullable */
  RtRequest *request;    /* what to ask next; NULL before it begins */
  GPtrArray *earlier;    /* of RtRequest: what led here; nullable */
  RtCheckResult *result; /* filled in on the way, judged in the end */
  GArray *chain;         /* of guint16 */
  guint n_failures;      /* since the last answer that was of use */
  gint64 wait_ms;        /* of RT_CHECK_WAIT and RT_CHECK_WAIT_HOST */
  gboolean is_made_up;   /* nobody made this address */
} RtCheckJob;

RtCheckJob *rt_check_job_new (guint row, GRefString *address, const char *authorization);
RtCheckJob *rt_check_job_new_for_request (guint row, RtRequest *request);
void rt_check_job_free (RtCheckJob *self);

void rt_check_job_begin (RtCheckJob *self, const RtRequest *base);
char *rt_check_job_dup_host (const RtCheckJob *self);
GUri *rt_check_job_get_first_uri (const RtCheckJob *self);
RtCheckStep rt_check_job_advance (RtCheckJob *self,
                                  const RtCheckOptions *options,
                                  const RtCheckAnswer *answer);
RtCheckResult *rt_check_job_finish (RtCheckJob *self, const RtCheckOptions *options);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RtCheckJob, rt_check_job_free)

G_END_DECLS
