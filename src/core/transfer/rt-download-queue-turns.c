/* Whose turn it is: what of the queue is at work, and what stops. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/transfer/rt-download-queue-private.h"

RtDownload *
rt_download_queue_get (RtDownloadQueue *self, guint position)
{
  g_autoptr (RtDownload) download
      = g_list_model_get_item (G_LIST_MODEL (self->downloads), position);

  return download; /* the list keeps it alive */
}

guint
rt_download_queue_get_length (RtDownloadQueue *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->downloads));
}

RtDownloadQueueEntry *
rt_download_queue_get_entry (RtDownloadQueue *self, RtDownload *download)
{
  return g_hash_table_lookup (self->entries, download);
}

static gpointer
prepare (gconstpointer request, gpointer user_data)
{
  RtDownloadQueue *self = user_data;
  g_autoptr (RtRequest) pinned = self->trust != NULL
                                     ? rt_trust_apply (self->trust, request)
                                     : rt_request_ref ((RtRequest *)request);

  return rt_request_with_usual_proxy_source (pinned, self->usual);
}

/* What it is to do now: with the certificates that the user trusts by now, under the limits,
 * and into the file that it has begun.  None of that is its own: it is made anew each time. */
RtDownloadPlan *
rt_download_queue_make_plan (RtDownloadQueue *self, RtDownload *download)
{
  RtDownloadPlan *plan = rt_download_plan_copy (rt_download_get_plan (download));
  const RtDownloadNews *news = rt_download_get_news (download);
  GPtrArray *requests = g_ptr_array_copy (plan->requests, prepare, self);

  g_ptr_array_set_size (plan->limits, 0);
  g_ptr_array_add (plan->limits, rt_rate_limit_ref (rt_download_get_limit (download)));
  rt_download_terms_add_limits (self->terms, plan);
  g_ptr_array_unref (plan->requests);
  plan->requests = requests;
  plan->waits_for_network = TRUE;
  if (plan->path == NULL && news->part_path != NULL)
    plan->path = g_strdup (news->path);
  return plan;
}

static void
start (RtDownloadQueue *self, RtDownload *download)
{
  g_autoptr (RtDownloadPlan) plan = rt_download_queue_make_plan (self, download);

  rt_download_start_as (download, plan);
}

/* One that waits for its server lets another one go first; when it goes on, it does so at
 * once, and for a while there is one more. */
static gboolean
takes_a_place (RtDownload *download)
{
  return rt_download_is_at_work (download)
         && rt_download_get_state (download) != RT_DOWNLOAD_WAITING;
}

/* It stops soon.  @goes_on: and waits for its turn then */
void
rt_download_queue_stop (RtDownloadQueue *self,
                        RtDownload *download,
                        RtDownloadState end,
                        gboolean goes_on)
{
  RtDownloadQueueEntry *entry = rt_download_queue_get_entry (self, download);

  entry->is_stopping = rt_download_is_at_work (download);
  entry->goes_on = goes_on && entry->is_stopping;
  entry->lacks_space = FALSE;
  rt_download_stop (download, end);
}

static void
stop_all (RtDownloadQueue *self)
{
  for (guint i = 0; i < rt_download_queue_get_length (self); i++)
    {
      RtDownload *download = rt_download_queue_get (self, i);

      if (rt_download_is_at_work (download)
          && !rt_download_queue_get_entry (self, download)->is_stopping)
        rt_download_queue_stop (self, download, RT_DOWNLOAD_PAUSED, TRUE);
    }
}

/**
 * rt_download_queue_count_at_work:
 * @self: a queue
 *
 * Returns: how many downloads are at work or wait for their server
 */
guint
rt_download_queue_count_at_work (RtDownloadQueue *self)
{
  guint count = 0;

  g_return_val_if_fail (RT_IS_DOWNLOAD_QUEUE (self), 0);

  for (guint i = 0; i < rt_download_queue_get_length (self); i++)
    count += rt_download_is_at_work (rt_download_queue_get (self, i)) ? 1 : 0;
  return count;
}

static void
start_next (RtDownloadQueue *self)
{
  gboolean is_held = rt_download_terms_get_hold (self->terms) != RT_HOLD_NONE;
  guint running_max = rt_download_terms_get_running_max (self->terms);
  guint length = rt_download_queue_get_length (self);
  guint n_at_work = rt_download_queue_count_at_work (self);
  guint n_running = 0;

  for (guint i = 0; i < length; i++)
    n_running += takes_a_place (rt_download_queue_get (self, i)) ? 1 : 0;
  for (guint i = 0;
       i < length && n_running < running_max && n_at_work < RT_QUEUE_AT_WORK_MAX; i++)
    {
      RtDownload *download = rt_download_queue_get (self, i);

      if (is_held || rt_download_is_at_work (download)
          || rt_download_get_state (download) != RT_DOWNLOAD_QUEUED)
        continue;
      start (self, download);
      n_running++;
      n_at_work++;
    }
  rt_download_queue_set_n_running (self, n_running);
}

static gboolean
on_pump (gpointer user_data)
{
  RtDownloadQueue *self = user_data;

  self->pump = 0;
  if (rt_download_terms_get_hold (self->terms) != RT_HOLD_NONE)
    stop_all (self);
  start_next (self);
  return G_SOURCE_REMOVE;
}

/* Once, after all that happens now. */
void
rt_download_queue_pump (RtDownloadQueue *self)
{
  if (self->pump == 0)
    self->pump = g_idle_add (on_pump, self);
}
