/* One request of a check over a connection, and the head of its answer. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/check/rt-check-asking.h"

#include "core/wire/rt-error.h"

/* How long anybody waits for a head, unless the request says otherwise. */
#define PATIENCE_S 20
#define PIECE (16 * 1024)
/* So much of a body is read to its end to keep the connection; a page is not. */
#define SHORT_BODY (16 * 1024)

static gint64
compute_deadline (const RtRequest *request)
{
  guint total_s = rt_request_get_options (request)->total_timeout_s;

  return g_get_monotonic_time ()
         + (gint64)(total_s > 0 ? total_s : PATIENCE_S) * G_USEC_PER_SEC;
}

/* Reads what is left of a body that is short, so that the connection can be kept. */
static void
read_rest (RtClientLink *link)
{
  RtAnswerFramer *framer = rt_client_link_get_framer (link);
  gint64 length = rt_answer_framer_get_length (framer);
  const guint8 *data;

  if (rt_answer_framer_get_state (framer) != RT_FRAMER_BODY || length < 0
      || length > SHORT_BODY)
    return;
  while (rt_client_link_read (link, &data, NULL) > 0)
    ;
}

/* Whether the server has closed a kept connection just when it was used again. */
static gboolean
was_stale (RtClientLink *link, const GError *error)
{
  return rt_answer_framer_get_head (rt_client_link_get_framer (link)) == NULL
         && (g_error_matches (error, RT_ERROR, RT_ERROR_RESET)
             || g_error_matches (error, RT_ERROR, RT_ERROR_NO_ANSWER)
             || g_error_matches (error, RT_ERROR, RT_ERROR_NOT_HTTP));
}

static RtClientLink *
open_and_ask (RtClientLink *kept,
              const RtRequest *request,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (RtClientLink) link = kept;
  gboolean is_kept = kept != NULL;

  for (;;)
    {
      g_autoptr (GError) problem = NULL;

      if (link == NULL)
        {
          link = rt_client_link_new (request, PIECE, cancellable);
          if (!rt_client_link_connect (link, request, error))
            return NULL;
        }
      rt_client_link_set_deadline (link, compute_deadline (request));
      if (rt_client_link_ask (link, request, &problem))
        return g_steal_pointer (&link);
      if (!is_kept || !was_stale (link, problem))
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return NULL;
        }
      is_kept = FALSE;
      g_clear_pointer (&link, rt_client_link_free);
    }
}

/**
 * rt_check_ask:
 * @link: (transfer full) (nullable): a kept connection for the job's route
 * @job: a job that is not done
 * @options: how to check
 * @cancellable: ends it, from any thread
 * @step: (out): what to do with the job
 *
 * Sends a job's request and lets the job advance.  Blocks.
 *
 * Returns: (transfer full) (nullable): the connection, if it can be kept
 */
RtClientLink *
rt_check_ask (RtClientLink *link,
              RtCheckJob *job,
              const RtCheckOptions *options,
              GCancellable *cancellable,
              RtCheckStep *step)
{
  gboolean is_redirected = job->earlier != NULL && job->earlier->len > 0;
  g_autoptr (RtRequest) request = rt_request_ref (job->request);
  g_autoptr (GObject) cookies = NULL;
  g_autoptr (GObject) taken = NULL;
  g_autoptr (RtRequest) sent = rt_request_with_cookies (request, is_redirected, &cookies);
  g_autoptr (GError) error = NULL;
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (RtClientLink) used = open_and_ask (link, sent, cancellable, &error);
  RtCheckAnswer answer = { .sent = sent, .length = -1, .error = error };

  if (used != NULL)
    {
      RtAnswerFramer *framer = rt_client_link_get_framer (used);

      answer.time_us = g_get_monotonic_time () - start_us;
      read_rest (used);
      answer.head = rt_answer_framer_get_head (framer);
      answer.length = rt_answer_framer_get_length (framer);
      answer.received = (gint64)rt_answer_framer_get_body_bytes (framer);
      answer.remarks = rt_answer_framer_get_remarks (framer);
      if (cookies != NULL)
        taken = rt_request_take_cookies (request, is_redirected, cookies,
                                         answer.head->fields);
    }
  *step = rt_check_job_advance (job, options, &answer);
  return used != NULL && rt_client_link_can_ask_again (used) ? g_steal_pointer (&used)
                                                             : NULL;
}
