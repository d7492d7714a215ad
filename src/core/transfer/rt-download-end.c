/* What a download does when a connection has ended, and when to try again. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/transfer/rt-download-job-private.h"
#include "core/transfer/rt-failure-words.h"

#include "core/wire/rt-error.h"

#include <glib/gi18n.h>

/* A connection that brought this much was worth its while. */
#define PROGRESS_BYTES 4096

/* What failed for want of a network says nothing of the server. */
static gboolean
is_for_want_of_network (RtDownloadJob *self, const GError *error)
{
  return self->plan->waits_for_network && g_atomic_int_get (&self->is_offline)
         && (g_error_matches (error, RT_ERROR, RT_ERROR_UNREACHABLE)
             || g_error_matches (error, RT_ERROR, RT_ERROR_NAME_LOOKUP));
}

/* One try more has failed. */
void
rt_download_job_wait_for_next_try (RtDownloadJob *self,
                                   gint64 retry_after_s,
                                   GError *error)
{
  g_autofree char *seconds = NULL;
  g_autofree char *why = NULL;
  gint64 wait_ms;

  g_clear_error (&self->error);
  self->error = error;
  if (is_for_want_of_network (self, error))
    rt_retry_progress (&self->retry);
  switch (rt_retry_next (&self->retry, retry_after_s, self->rand, &wait_ms))
    {
    case RT_RETRY_TOO_LONG:
      rt_download_job_give_up_source (
          self, g_error_new (RT_ERROR, RT_ERROR_LONG_WAIT,
                             "the server asks to wait for %" G_GINT64_FORMAT " s",
                             retry_after_s));
      return;
    case RT_RETRY_EXHAUSTED:
      rt_download_job_give_up_source (self, g_steal_pointer (&self->error));
      return;
    case RT_RETRY_WAIT:
      break;
    }
  self->next_try_us = g_get_monotonic_time () + wait_ms * 1000;
  seconds = g_strdup_printf ("%.1f", (double)wait_ms / 1000);
  why = rt_failure_words_new (error);
  rt_download_job_say (
      self, RT_STEP_RETRY,
      retry_after_s > 0
          ? rt_note_new (N_ ("The server asked to wait: asking again in %s seconds."),
                         seconds, NULL)
          : rt_note_new (N_ ("Asking again in %s seconds (failure %s in a row: %s)."),
                         seconds, RT_NOTE_NUMBER (self->retry.tries), why, NULL));
}

/* This address does not give the file: another one may. */
void
rt_download_job_give_up_source (RtDownloadJob *self, GError *error)
{
  int next = rt_download_job_give_up_leader (self);
  g_autofree char *why = NULL;

  if (next < 0)
    {
      rt_download_job_conclude (self, RT_DOWNLOAD_FAILED, error);
      return;
    }
  why = rt_failure_words_new (error);
  self->source = (guint)next;
  self->ways = (RtWays){ 0 };
  self->is_proven = FALSE;
  rt_retry_progress (&self->retry);
  rt_download_job_say (self, RT_STEP_DECISION,
                       rt_note_new (N_ ("The next address is tried (%s)."), why, NULL));
  g_error_free (error);
}

/* No use in trying again: nothing on the way could make it better. */
static gboolean
is_final (const GError *error, gboolean was_answered)
{
  if (error->domain != RT_ERROR)
    return TRUE;
  switch ((RtErrorCode)error->code)
    {
    case RT_ERROR_NAME_NOT_FOUND:
    case RT_ERROR_TLS:
      return !was_answered;
    case RT_ERROR_NAME_LOOKUP:
    case RT_ERROR_REFUSED:
    case RT_ERROR_UNREACHABLE:
    case RT_ERROR_CONNECT_TIMEOUT:
    case RT_ERROR_IDLE_TIMEOUT:
    case RT_ERROR_RESET:
    case RT_ERROR_NO_ANSWER:
    case RT_ERROR_BODY_CUT:
    case RT_ERROR_BAD_CHUNK:
      return FALSE;
    default:
      return TRUE;
    }
}

/* The body had no end of its own, or one that says little of the file. */
static void
handle_open_end (RtDownloadJob *self, RtSegment *segment)
{
  const RtSegmentResult *result = rt_segment_get_result (segment);

  if (result->completeness == RT_COMPLETE_YES
      && result->decision->verdict != RT_VERDICT_WRITE)
    {
      rt_download_job_set_total (self, rt_segment_get_position (segment));
      return;
    }
  self->ways.probing = TRUE;
  rt_download_job_say (
      self, RT_STEP_DECISION,
      rt_note_new (N_ ("The connection ended after %s bytes, which may or "
                       "may not be all: asking for what follows."),
                   RT_NOTE_NUMBER (rt_download_job_get_have (self)), NULL));
}

/* Its own digest says that what it brought is damaged.  The others have to stop for it to
 * be dropped, and begin anew. */
static void
handle_damage (RtDownloadJob *self, RtSegment *segment)
{
  g_autoptr (GArray) damaged = g_array_new (FALSE, FALSE, sizeof (RtExtent));
  RtExtent extent = { rt_segment_get_first (segment), rt_segment_get_position (segment) };
  GError *error = NULL;

  g_array_append_val (damaged, extent);
  rt_download_job_dismiss (self, NULL);
  if (!rt_part_file_commit (self->file, TRUE, &error))
    {
      rt_download_job_conclude (self, RT_DOWNLOAD_PAUSED, error);
      return;
    }
  if (!rt_download_job_drop (self, damaged))
    {
      rt_download_job_give_up_source (
          self, g_error_copy (rt_segment_get_result (segment)->error));
      return;
    }
  rt_download_job_say (
      self, RT_STEP_WARNING,
      rt_note_new (
          N_ ("The %s bytes from %s on are damaged, as the digest that came with "
              "them says: they are fetched again."),
          RT_NOTE_NUMBER (extent.end - extent.first), RT_NOTE_NUMBER (extent.first),
          NULL));
}

static void
handle_failure (RtDownloadJob *self, RtSegment *segment, gboolean was_leader)
{
  const RtSegmentResult *result = rt_segment_get_result (segment);
  const GError *error = result->error;
  gboolean brought = result->written >= PROGRESS_BYTES;
  g_autofree char *why = rt_failure_words_new (error);

  if (g_error_matches (error, RT_ERROR, RT_ERROR_REMOTE_CHANGED)
      && rt_download_job_drop_foreign (self))
    return; /* it was the bytes of another address that were different */
  if (g_error_matches (error, RT_ERROR, RT_ERROR_REMOTE_CHANGED))
    {
      rt_download_job_say (
          self, RT_STEP_DECISION,
          rt_note_new (N_ ("What came differs from what is on disk: the file on the "
                           "server has changed."),
                       NULL));
      rt_download_job_handle_change (self, NULL);
    }
  else if (g_error_matches (error, RT_ERROR, RT_ERROR_DISK_FULL)
           || g_error_matches (error, RT_ERROR, RT_ERROR_FILE))
    rt_download_job_conclude (self, RT_DOWNLOAD_PAUSED, g_error_copy (error));
  else if (brought)
    rt_download_job_say (
        self, RT_STEP_RETRY,
        rt_note_new (
            N_ ("The connection ended after %s bytes (%s): going on from there."),
            RT_NOTE_NUMBER (result->written), why, NULL));
  else if (!was_leader && rt_crew_get_size (self->crew) > 0)
    rt_download_job_handle_objection (self, segment, why);
  else if (is_final (error, self->was_answered))
    rt_download_job_give_up_source (self, g_error_copy (error));
  else
    rt_download_job_wait_for_next_try (self, -1, g_error_copy (error));
}

void
rt_download_job_handle_end (RtDownloadJob *self, RtSegment *segment)
{
  RtCrewMember *member = rt_crew_find (self->crew, segment);
  gboolean was_leader = member != NULL && member->is_leader;
  guint source = member != NULL ? member->source : 0;
  const RtSegmentResult *result = rt_segment_get_result (segment);
  gboolean dismissed = rt_segment_is_dismissed (segment);

  if (member == NULL)
    return;
  rt_download_job_add_visit (self, self->visits, member, TRUE);
  rt_crew_remove (self->crew, segment);
  if (result->written > 0)
    self->fetched += result->written;
  if (result->written >= PROGRESS_BYTES)
    rt_retry_progress (&self->retry);
  if (source != self->source && result->written > 0)
    rt_range_set_add (self->foreign, rt_segment_get_first (segment),
                      rt_segment_get_position (segment));
  if (self->is_over)
    return;
  /* Whoever brought the last byte is dismissed before it has looked at its digest. */
  if (g_error_matches (result->error, RT_ERROR, RT_ERROR_WRONG_DIGEST))
    {
      handle_damage (self, segment);
      return;
    }
  if (dismissed)
    return;
  if (result->error != NULL && source != self->source)
    rt_download_job_handle_foreign_failure (self, segment, source);
  else if (result->error != NULL)
    handle_failure (self, segment, was_leader);
  else if (rt_segment_get_end (segment) < 0)
    handle_open_end (self, segment);
}
