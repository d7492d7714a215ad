/* A download: a record that is filled in while a thread does the work. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/transfer/rt-download.h"

#include "core/transfer/rt-download-job.h"
#include "core/transfer/rt-verify.h"
#include "core/wire/rt-error.h"

/* So many requests can be looked at, the newest; each keeps its heads. */
#define VISITS_MAX 400

/* How often it is told how far verifying has come. */
#define LOOK_MS 200

/* What the job's thread hands over.  It may outlive the download. */
typedef struct
{
  gatomicrefcount ref_count;
  GMainContext *context; /* of the download's owner */
  GMutex lock;           /* guards all below */
  RtDownload *download;  /* borrowed; NULL when it is gone */
  GQueue news;           /* of RtDownloadNews, not taken yet */
  gboolean is_scheduled;
} Mailbox;

struct _RtDownload
{
  GObject parent_instance;

  RtDownloadPlan *plan;
  RtRateLimit *limit; /* of this download alone */
  Mailbox *mailbox;
  RtDownloadJob *job;   /* while it is at work */
  RtDownloadNews *news; /* the latest */
  GPtrArray *steps;     /* of RtStep: the whole log */
  GPtrArray *visits;    /* of RtVisit: those of the last run, the newest */
  guint n_dropped;      /* visits before them */
  GArray *before;       /* of RtExtent, nullable */
  GNetworkMonitor *monitor;

  GCancellable *verifying; /* nullable: the user wants to know of the finished file */
  guint look;              /* source, while that goes on */
  int permille;            /* atomic: how far that has come */
};

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
mailbox_unref (gpointer data)
{
  Mailbox *mailbox = data;

  if (!g_atomic_ref_count_dec (&mailbox->ref_count))
    return;
  g_queue_clear_full (&mailbox->news, (GDestroyNotify)rt_download_news_free);
  g_main_context_unref (mailbox->context);
  g_mutex_clear (&mailbox->lock);
  g_free (mailbox);
}

static Mailbox *
mailbox_ref (Mailbox *mailbox)
{
  g_atomic_ref_count_inc (&mailbox->ref_count);
  return mailbox;
}

static Mailbox *
mailbox_new (RtDownload *download)
{
  Mailbox *mailbox = g_new0 (Mailbox, 1);

  g_atomic_ref_count_init (&mailbox->ref_count);
  mailbox->context = g_main_context_ref_thread_default ();
  mailbox->download = download;
  g_mutex_init (&mailbox->lock);
  g_queue_init (&mailbox->news);
  return mailbox;
}

/* The newest of those with the same number counts. */
static void
take_visit (RtDownload *self, RtVisit *visit)
{
  guint index = visit->number - 1 - self->n_dropped;

  if (visit->number <= self->n_dropped)
    return; /* too old by now */
  while (self->visits->len <= index)
    g_ptr_array_add (self->visits, NULL);
  g_clear_pointer (&self->visits->pdata[index], rt_visit_unref);
  self->visits->pdata[index] = rt_visit_ref (visit);
  if (self->visits->len <= VISITS_MAX)
    return;
  g_ptr_array_remove_range (self->visits, 0, VISITS_MAX / 4);
  self->n_dropped += VISITS_MAX / 4;
}

static void
take_visits (RtDownload *self, const RtDownloadNews *news)
{
  for (guint i = 0; i < news->visits->len; i++)
    take_visit (self, g_ptr_array_index (news->visits, i));
  if (self->before == NULL && news->before != NULL)
    self->before = g_array_ref (news->before);
}

/* They are of the last run: what an earlier one brought was there before. */
static void
forget_visits (RtDownload *self)
{
  g_ptr_array_set_size (self->visits, 0);
  self->n_dropped = 0;
  g_clear_pointer (&self->before, g_array_unref);
}

static void
free_visit (gpointer visit)
{
  if (visit != NULL)
    rt_visit_unref (visit);
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

static gboolean
on_mail (gpointer user_data)
{
  Mailbox *mailbox = user_data;
  g_autoptr (RtDownload) self = NULL;
  g_autoptr (GQueue) news = g_queue_new ();

  g_mutex_lock (&mailbox->lock);
  mailbox->is_scheduled = FALSE;
  if (mailbox->download != NULL)
    self = g_object_ref (mailbox->download);
  while (!g_queue_is_empty (&mailbox->news))
    g_queue_push_tail (news, g_queue_pop_head (&mailbox->news));
  g_mutex_unlock (&mailbox->lock);
  if (self == NULL)
    {
      g_queue_clear_full (news, (GDestroyNotify)rt_download_news_free);
      return G_SOURCE_REMOVE;
    }
  while (!g_queue_is_empty (news))
    take (self, g_queue_pop_head (news));
  g_signal_emit (self, signals[SIGNAL_UPDATED], 0);
  return G_SOURCE_REMOVE;
}

/* In the job's thread. */
static void
on_news (RtDownloadNews *news, gpointer user_data)
{
  Mailbox *mailbox = user_data;
  gboolean is_last = rt_download_state_is_over (news->state);

  g_mutex_lock (&mailbox->lock);
  g_queue_push_tail (&mailbox->news, news);
  if (!mailbox->is_scheduled)
    {
      g_autoptr (GSource) source = g_idle_source_new ();

      mailbox->is_scheduled = TRUE;
      g_source_set_priority (source, G_PRIORITY_DEFAULT);
      g_source_set_callback (source, on_mail, mailbox_ref (mailbox), mailbox_unref);
      g_source_attach (source, mailbox->context);
    }
  g_mutex_unlock (&mailbox->lock);
  if (is_last)
    mailbox_unref (mailbox);
}

static void
on_network_changed (GNetworkMonitor *monitor, gboolean available, RtDownload *self)
{
  rt_download_job_set_online (self->job, available);
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

  g_mutex_lock (&self->mailbox->lock);
  self->mailbox->download = NULL;
  g_mutex_unlock (&self->mailbox->lock);
  if (self->job != NULL)
    rt_download_job_stop (self->job, RT_DOWNLOAD_PAUSED);
  g_clear_pointer (&self->job, rt_download_job_free);
  mailbox_unref (self->mailbox);
  g_clear_pointer (&self->plan, rt_download_plan_unref);
  rt_rate_limit_unref (self->limit);
  rt_download_news_free (self->news);
  g_ptr_array_unref (self->steps);
  g_ptr_array_unref (self->visits);
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
  self->mailbox = mailbox_new (self);
  self->news = rt_download_news_new ();
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_step_free);
  self->visits = g_ptr_array_new_with_free_func (free_visit);
  self->monitor = g_network_monitor_get_default (); /* borrowed: it is the system's */
}

/* What follows without a job. */
static void
enter (RtDownload *self, RtDownloadState state)
{
  RtDownloadNews *news = rt_download_news_new ();

  news->state = state;
  take (self, news);
  g_signal_emit (self, signals[SIGNAL_UPDATED], 0);
}

static gboolean
on_look (gpointer user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_UPDATED], 0);
  return G_SOURCE_CONTINUE;
}

/* A file that cannot be read is as little use as a wrong one. */
static GError *
find_fault (RtVerified verified, const GError *trouble)
{
  switch (verified)
    {
    case RT_VERIFIED_RIGHT:
    case RT_VERIFIED_UNKNOWN:
      return NULL;
    case RT_VERIFIED_WRONG:
      return g_error_new_literal (RT_ERROR, RT_ERROR_DAMAGED,
                                  "the file is not what it should be");
    case RT_VERIFIED_ERROR:
      return g_error_matches (trouble, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                 ? NULL
                 : g_error_copy (trouble);
    }
  g_return_val_if_reached (NULL);
}

static void
on_verified (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtDownload) self = user_data;
  g_autoptr (GError) trouble = NULL;
  RtDownloadNews *news = rt_download_news_new ();
  RtNote *note = NULL;
  RtVerified verified = rt_verify_file_finish (result, &note, &trouble);

  g_clear_object (&self->verifying);
  g_clear_handle_id (&self->look, g_source_remove);
  news->error = find_fault (verified, trouble);
  news->state = news->error != NULL ? RT_DOWNLOAD_FAILED : RT_DOWNLOAD_DONE;
  news->is_verified = note != NULL;
  if (note != NULL)
    g_ptr_array_add (news->steps, rt_step_new (RT_STEP_DECISION, note));
  take (self, news);
  g_signal_emit (self, signals[SIGNAL_UPDATED], 0);
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
    enter (self, RT_DOWNLOAD_QUEUED);
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
  if (self->job != NULL)
    return;
  rt_download_enqueue (self);
  g_return_if_fail (self->news->state == RT_DOWNLOAD_QUEUED);
  forget_visits (self);
  self->job = rt_download_job_start (self->plan, on_news, mailbox_ref (self->mailbox));
  g_signal_connect_object (self->monitor, "network-changed",
                           G_CALLBACK (on_network_changed), self, 0);
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
    enter (self, end);
}

/**
 * rt_download_verify:
 * @self: a download that is done
 * @plan: what its file should be
 *
 * Reads the file, and compares it with what is known of it: the log and the state say what
 * came of it.  Goes on at once.
 */
void
rt_download_verify (RtDownload *self, RtDownloadPlan *plan)
{
  g_return_if_fail (self->news->state == RT_DOWNLOAD_DONE);

  self->verifying = g_cancellable_new ();
  self->look = g_timeout_add (LOOK_MS, on_look, self);
  g_atomic_int_set (&self->permille, 0);
  rt_verify_file_async (self->news->path, plan, &self->permille, self->verifying,
                        on_verified, g_object_ref (self));
  enter (self, RT_DOWNLOAD_VERIFYING);
}

/* Soon; the file is as good as it was thought to be before. */
void
rt_download_stop_verifying (RtDownload *self)
{
  g_cancellable_cancel (self->verifying);
}

/* How much of the finished file has been verified, from 0 to 1; -1 if nobody does that. */
double
rt_download_get_verified (RtDownload *self)
{
  return self->verifying != NULL ? g_atomic_int_get (&self->permille) / 1000.0 : -1;
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
  return self->visits;
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
