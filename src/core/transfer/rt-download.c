/* A download: a record that is filled in while a thread does the work. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/transfer/rt-download-private.h"

#include "core/wire/rt-error.h"

G_DEFINE_FINAL_TYPE (RtDownload, rt_download, G_TYPE_OBJECT)

typedef enum
{
  PROP_STATE = 1,
} RtDownloadProperty;

typedef enum
{
  SIGNAL_UPDATED,
} RtDownloadSignal;

static GParamSpec *properties[PROP_STATE + 1];
static guint signals[SIGNAL_UPDATED + 1];

static void
take_visits (RtDownload *self, const RtDownloadNews *news)
{
  rt_visit_list_take (self->visits, news->visits);
  if (self->before == NULL && news->before != NULL)
    self->before = g_array_ref (news->before);
}

/* They are of the last run: what an earlier one brought was there before. */
static void
forget_visits (RtDownload *self)
{
  rt_visit_list_clear (self->visits);
  g_clear_pointer (&self->before, g_array_unref);
}

/* Of several, the newest counts; the steps of all are kept. */
static void
take (RtDownload *self, RtDownloadNews *news)
{
  gboolean has_changed = news->state != self->news->state;

  rt_download_news_keep_file (news, self->news);
  take_visits (self, news);
  g_ptr_array_extend_and_steal (self->steps, g_steal_pointer (&news->steps));
  news->steps = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_step_free);
  rt_download_news_free (self->news);
  self->news = news;
  if (rt_download_state_is_over (news->state) && self->job != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->monitor, self);
      g_clear_pointer (&self->job, rt_download_job_free);
    }
  if (has_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
on_mail (gpointer owner, GQueue *news)
{
  RtDownload *self = owner;

  while (!g_queue_is_empty (news))
    take (self, g_queue_pop_head (news));
  g_signal_emit (self, signals[SIGNAL_UPDATED], 0);
}

static void
on_network_changed (RtDownload *self)
{
  rt_download_job_set_online (self->job,
                              g_network_monitor_get_network_available (self->monitor));
}

static void
rt_download_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RtDownload *self = RT_DOWNLOAD (object);

  switch ((RtDownloadProperty)id)
    {
    case PROP_STATE:
      g_value_set_int (value, (int)self->news->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* A download that is at work stops first, and what it has is kept. */
static void
rt_download_finalize (GObject *object)
{
  RtDownload *self = RT_DOWNLOAD (object);

  rt_download_mailbox_close (self->mailbox);
  if (self->job != NULL)
    rt_download_job_stop (self->job, RT_DOWNLOAD_PAUSED);
  g_clear_pointer (&self->job, rt_download_job_free);
  rt_download_mailbox_unref (self->mailbox);
  g_clear_pointer (&self->plan, rt_download_plan_unref);
  g_object_unref (self->monitor);
  rt_rate_limit_unref (self->limit);
  rt_download_news_free (self->news);
  g_ptr_array_unref (self->steps);
  rt_visit_list_free (self->visits);
  g_clear_pointer (&self->before, g_array_unref);
  G_OBJECT_CLASS (rt_download_parent_class)->finalize (object);
}

static void
rt_download_class_init (RtDownloadClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rt_download_get_property;
  object_class->finalize = rt_download_finalize;

  /**
   * RtDownload:state:
   *
   * Where it stands, a #RtDownloadState.
   */
  properties[PROP_STATE]
      = g_param_spec_int ("state", NULL, NULL, 0, RT_N_DOWNLOAD_STATES - 1,
                          RT_DOWNLOAD_QUEUED, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * RtDownload::updated:
   *
   * There are news: see rt_download_get_news() and rt_download_get_steps().
   */
  signals[SIGNAL_UPDATED] = g_signal_new ("updated", RT_TYPE_DOWNLOAD, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rt_download_init (RtDownload *self)
{
  self->limit = rt_rate_limit_new (0);
  self->mailbox = rt_download_mailbox_new (self, on_mail);
  self->news = rt_download_news_new ();
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_step_free);
  self->visits = rt_visit_list_new ();
  self->monitor = g_object_ref (g_network_monitor_get_default ());
}

void
rt_download_take_news (RtDownload *self, RtDownloadNews *news)
{
  take (self, news);
  rt_download_tell (self);
}

void
rt_download_tell (RtDownload *self)
{
  g_signal_emit (self, signals[SIGNAL_UPDATED], 0);
}

void
rt_download_enter (RtDownload *self, RtDownloadState state)
{
  RtDownloadNews *news = rt_download_news_new ();

  news->state = state;
  rt_download_take_news (self, news);
}

/**
 * rt_download_new:
 * @plan: what to do; not changed from now on
 *
 * Makes a download that has not started.  It belongs to the thread-default main context of
 * its maker.
 *
 * Returns: (transfer full): the download
 */
RtDownload *
rt_download_new (RtDownloadPlan *plan)
{
  RtDownload *self = g_object_new (RT_TYPE_DOWNLOAD, NULL);

  self->plan = rt_download_plan_ref (plan);
  return self;
}

/**
 * rt_download_new_restored:
 * @plan: what to do
 * @news: (transfer full): how far it had come, with its log; nothing is at work
 *
 * Makes a download of which something is known from an earlier run.
 *
 * Returns: (transfer full): the download
 */
RtDownload *
rt_download_new_restored (RtDownloadPlan *plan, RtDownloadNews *news)
{
  RtDownload *self = rt_download_new (plan);

  take (self, news);
  return self;
}

/**
 * rt_download_enqueue:
 * @self: a download
 *
 * Makes it wait for its turn, if it can go on.
 */
void
rt_download_enqueue (RtDownload *self)
{
  if (rt_download_state_may_follow (self->news->state, RT_DOWNLOAD_QUEUED))
    rt_download_enter (self, RT_DOWNLOAD_QUEUED);
}

/**
 * rt_download_start:
 * @self: a download
 *
 * Starts it, or goes on with what is on disk.  One that is at work goes on as it is.
 */
void
rt_download_start (RtDownload *self)
{
  rt_download_start_as (self, self->plan);
}

/**
 * rt_download_start_as:
 * @self: a download
 * @plan: what to do in this run: its own plan, with what holds only now
 *
 * Starts it, as rt_download_start() does.
 */
void
rt_download_start_as (RtDownload *self, RtDownloadPlan *plan)
{
  if (self->job != NULL)
    return;
  rt_download_enqueue (self);
  g_return_if_fail (self->news->state == RT_DOWNLOAD_QUEUED);
  forget_visits (self);
  self->job = rt_download_job_start (plan, rt_download_mailbox_put,
                                     rt_download_mailbox_ref (self->mailbox));
  /* It may be another network, or the same one again: NetworkManager tells of that only by
   * the property. */
  g_signal_connect_object (self->monitor, "network-changed",
                           G_CALLBACK (on_network_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->monitor, "notify::network-available",
                           G_CALLBACK (on_network_changed), self, G_CONNECT_SWAPPED);
  if (!g_network_monitor_get_network_available (self->monitor))
    rt_download_job_set_online (self->job, FALSE);
}

/**
 * rt_download_stop:
 * @self: a download
 * @end: %RT_DOWNLOAD_PAUSED or %RT_DOWNLOAD_CANCELLED
 *
 * Stops it soon.  What is on disk is kept.
 */
void
rt_download_stop (RtDownload *self, RtDownloadState end)
{
  if (self->job != NULL)
    rt_download_job_stop (self->job, end);
  else if (self->verifying != NULL)
    rt_download_stop_verifying (self);
  else if (rt_download_state_may_follow (self->news->state, end))
    rt_download_enter (self, end);
}

RtDownloadPlan *
rt_download_get_plan (RtDownload *self)
{
  return self->plan;
}

/**
 * rt_download_set_plan:
 * @self: a download that is not at work
 * @plan: what to do from now on
 *
 * Changes the plan: another address, for one that has expired, or another wish.
 */
void
rt_download_set_plan (RtDownload *self, RtDownloadPlan *plan)
{
  g_return_if_fail (self->job == NULL);

  rt_download_plan_ref (plan);
  rt_download_plan_unref (self->plan);
  self->plan = plan;
}

/* Tells whether there is a network; the system's does without. */
void
rt_download_set_monitor (RtDownload *self, GNetworkMonitor *monitor)
{
  g_return_if_fail (self->job == NULL);

  g_set_object (&self->monitor, monitor);
}

/* Of this download alone; who makes the plan puts it there. */
RtRateLimit *
rt_download_get_limit (RtDownload *self)
{
  return self->limit;
}

/* From rt_download_start() until the state is over. */
gboolean
rt_download_is_at_work (RtDownload *self)
{
  return self->job != NULL;
}

/* All of the file is there under its own name, whether it is right or not. */
gboolean
rt_download_is_whole (RtDownload *self)
{
  return self->news->state == RT_DOWNLOAD_DONE || self->verifying != NULL
         || g_error_matches (self->news->error, RT_ERROR, RT_ERROR_DAMAGED);
}

RtDownloadState
rt_download_get_state (RtDownload *self)
{
  return self->news->state;
}

/* The latest; it stays until the next ::updated. */
const RtDownloadNews *
rt_download_get_news (RtDownload *self)
{
  return self->news;
}

/**
 * rt_download_get_steps:
 * @self: a download
 *
 * Gives the log: every decision in plain words.  It only grows.
 *
 * Returns: (transfer none) (element-type RtStep): the log
 */
GPtrArray *
rt_download_get_steps (RtDownload *self)
{
  return self->steps;
}

/**
 * rt_download_get_visits:
 * @self: a download
 *
 * Gives the requests of the last run, as far as they were answered.
 *
 * Returns: (transfer none) (element-type RtVisit): the newest ones, in order; an element is
 *   %NULL while its request has not been answered
 */
GPtrArray *
rt_download_get_visits (RtDownload *self)
{
  return rt_visit_list_get (self->visits);
}

/**
 * rt_download_get_before:
 * @self: a download
 *
 * Gives which bytes were on disk when the last run began.
 *
 * Returns: (transfer none) (nullable) (element-type RtExtent): those, or %NULL if nobody knows
 */
const GArray *
rt_download_get_before (RtDownload *self)
{
  return self->before;
}
