/* The work of one download, in a thread of its own. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/transfer/rt-download-job-private.h"

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
  rt_download_job_replace_slow (self);
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

      rt_download_job_schedule (self);
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
  return rt_download_job_is_complete (self) && !rt_download_state_is_over (self->end)
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
  if (self->file != NULL)
    rt_part_file_measure (self->file, &news->device, &news->space_wanted);
  if (news->space_wanted < 0)
    news->space_wanted = self->space_wanted;
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
  self->space_wanted = -1;
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
