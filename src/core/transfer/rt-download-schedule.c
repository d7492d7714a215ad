/* Which connections a download has at a time, and what each asks for. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/transfer/rt-download-job-private.h"

#include <glib/gi18n.h>

static void
forget_validators (RtIdentity *identity)
{
  g_clear_pointer (&identity->etag, g_free);
  g_clear_pointer (&identity->last_modified, g_free);
  identity->ranges = RT_RANGES_UNKNOWN;
}

/* What the answer is compared with.  The validators of one address say nothing of those of
 * another: then bytes are compared. */
static RtIdentity *
make_stored (RtDownloadJob *self)
{
  RtIdentity *stored = rt_identity_copy (rt_part_file_get_identity (self->file));

  if (rt_download_job_is_foreign (self))
    forget_validators (stored);
  return stored;
}

/* Asks for the first bytes that are missing, and so for all that is to be known. */
static void
start_leader (RtDownloadJob *self)
{
  g_autoptr (RtIdentity) stored
      = rt_download_job_is_described (self) ? make_stored (self) : NULL;
  g_autoptr (RtRequest) request = rt_request_ref (rt_download_job_get_request (self));
  gint64 end = -1;
  RtRangeAsked asked = { .stored = stored,
                         .have = rt_download_job_get_have (self),
                         .with_range = !self->ways.plain,
                         .last = -1,
                         .if_range = self->ways.if_range,
                         .identity_insisted = self->ways.identity_insisted };

  if (self->ways.ask_length)
    {
      g_autoptr (RtRequest) head = rt_request_with_method (request, "HEAD", NULL);

      asked.with_range = FALSE;
      rt_crew_add (self->crew,
                   rt_segment_start (head, &asked, -1, self->plan->limits, self->events),
                   self->source, TRUE);
      return;
    }
  if (asked.have > 0)
    rt_part_file_find_missing (self->file, 0, &asked.missing, &end);
  asked.first = asked.missing;
  asked.is_repair = self->n_repairs > 0;
  if (asked.have > 0 && !asked.is_repair
      && (self->ways.overlap || !rt_identity_has_validator (stored)))
    asked.first = MAX (asked.missing - RT_OVERLAP_BYTES, 0);
  if (end >= 0 && end < rt_download_job_get_total (self))
    asked.last = end - 1;
  if (self->ways.plain)
    end = rt_download_job_get_total (self); /* all of it passes by */
  rt_download_job_enter (self, RT_DOWNLOAD_OPENING);
  rt_crew_add (self->crew,
               rt_segment_start (request, &asked, end, self->plan->limits, self->events),
               self->source, TRUE);
}

/* Validators are those of one address.  Of the file that another one gives, its digest
 * tells in the end whether it is the same: whoever leads. */
static void
start_helper (RtDownloadJob *self, const RtWork *work, guint source)
{
  gboolean is_foreign = source != self->source || rt_download_job_is_foreign (self);
  g_autoptr (RtIdentity) stored = make_stored (self);
  RtRangeAsked asked = { .stored = stored,
                         .have = rt_download_job_get_have (self),
                         .with_range = TRUE,
                         .first = work->first,
                         .missing = work->first,
                         .last = work->end - 1,
                         .if_range = self->ways.if_range,
                         .is_repair = is_foreign,
                         .identity_insisted = self->ways.identity_insisted };
  RtSegment *segment;
  RtCrewMember *member;
  RtCrewMember *victim;

  if (is_foreign)
    forget_validators (stored);
  segment = rt_segment_start (g_ptr_array_index (self->requests, source), &asked,
                              work->end, self->plan->limits, self->events);
  member = rt_crew_add (self->crew, segment, source, FALSE);
  if (work->kind == RT_WORK_GAP)
    return;
  victim = rt_crew_get (self->crew, work->victim);
  if (work->kind == RT_WORK_STEAL)
    {
      rt_segment_lower_end (victim->segment, work->first);
      return;
    }
  member->twin_of = victim->segment;
  victim->has_twin = TRUE;
}

/* Several connections only where a strong validator vouches for each, or a digest for what
 * they bring together. */
static gboolean
may_share (RtDownloadJob *self)
{
  const RtIdentity *identity;

  if (!self->is_proven || self->file == NULL
      || (rt_download_job_is_foreign (self) && !rt_download_job_may_ask_others (self))
      || rt_crew_get_size (self->crew) >= self->n_allowed)
    return FALSE;
  identity = rt_part_file_get_identity (self->file);
  return identity->total >= 2 * self->plan->segment_bytes_min
         && identity->ranges == RT_RANGES_YES && rt_identity_has_validator (identity);
}

gboolean
rt_download_job_is_complete (RtDownloadJob *self)
{
  gint64 first, end;

  return rt_download_job_is_described (self) && rt_download_job_get_total (self) >= 0
         && !rt_part_file_find_missing (self->file, 0, &first, &end);
}

void
rt_download_job_schedule (RtDownloadJob *self)
{
  if (rt_download_job_is_complete (self))
    {
      rt_download_job_dismiss (self, NULL);
      self->is_over = self->is_over || rt_download_job_is_complete (self);
      return;
    }
  if (rt_crew_get_size (self->crew) == 0)
    {
      gboolean hurry = g_atomic_int_compare_and_exchange (&self->hurry, TRUE, FALSE);

      if (g_get_monotonic_time () < self->next_try_us && !hurry)
        {
          rt_download_job_enter (self, RT_DOWNLOAD_WAITING);
          return;
        }
      if (hurry)
        rt_retry_progress (&self->retry);
      self->next_try_us = 0;
      start_leader (self);
      return;
    }
  while (may_share (self))
    {
      RtWork work = rt_crew_find_work (self->crew, self->file);
      /* Two addresses are never set to the same bytes. */
      int source = work.kind == RT_WORK_TWIN ? (int)self->source
                                             : rt_download_job_choose_source (self);

      if (work.kind == RT_WORK_NONE || source < 0)
        return;
      start_helper (self, &work, (guint)source);
    }
}

void
rt_download_job_replace_slow (RtDownloadJob *self)
{
  int index = rt_crew_find_slow (self->crew);

  if (index < 0)
    return;
  rt_segment_dismiss (rt_crew_get (self->crew, (guint)index)->segment);
  rt_download_job_say (
      self, RT_STEP_DECISION,
      rt_note_new (N_ ("One connection is far slower than the others: it is replaced."),
                   NULL));
}
