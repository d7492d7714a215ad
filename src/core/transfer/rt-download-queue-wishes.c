/* What the user wants of one download of the queue. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/transfer/rt-download-queue-private.h"

#include "core/wire/rt-error.h"

void
rt_download_queue_pause (RtDownloadQueue *self, RtDownload *download)
{
  g_return_if_fail (RT_IS_DOWNLOAD_QUEUE (self));

  rt_download_queue_stop (self, download, RT_DOWNLOAD_PAUSED, FALSE);
}

/* For good, unless the user wants it again. */
void
rt_download_queue_cancel (RtDownloadQueue *self, RtDownload *download)
{
  g_return_if_fail (RT_IS_DOWNLOAD_QUEUE (self));

  rt_download_queue_stop (self, download, RT_DOWNLOAD_CANCELLED, FALSE);
}

/**
 * rt_download_queue_resume:
 * @self: a queue
 * @download: one of its downloads
 *
 * Lets a download go on that was paused or cancelled or has failed, when it is its turn.
 */
void
rt_download_queue_resume (RtDownloadQueue *self, RtDownload *download)
{
  RtDownloadQueueEntry *entry;

  g_return_if_fail (RT_IS_DOWNLOAD_QUEUE (self));

  entry = rt_download_queue_get_entry (self, download);
  entry->goes_on = entry->is_stopping;
  entry->lacks_space = FALSE;
  if (g_error_matches (rt_download_get_news (download)->error, RT_ERROR,
                       RT_ERROR_DAMAGED))
    {
      g_autoptr (RtDownloadPlan) plan
          = rt_download_plan_copy (rt_download_get_plan (download));

      plan->is_anew = TRUE;
      plan->repairs = FALSE;
      rt_download_set_plan (download, plan);
    }
  rt_download_enqueue (download);
}

/**
 * rt_download_queue_verify:
 * @self: a queue
 * @download: one of its downloads, which is done
 * @digest: what its file must have; none for its pieces, or what is beside it on the server
 *
 * Verifies its file.  A wrong one has failed with %RT_ERROR_DAMAGED: to resume it downloads
 * it again, under a name of its own.
 */
void
rt_download_queue_verify (RtDownloadQueue *self,
                          RtDownload *download,
                          const RtDigest *digest)
{
  g_autoptr (RtDownloadPlan) own = NULL;
  g_autoptr (RtDownloadPlan) plan = NULL;

  g_return_if_fail (RT_IS_DOWNLOAD_QUEUE (self));

  own = rt_download_plan_copy (rt_download_get_plan (download));
  own->digest = *digest;
  rt_download_set_plan (download, own);
  plan = rt_download_queue_make_plan (self, download);
  rt_download_verify (download, plan);
}

/**
 * rt_download_queue_can_repair:
 * @self: a queue
 * @download: one of its downloads
 *
 * Says whether its file is there, is wrong, and it can be told which pieces are.
 *
 * Returns: %TRUE if rt_download_queue_repair() is of use
 */
gboolean
rt_download_queue_can_repair (RtDownloadQueue *self, RtDownload *download)
{
  g_return_val_if_fail (RT_IS_DOWNLOAD_QUEUE (self), FALSE);

  return g_error_matches (rt_download_get_news (download)->error, RT_ERROR,
                          RT_ERROR_DAMAGED)
         && rt_download_plan_has_pieces (rt_download_get_plan (download));
}

/**
 * rt_download_queue_repair:
 * @self: a queue
 * @download: one of its downloads, which can be repaired
 *
 * Fetches the pieces of its file that are wrong.  Until all are right the file has the name
 * of one that is not finished.
 */
void
rt_download_queue_repair (RtDownloadQueue *self, RtDownload *download)
{
  g_autoptr (RtDownloadPlan) plan = NULL;

  g_return_if_fail (rt_download_queue_can_repair (self, download));

  plan = rt_download_plan_copy (rt_download_get_plan (download));
  plan->repairs = TRUE;
  plan->is_anew = FALSE;
  g_free (plan->path);
  plan->path = g_strdup (rt_download_get_news (download)->path);
  rt_download_set_plan (download, plan);
  rt_download_enqueue (download);
}

/**
 * rt_download_queue_set_limit:
 * @self: a queue
 * @download: one of its downloads
 * @bytes_per_s: how fast it may read; 0 for no limit of its own
 *
 * Changes the limit at once.
 */
void
rt_download_queue_set_limit (RtDownloadQueue *self,
                             RtDownload *download,
                             gint64 bytes_per_s)
{
  g_return_if_fail (RT_IS_DOWNLOAD_QUEUE (self));

  rt_rate_limit_set_rate (rt_download_get_limit (download), bytes_per_s);
  rt_download_queue_touch (self, download);
}
