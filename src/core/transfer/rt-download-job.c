/* The work of one download, in a thread of its own. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/transfer/rt-download-job-private.h"

#include <glib/gi18n.h>

/* How often it looks up when nothing happens. */
#define TICK_US (G_USEC_PER_SEC / 20)

/* How often it tells how far it has come. */
#define POST_EVERY_US (G_USEC_PER_SEC / 10)

/* At most this much work is lost by a kill. */
#define COMMIT_EVERY_US G_USEC_PER_SEC
#define COMMIT_BYTES (8 * 1024 * 1024)

void
rt_download_job_enter (RtDownloadJob *self, RtDownloadState state)
{
  if (self->state == state)
    return;
  g_return_if_fail (rt_download_state_may_follow (self->state, state));
  self->state = state;
  self->has_news = TRUE;
}

void
rt_download_job_say (RtDownloadJob *self, RtStepKind kind, RtNote *note)
{
  g_ptr_array_add (self->steps, rt_step_new (kind, note));
  self->has_news = TRUE;
}

/* The end of the work, whatever the end is. */
void
rt_download_job_conclude (RtDownloadJob *self, RtDownloadState state, GError *error)
{
  g_clear_error (&self->error);
  self->error = error;
  self->end = state;
  self->is_over = TRUE;
}

RtRequest *
rt_download_job_get_request (RtDownloadJob *self)
{
  return g_ptr_array_index (self->requests, self->source);
}

/* Waits until nobody but @except touches the file any more. */
void
rt_download_job_dismiss (RtDownloadJob *self, RtSegment *except)
{
  guint left = except != NULL ? 1 : 0;

  rt_crew_dismiss_all (self->crew, except);
  while (rt_crew_get_size (self->crew) > left)
    {
      RtSegmentEvent *event = g_async_queue_pop (self->events);

      if (event->segment != NULL && event->kind == RT_SEGMENT_ENDED)
        rt_download_job_handle_end (self, event->segment);
      rt_segment_event_free (event);
    }
}

static void
handle_event (RtDownloadJob *self, RtSegmentEvent *event)
{
  if (event->segment == NULL)
    return; /* it only woke us */
  if (event->kind == RT_SEGMENT_ANSWERED)
    {
      self->was_answered = TRUE;
      rt_download_job_handle_answer (self, event->segment);
    }
  else
    rt_download_job_handle_end (self, event->segment);
}

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
 * tells in the end whether it is the same. */
static void
start_helper (RtDownloadJob *self, const RtWork *work, guint source)
{
  gboolean is_foreign = source != self->source;
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

/* Several connections only where a strong validator vouches for each. */
static gboolean
may_share (RtDownloadJob *self)
{
  const RtIdentity *identity;

  if (!self->is_proven || self->file == NULL || rt_download_job_is_foreign (self)
      || rt_crew_get_size (self->crew) >= self->n_allowed)
    return FALSE;
  identity = rt_part_file_get_identity (self->file);
  return identity->total >= 2 * self->plan->segment_bytes_min
         && identity->ranges == RT_RANGES_YES && rt_identity_has_validator (identity);
}

static gboolean
is_complete (RtDownloadJob *self)
{
  gint64 first, end;

  return rt_download_job_is_described (self) && rt_download_job_get_total (self) >= 0
         && !rt_part_file_find_missing (self->file, 0, &first, &end);
}

static void
schedule (RtDownloadJob *self)
{
  if (is_complete (self))
    {
      rt_download_job_dismiss (self, NULL);
      self->is_over = self->is_over || is_complete (self);
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

static void
replace_slow (RtDownloadJob *self)
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

static gboolean
is_time_to_commit (RtDownloadJob *self, gint64 now_us)
{
  return rt_download_job_is_described (self)
         && (now_us - self->committed_us >= COMMIT_EVERY_US
             || rt_part_file_get_unclaimed (self->file) >= COMMIT_BYTES);
}

static void
tick (RtDownloadJob *self)
{
  gint64 now_us = g_get_monotonic_time ();
  GError *error = NULL;

  rt_crew_sample (self->crew);
  rt_download_job_rate_sources (self);
  replace_slow (self);
  if (is_time_to_commit (self, now_us))
    {
      if (!rt_part_file_commit (self->file, FALSE, &error))
        rt_download_job_conclude (self, RT_DOWNLOAD_PAUSED, error);
      self->committed_us = g_get_monotonic_time ();
    }
  if (self->has_news || now_us - self->posted_us >= POST_EVERY_US)
    rt_download_job_post (self);
}

static void
check_wish (RtDownloadJob *self)
{
  int wish = g_atomic_int_get (&self->wish);

  if (wish != RT_DOWNLOAD_QUEUED && !self->is_over)
    rt_download_job_conclude (
        self, (RtDownloadState)wish,
        g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "stopped"));
}

static void
work (RtDownloadJob *self)
{
  check_wish (self);
  while (!self->is_over)
    {
      RtSegmentEvent *event;

      schedule (self);
      if (self->is_over)
        break;
      event = g_async_queue_timeout_pop (self->events, TICK_US);
      if (event != NULL)
        {
          handle_event (self, event);
          rt_segment_event_free (event);
        }
      check_wish (self);
      if (!self->is_over)
        tick (self);
    }
}

/* Works until there is nothing to do, and looks at what came.  Returns whether there is
 * something to do again. */
static gboolean
work_and_finish (RtDownloadJob *self)
{
  GError *error = NULL;

  work (self);
  rt_download_job_dismiss (self, NULL);
  if (rt_download_job_is_described (self)
      && !rt_part_file_commit (self->file, TRUE, &error))
    rt_download_job_conclude (self, RT_DOWNLOAD_PAUSED, error);
  return is_complete (self) && !rt_download_state_is_over (self->end)
         && !rt_download_job_finish (self);
}

static gpointer
run (gpointer data)
{
  RtDownloadJob *self = data;

  self->committed_us = g_get_monotonic_time ();
  if (self->plan->path == NULL || rt_download_job_open_file (self, self->plan->path))
    while (work_and_finish (self))
      ;
  if (self->file != NULL && self->end != RT_DOWNLOAD_DONE)
    rt_part_file_discard (self->file);
  rt_download_job_enter (self, self->end);
  rt_download_job_post (self);
  return NULL;
}

/* Takes down what a member of the crew has done. */
void
rt_download_job_add_visit (RtDownloadJob *self,
                           GPtrArray *visits,
                           const RtCrewMember *member,
                           gboolean has_ended)
{
  RtVisit *visit = rt_segment_make_visit (member->segment, has_ended);

  visit->number = member->number;
  visit->connection = member->connection;
  visit->file = self->n_restarts;
  g_ptr_array_add (visits, visit);
}

/* Those that have ended, and those that go on. */
static GPtrArray *
collect_visits (RtDownloadJob *self)
{
  GPtrArray *visits = g_steal_pointer (&self->visits);

  self->visits = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_visit_unref);
  for (guint i = 0; i < rt_crew_get_size (self->crew); i++)
    if (rt_crew_get (self->crew, i)->is_receiving)
      rt_download_job_add_visit (self, visits, rt_crew_get (self->crew, i), FALSE);
  return visits;
}

/* Tells how things are. */
void
rt_download_job_post (RtDownloadJob *self)
{
  RtDownloadNews *news = rt_download_news_new ();

  news->state = self->state;
  news->received = rt_download_job_get_have (self);
  news->fetched = self->fetched;
  news->total = rt_download_job_get_total (self);
  news->rate = rt_crew_get_rate (self->crew);
  news->n_connections = rt_crew_get_size (self->crew);
  news->next_try_us = self->next_try_us;
  news->was_there = self->was_there;
  news->path = g_strdup (self->path);
  news->part_path = g_strdup (self->part_path);
  if (rt_download_state_is_over (self->state) && self->error != NULL)
    news->error = g_error_copy (self->error);
  g_ptr_array_unref (news->steps);
  news->steps = self->steps;
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_step_free);
  g_ptr_array_unref (news->visits);
  news->visits = collect_visits (self);
  news->before = self->before != NULL ? g_array_ref (self->before) : NULL;
  self->has_news = FALSE;
  self->posted_us = g_get_monotonic_time ();
  self->func (news, self->user_data);
}

static gpointer
copy_request (gconstpointer request, gpointer user_data)
{
  return rt_request_ref ((RtRequest *)request);
}

/**
 * rt_download_job_start:
 * @plan: what to do; not changed from now on
 * @func: takes the news, in the job's thread
 * @user_data: for @func
 *
 * Starts a download, or goes on with one.
 *
 * Returns: (transfer full): the job
 */
RtDownloadJob *
rt_download_job_start (RtDownloadPlan *plan, RtDownloadNewsFunc func, gpointer user_data)
{
  RtDownloadJob *self = g_new0 (RtDownloadJob, 1);

  self->plan = rt_download_plan_ref (plan);
  self->func = func;
  self->user_data = user_data;
  self->cancellable = g_cancellable_new ();
  self->events = g_async_queue_new_full ((GDestroyNotify)rt_segment_event_free);
  self->requests = g_ptr_array_copy (plan->requests, copy_request, NULL);
  self->crew = rt_crew_new ();
  self->mirrors = g_array_new (FALSE, TRUE, sizeof (RtMirror));
  self->foreign = rt_range_set_new ();
  self->rand = g_rand_new ();
  self->retry.tries_max = plan->tries;
  self->n_allowed = CLAMP (plan->segments, 1, RT_SEGMENTS_MAX);
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_step_free);
  self->visits = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_visit_unref);
  self->thread = g_thread_new ("rt-download", run, self);
  return self;
}

/* Waits for the end: stop it before. */
void
rt_download_job_free (RtDownloadJob *self)
{
  g_thread_join (self->thread);
  g_ptr_array_unref (self->requests);
  rt_crew_free (self->crew);
  g_array_unref (self->mirrors);
  rt_range_set_free (self->foreign);
  g_async_queue_unref (self->events);
  g_clear_pointer (&self->file, rt_part_file_free);
  g_object_unref (self->cancellable);
  g_rand_free (self->rand);
  g_ptr_array_unref (self->steps);
  g_ptr_array_unref (self->visits);
  g_clear_pointer (&self->before, g_array_unref);
  g_clear_error (&self->error);
  g_free (self->path);
  g_free (self->part_path);
  rt_download_plan_unref (self->plan);
  g_free (self);
}

static void
wake (RtDownloadJob *self)
{
  g_async_queue_push (self->events, g_new0 (RtSegmentEvent, 1));
}

/**
 * rt_download_job_stop:
 * @self: a job
 * @end: %RT_DOWNLOAD_PAUSED or %RT_DOWNLOAD_CANCELLED
 *
 * Makes it come to an end soon.  What is there is kept.  From any thread.
 */
void
rt_download_job_stop (RtDownloadJob *self, RtDownloadState end)
{
  g_atomic_int_set (&self->wish, (int)end);
  g_cancellable_cancel (self->cancellable);
  wake (self);
}

/**
 * rt_download_job_set_online:
 * @self: a job
 * @online: whether there is a network
 *
 * Tells what is known of the network.  When there is one again nobody waits any longer, and
 * the tries begin anew.  From any thread.
 */
void
rt_download_job_set_online (RtDownloadJob *self, gboolean online)
{
  g_atomic_int_set (&self->is_offline, !online);
  if (!online)
    return;
  g_atomic_int_set (&self->hurry, TRUE);
  wake (self);
}
