/* Connections of a download to other addresses than the one that leads. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/transfer/rt-download-job-private.h"
#include "core/transfer/rt-failure-words.h"

#include "core/wire/rt-error.h"

#include <glib/gi18n.h>

static RtMirror *
get_mirror (RtDownloadJob *self, guint source)
{
  /* An answer may have named more of them. */
  if (self->mirrors->len < self->requests->len)
    g_array_set_size (self->mirrors, self->requests->len);
  return &g_array_index (self->mirrors, RtMirror, source);
}

/* Only a digest that nobody can forge tells that what came from elsewhere is the file. */
gboolean
rt_download_job_may_ask_others (RtDownloadJob *self)
{
  const RtDigest *told = &rt_part_file_get_identity (self->file)->digest;

  return !self->keeps_to_one && self->requests->len > 1
         && (MAX (self->plan->digest.algorithm, told->algorithm) >= RT_DIGEST_SHA256
             || (self->plan->pieces->len > 0
                 && rt_download_job_get_total (self) == self->plan->size));
}

/* For one more connection; -1: none is worth asking. */
int
rt_download_job_choose_source (RtDownloadJob *self)
{
  g_autofree guint *n_busy = g_new0 (guint, self->requests->len);

  if (!rt_download_job_may_ask_others (self))
    return (int)self->source;
  for (guint i = 0; i < rt_crew_get_size (self->crew); i++)
    n_busy[rt_crew_get (self->crew, i)->source]++;
  get_mirror (self, 0);
  return rt_mirror_choose ((const RtMirror *)self->mirrors->data, n_busy,
                           self->requests->len, g_get_monotonic_time ());
}

/* Gives up the one that leads.  Returns which is to lead next; -1: none. */
int
rt_download_job_give_up_leader (RtDownloadJob *self)
{
  gint64 now_us = g_get_monotonic_time ();

  rt_mirror_give_up (get_mirror (self, self->source), now_us);
  return rt_mirror_find_next ((const RtMirror *)self->mirrors->data, self->requests->len,
                              self->source, now_us);
}

/* Takes down how fast they are by now. */
void
rt_download_job_rate_sources (RtDownloadJob *self)
{
  for (guint i = 0; i < rt_crew_get_size (self->crew); i++)
    {
      const RtCrewMember *member = rt_crew_get (self->crew, i);

      if (member->rate > 0)
        rt_mirror_add_rate (get_mirror (self, member->source), member->rate);
    }
}

static void
say_left_out (RtDownloadJob *self, guint source, const char *why)
{
  g_autofree char *address
      = rt_request_dup_address (g_ptr_array_index (self->requests, source));

  rt_download_job_say (self, RT_STEP_DECISION,
                       rt_note_new (N_ ("Another address does not help for now (%s): %s"),
                                    why, address, NULL));
}

/* It gives something else than the part that was asked for. */
void
rt_download_job_handle_foreign_answer (RtDownloadJob *self, RtSegment *segment)
{
  guint source = rt_crew_find (self->crew, segment)->source;
  RtVerdict verdict = rt_segment_get_result (segment)->decision->verdict;
  char status[24];

  rt_segment_dismiss (segment);
  if (verdict == RT_VERDICT_CHANGED || verdict == RT_VERDICT_CHANGED_WHOLE)
    rt_mirror_leave_out (get_mirror (self, source), g_get_monotonic_time ());
  else
    rt_mirror_add_failure (get_mirror (self, source), g_get_monotonic_time ());
  say_left_out (self, source,
                rt_note_number (status, rt_segment_get_result (segment)->head->status));
}

/* Its connection has failed, or its bytes are not those that are there already: what it
 * gave is not to be trusted, whatever else is. */
void
rt_download_job_handle_foreign_failure (RtDownloadJob *self,
                                        RtSegment *segment,
                                        guint source)
{
  const GError *error = rt_segment_get_result (segment)->error;
  g_autofree char *why = rt_failure_words_new (error);

  if (g_error_matches (error, RT_ERROR, RT_ERROR_DISK_FULL)
      || g_error_matches (error, RT_ERROR, RT_ERROR_FILE))
    {
      rt_download_job_conclude (self, RT_DOWNLOAD_PAUSED, g_error_copy (error));
      return;
    }
  if (g_error_matches (error, RT_ERROR, RT_ERROR_REMOTE_CHANGED))
    rt_mirror_leave_out (get_mirror (self, source), g_get_monotonic_time ());
  else
    rt_mirror_add_failure (get_mirror (self, source), g_get_monotonic_time ());
  say_left_out (self, source, why);
}

/* Something is wrong, and nothing tells which bytes are: those of other addresses are the
 * first that are doubted.  Returns whether there is something to fetch again. */
gboolean
rt_download_job_drop_foreign (RtDownloadJob *self)
{
  g_autoptr (GArray) extents = g_array_new (FALSE, FALSE, sizeof (RtExtent));

  rt_download_job_dismiss (self, NULL);
  if (!rt_part_file_commit (self->file, TRUE, NULL))
    return FALSE;
  for (guint i = 0; i < rt_range_set_get_length (self->foreign); i++)
    {
      RtExtent extent = rt_range_set_get (self->foreign, i);
      g_array_append_val (extents, extent);
    }
  if (!rt_download_job_drop (self, extents))
    return FALSE;
  rt_range_set_remove (self->foreign, 0, G_MAXINT64);
  self->keeps_to_one = TRUE;
  self->is_over = FALSE;
  rt_download_job_say (
      self, RT_STEP_WARNING,
      rt_note_new (N_ ("What came from other addresses may be of another file: it is "
                       "fetched again, from one."),
                   NULL));
  return TRUE;
}
