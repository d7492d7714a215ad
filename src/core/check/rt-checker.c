/* Asks for many addresses at once, in threads of its own, and tells what became of each. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/check/rt-checker.h"

#include "core/check/rt-check-asking.h"
#include "core/check/rt-check-links.h"
#include "core/check/rt-check-queue.h"
#include "core/check/rt-check-sites.h"

#include <string.h>

/* The owner is not told more often. */
#define NEWS_EVERY_US (50 * G_TIME_SPAN_MILLISECOND)

/* Shared by the owner and the threads, which take job after job.  Each hop of each address
 * goes through the queue, so that what a server is spared does not depend on how somebody
 * came there. */
typedef struct
{
  gatomicrefcount ref_count;

  /* given at construction */
  RtRequest *base;
  RtCheckOptions options;
  GCancellable *cancellable;
  GMainContext *context;
  RtCheckerFunc func;
  gpointer user_data;

  GMutex lock; /* guards all below */
  GCond changed;
  RtCheckQueue *queue;
  RtCheckLinks *links;
  RtCheckSites *sites;
  GHashTable *closed; /* host that wants to be left alone → how long, in s */
  guint n_open;       /* jobs that are not done */
  guint n_threads;
  guint n_idle; /* threads that wait */
  gboolean is_closed;
  GPtrArray *news;
  GSource *delivery; /* nullable */
  gint64 told_us;    /* when the owner was told last */
} Shared;

struct _RtChecker
{
  Shared *shared;
};

static Shared *
shared_ref (Shared *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

static void
shared_unref (gpointer data)
{
  Shared *self = data;

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  rt_request_unref (self->base);
  g_object_unref (self->cancellable);
  g_main_context_unref (self->context);
  rt_check_queue_free (self->queue);
  rt_check_links_free (self->links);
  rt_check_sites_free (self->sites);
  g_hash_table_unref (self->closed);
  g_ptr_array_unref (self->news);
  g_clear_pointer (&self->delivery, g_source_unref);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}

static gboolean
on_delivery (gpointer data)
{
  Shared *self = data;
  g_autoptr (GPtrArray) news = NULL;
  gboolean is_over;

  g_mutex_lock (&self->lock);
  news = g_steal_pointer (&self->news);
  self->news = rt_check_news_list_new ();
  is_over = self->is_closed && self->n_open == 0;
  self->told_us = g_get_monotonic_time ();
  g_source_unref (g_steal_pointer (&self->delivery));
  g_mutex_unlock (&self->lock);
  if (!g_cancellable_is_cancelled (self->cancellable))
    self->func (news, is_over, self->user_data);
  return G_SOURCE_REMOVE;
}

/* With the lock. */
static void
deliver (Shared *self)
{
  gint64 wait_us = self->told_us + NEWS_EVERY_US - g_get_monotonic_time ();

  if (self->delivery != NULL)
    return;
  self->delivery = g_timeout_source_new ((guint)MAX (wait_us / 1000, 0));
  g_source_set_callback (self->delivery, on_delivery, shared_ref (self), shared_unref);
  g_source_attach (self->delivery, self->context);
}

/* With the lock.  @result: (transfer full) */
static void
tell (Shared *self, guint row, RtCheckResult *result)
{
  rt_check_news_list_add (self->news, row, result);
  self->n_open--;
  deliver (self);
  if (self->n_open == 0)
    g_cond_broadcast (&self->changed);
}

/* With the lock. */
static void
wake_one (Shared *self)
{
  if (self->n_idle > 0 && rt_check_queue_is_ready (self->queue))
    g_cond_signal (&self->changed);
}

/* With the lock.  @result: (transfer full).  Asks the site once. */
static void
compare_with_made_up (Shared *self, guint row, RtCheckResult *result, GUri *uri)
{
  RtCheckSiteState state = rt_check_sites_compare (self->sites, row, result, uri);

  if (state == RT_CHECK_SITE_KNOWN)
    tell (self, row, result);
  else if (state == RT_CHECK_SITE_NEW)
    {
      RtCheckJob *job = rt_check_sites_make_job (self->base, uri);
      g_autofree char *host = rt_check_job_dup_host (job);

      self->n_open++;
      rt_check_queue_add (self->queue, host, job, TRUE, g_get_monotonic_time ());
    }
}

/* With the lock.  @result: (transfer full) */
static void
settle_made_up (Shared *self, RtCheckResult *result, GUri *uri)
{
  g_autoptr (GPtrArray) waiting = rt_check_sites_settle (self->sites, uri, result);

  self->n_open--;
  for (guint i = 0; i < waiting->len; i++)
    {
      const RtCheckNews *one = waiting->pdata[i];

      tell (self, one->row, rt_check_result_ref (one->result));
    }
}

/* With the lock. */
static void
finish (Shared *self, RtCheckJob *job)
{
  g_autoptr (GUri) uri = g_uri_ref (rt_check_job_get_first_uri (job));
  RtCheckResult *result = rt_check_job_finish (job, &self->options);

  if ((result->remarks & RT_CHECK_LATER) != 0)
    g_hash_table_insert (self->closed, rt_check_job_dup_host (job),
                         g_memdup2 (&result->wait_s, sizeof result->wait_s));
  if (job->is_made_up)
    settle_made_up (self, result, uri);
  else if (self->options.with_made_up && rt_check_result_get_status (result) / 100 == 2
           && strlen (g_uri_get_path (uri)) > 1)
    compare_with_made_up (self, job->row, result, uri);
  else
    tell (self, job->row, result);
  rt_check_job_free (job);
}

/* With the lock. */
static void
take_step (Shared *self, RtCheckJob *job, RtCheckStep step)
{
  g_autofree char *host = rt_check_job_dup_host (job);
  gint64 now_us = g_get_monotonic_time ();

  switch (step)
    {
    case RT_CHECK_ASK:
      rt_check_queue_add (self->queue, host, job, TRUE, now_us);
      break;
    case RT_CHECK_WAIT_HOST:
      rt_check_queue_hold (self->queue, host, now_us + job->wait_ms * 1000);
      rt_check_queue_add (self->queue, host, job, TRUE, now_us);
      break;
    case RT_CHECK_WAIT:
      rt_check_queue_add_later (self->queue, host, job, now_us + job->wait_ms * 1000);
      break;
    case RT_CHECK_DONE:
      finish (self, job);
      break;
    }
}

/* With the lock.  Whether the job's host is left alone from now on. */
static gboolean
is_left_alone (Shared *self, RtCheckJob *job, const char *host)
{
  const gint64 *wait_s = g_hash_table_lookup (self->closed, host);

  if (wait_s == NULL)
    return FALSE;
  job->result->remarks |= RT_CHECK_LATER | RT_CHECK_NOT_ASKED;
  job->result->wait_s = *wait_s;
  return TRUE;
}

/* With the lock, which is given up for the request. */
static void
run_job (Shared *self, RtCheckJob *job)
{
  g_autofree char *host = rt_check_job_dup_host (job);
  g_autoptr (RtRoute) route = NULL;
  RtCheckStep step = RT_CHECK_DONE;
  g_autoptr (RtClientLink) link = NULL;
  g_autoptr (RtClientLink) surplus = NULL;

  rt_check_job_begin (job, self->base);
  if (!is_left_alone (self, job, host))
    {
      /* Who has a connection open is found by the site, whatever proxy is on the way. */
      route = rt_request_dup_route (job->request, NULL);
      link = rt_check_links_take (self->links, route->key);
      g_mutex_unlock (&self->lock);
      link = rt_check_ask (g_steal_pointer (&link), job, &self->options,
                           self->cancellable, &step);
      g_mutex_lock (&self->lock);
      if (link != NULL)
        surplus = rt_check_links_put (self->links, route->key, g_steal_pointer (&link));
    }
  take_step (self, job, step);
  rt_check_queue_release (self->queue, host, g_get_monotonic_time ());
  wake_one (self);
}

static gpointer
run (gpointer data)
{
  Shared *self = data;

  g_mutex_lock (&self->lock);
  while (!g_cancellable_is_cancelled (self->cancellable)
         && !(self->is_closed && self->n_open == 0))
    {
      gint64 next_us;
      RtCheckJob *job
          = rt_check_queue_take (self->queue, g_get_monotonic_time (), &next_us);

      if (job != NULL)
        {
          wake_one (self);
          run_job (self, job);
          continue;
        }
      self->n_idle++;
      if (next_us == G_MAXINT64)
        g_cond_wait (&self->changed, &self->lock);
      else
        g_cond_wait_until (&self->changed, &self->lock, next_us);
      self->n_idle--;
    }
  self->n_threads--;
  g_mutex_unlock (&self->lock);
  shared_unref (self);
  return NULL;
}

/**
 * rt_checker_new:
 * @base: what each request starts from; its address does not matter
 * @options: how to check
 * @func: told of the results
 * @user_data: for @func
 *
 * Makes a checker that has nothing to do yet.
 *
 * Returns: (transfer full): the checker
 */
RtChecker *
rt_checker_new (RtRequest *base,
                const RtCheckOptions *options,
                RtCheckerFunc func,
                gpointer user_data)
{
  RtChecker *self = g_new0 (RtChecker, 1);
  Shared *shared = g_new0 (Shared, 1);

  g_atomic_ref_count_init (&shared->ref_count);
  g_mutex_init (&shared->lock);
  g_cond_init (&shared->changed);
  shared->base = rt_request_with_method (base, "HEAD", NULL);
  shared->options = *options;
  shared->cancellable = g_cancellable_new ();
  shared->context = g_main_context_ref_thread_default ();
  shared->func = func;
  shared->user_data = user_data;
  shared->queue = rt_check_queue_new (MAX (options->per_host, 1), options->delay_ms,
                                      (GDestroyNotify)rt_check_job_free);
  shared->links = rt_check_links_new (MAX (options->n_jobs, 1));
  shared->sites = rt_check_sites_new (&options->good);
  shared->closed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  shared->news = rt_check_news_list_new ();
  self->shared = shared;
  return self;
}

/**
 * rt_checker_free:
 * @self: a checker
 *
 * Ends all at once.  Its function is not called any more; a request that is on its way is
 * given up.
 */
void
rt_checker_free (RtChecker *self)
{
  Shared *shared = self->shared;

  g_cancellable_cancel (shared->cancellable);
  g_mutex_lock (&shared->lock);
  if (shared->delivery != NULL)
    g_source_destroy (shared->delivery);
  g_cond_broadcast (&shared->changed);
  g_mutex_unlock (&shared->lock);
  shared_unref (shared);
  g_free (self);
}

static void
start_thread (Shared *shared)
{
  if (shared->n_threads >= MAX (shared->options.n_jobs, 1) || shared->n_idle > 0)
    return;
  shared->n_threads++;
  g_thread_unref (g_thread_new ("rt-check", run, shared_ref (shared)));
}

/**
 * rt_checker_add:
 * @self: a checker; if it was closed, it is not any more
 * @row: what the owner knows it by
 * @address: an http or https URI, as g_uri_to_string() writes it
 * @authorization: (nullable): a field value that goes with it
 *
 * Has one more address checked.
 */
void
rt_checker_add (RtChecker *self,
                guint row,
                GRefString *address,
                const char *authorization)
{
  Shared *shared = self->shared;
  RtCheckJob *job = rt_check_job_new (row, address, authorization);
  g_autofree char *host = rt_check_job_dup_host (job);

  g_mutex_lock (&shared->lock);
  shared->is_closed = FALSE;
  shared->n_open++;
  rt_check_queue_add (shared->queue, host, job, FALSE, g_get_monotonic_time ());
  wake_one (shared);
  start_thread (shared);
  g_mutex_unlock (&shared->lock);
}

/* Nothing is added for now: when all is done, the checker says so. */
void
rt_checker_close (RtChecker *self)
{
  Shared *shared = self->shared;

  g_mutex_lock (&shared->lock);
  shared->is_closed = TRUE;
  if (shared->n_open == 0)
    deliver (shared);
  g_cond_broadcast (&shared->changed);
  g_mutex_unlock (&shared->lock);
}
