/* The user's downloads: in order, a few at a time, remembered. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/transfer/rt-download-queue-private.h"

#include "core/transfer/rt-download-record.h"

/* How far a download has come is written this often while nothing else is to be told. */
#define PROGRESS_US (5 * G_USEC_PER_SEC)

G_DEFINE_FINAL_TYPE (RtDownloadQueue, rt_download_queue, G_TYPE_OBJECT)

typedef enum
{
  PROP_LOADED = 1,
  PROP_N_RUNNING,
} RtDownloadQueueProperty;

typedef enum
{
  SIGNAL_ENDED,
} RtDownloadQueueSignal;

static GParamSpec *properties[PROP_N_RUNNING + 1];
static guint signals[SIGNAL_ENDED + 1];

void
rt_download_queue_set_n_running (RtDownloadQueue *self, guint n_running)
{
  if (self->n_running == n_running)
    return;
  self->n_running = n_running;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_RUNNING]);
}

/* Something of it is to be written to the list on disk. */
void
rt_download_queue_touch (RtDownloadQueue *self, RtDownload *download)
{
  rt_download_queue_get_entry (self, download)->written_us = g_get_monotonic_time ();
  rt_download_queue_store_touch (self->store, download);
}

/* Takes all that was known of a download out, but for what the user may have of it. */
static void
forget (RtDownloadQueue *self, RtDownload *download)
{
  g_signal_handlers_disconnect_by_data (download, self);
  g_hash_table_remove (self->entries, download);
}

/* By itself, and not because somebody asked for it. */
static gboolean
has_ended (RtDownload *download)
{
  const RtDownloadNews *news = rt_download_get_news (download);

  return news->state == RT_DOWNLOAD_DONE
         || (rt_download_state_is_over (news->state) && news->error != NULL
             && !g_error_matches (news->error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
}

static void
on_state_changed (RtDownload *download, GParamSpec *pspec, RtDownloadQueue *self)
{
  RtDownloadQueueEntry *entry = rt_download_queue_get_entry (self, download);
  gboolean is_over = rt_download_state_is_over (rt_download_get_state (download));
  gboolean goes_on = is_over && entry->goes_on;
  gboolean was_done = entry->was_done;

  if (is_over)
    {
      entry->is_stopping = entry->goes_on = FALSE;
      entry->was_done = rt_download_get_state (download) == RT_DOWNLOAD_DONE;
    }
  if (is_over && entry->is_removed)
    {
      forget (self, download);
      return;
    }
  rt_download_queue_touch (self, download);
  rt_download_queue_pump (self);
  if (goes_on && !has_ended (download))
    rt_download_enqueue (download);
  else if (has_ended (download) && !was_done)
    g_signal_emit (self, signals[SIGNAL_ENDED], 0, download);
  if (is_over && !goes_on)
    rt_download_queue_mind_space (self, download);
}

static void
on_updated (RtDownload *download, RtDownloadQueue *self)
{
  RtDownloadQueueEntry *entry = rt_download_queue_get_entry (self, download);

  if (!entry->is_removed && g_get_monotonic_time () - entry->written_us >= PROGRESS_US)
    rt_download_queue_touch (self, download);
}

static void
watch (RtDownloadQueue *self, RtDownload *download)
{
  RtDownloadQueueEntry *entry = g_new0 (RtDownloadQueueEntry, 1);

  entry->was_done = rt_download_get_state (download) == RT_DOWNLOAD_DONE;
  if (!rt_download_is_at_work (download)) /* one may come back before it has stopped */
    rt_download_set_monitor (download, self->monitor);
  g_hash_table_insert (self->entries, g_object_ref (download), entry);
  g_signal_connect_object (download, "notify::state", G_CALLBACK (on_state_changed), self,
                           0);
  g_signal_connect_object (download, "updated", G_CALLBACK (on_updated), self, 0);
}

static void
insert (RtDownloadQueue *self, guint position, GPtrArray *downloads)
{
  for (guint i = 0; i < downloads->len; i++)
    watch (self, g_ptr_array_index (downloads, i));
  g_list_store_splice (self->downloads, position, 0, downloads->pdata, downloads->len);
  rt_download_queue_pump (self);
}

/* What was added meanwhile comes after what was there before. */
static void
on_loaded (GPtrArray *records, gpointer user_data)
{
  RtDownloadQueue *self = user_data;
  g_autoptr (GPtrArray) downloads = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (downloads, rt_download_record_restore (
                                    g_ptr_array_index (records, i), self->jars));
  insert (self, 0, downloads);
  rt_download_queue_look_for_space (self);
  self->is_loaded = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
}

static void
rt_download_queue_get_property (GObject *object,
                                guint id,
                                GValue *value,
                                GParamSpec *pspec)
{
  RtDownloadQueue *self = RT_DOWNLOAD_QUEUE (object);

  switch ((RtDownloadQueueProperty)id)
    {
    case PROP_LOADED:
      g_value_set_boolean (value, self->is_loaded);
      break;
    case PROP_N_RUNNING:
      g_value_set_uint (value, self->n_running);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* What is at work is written down as such first: in the next run it goes on. */
static void
rt_download_queue_dispose (GObject *object)
{
  RtDownloadQueue *self = RT_DOWNLOAD_QUEUE (object);

  g_clear_pointer (&self->store, rt_download_queue_store_free);
  g_clear_handle_id (&self->pump, g_source_remove);
  rt_download_queue_stop_looking (self);
  g_clear_pointer (&self->entries, g_hash_table_unref);
  g_clear_object (&self->downloads);
  g_clear_object (&self->terms);
  g_clear_object (&self->trust);
  g_clear_object (&self->usual);
  g_clear_object (&self->jars);
  g_clear_object (&self->monitor);
  G_OBJECT_CLASS (rt_download_queue_parent_class)->dispose (object);
}

static void
rt_download_queue_class_init (RtDownloadQueueClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = rt_download_queue_dispose;
  object_class->get_property = rt_download_queue_get_property;

  /**
   * RtDownloadQueue:loaded:
   *
   * Whether the downloads of earlier runs are in the list.
   */
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, flags);

  /**
   * RtDownloadQueue:n-running:
   *
   * How many downloads are at work, those excepted that wait for their server.
   */
  properties[PROP_N_RUNNING]
      = g_param_spec_uint ("n-running", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * RtDownloadQueue::ended:
   * @self: a queue
   * @download: one of its downloads
   *
   * A download is finished, or cannot go on by itself.
   */
  signals[SIGNAL_ENDED]
      = g_signal_new ("ended", RT_TYPE_DOWNLOAD_QUEUE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, RT_TYPE_DOWNLOAD);
}

static void
rt_download_queue_init (RtDownloadQueue *self)
{
  self->downloads = g_list_store_new (RT_TYPE_DOWNLOAD);
  self->entries = g_hash_table_new_full (NULL, NULL, g_object_unref, g_free);
}

/**
 * rt_download_queue_new:
 * @file: (nullable): where the downloads are kept; %NULL keeps nothing
 * @trust: (nullable): the certificates that the user trusts
 * @usual: (nullable): says which way a download takes
 * @jars: (nullable): of #RtCookieSource: whose cookies a download may have
 * @monitor: (nullable): tells of the network; %NULL is the system's
 *
 * Reads the user's downloads.  What was at work, or waited, when the program ended goes on
 * once they are read.
 *
 * Returns: (transfer full): the queue
 */
RtDownloadQueue *
rt_download_queue_new (GFile *file,
                       RtTrust *trust,
                       RtProxySource *usual,
                       GListModel *jars,
                       GNetworkMonitor *monitor)
{
  RtDownloadQueue *self = g_object_new (RT_TYPE_DOWNLOAD_QUEUE, NULL);

  g_set_object (&self->trust, trust);
  g_set_object (&self->usual, usual);
  g_set_object (&self->jars, jars);
  self->monitor
      = g_object_ref (monitor != NULL ? monitor : g_network_monitor_get_default ());
  self->terms = rt_download_terms_new (self->monitor);
  g_signal_connect_object (self->terms, "notify", G_CALLBACK (rt_download_queue_pump),
                           self, G_CONNECT_SWAPPED);
  self->store = rt_download_queue_store_new (file, G_LIST_MODEL (self->downloads), usual,
                                             on_loaded, self);
  return self;
}

/**
 * rt_download_queue_get_downloads:
 * @self: a queue
 *
 * Returns: (transfer none): a list of #RtDownload, in the order in which they start
 */
GListModel *
rt_download_queue_get_downloads (RtDownloadQueue *self)
{
  g_return_val_if_fail (RT_IS_DOWNLOAD_QUEUE (self), NULL);

  return G_LIST_MODEL (self->downloads);
}

/* On which terms they run. */
RtDownloadTerms *
rt_download_queue_get_terms (RtDownloadQueue *self)
{
  g_return_val_if_fail (RT_IS_DOWNLOAD_QUEUE (self), NULL);

  return self->terms;
}

/**
 * rt_download_queue_add:
 * @self: a queue
 * @plans: (element-type RtDownloadPlan): what to download
 *
 * Adds downloads at the end.  They start when it is their turn.
 */
void
rt_download_queue_add (RtDownloadQueue *self, GPtrArray *plans)
{
  g_autoptr (GPtrArray) downloads = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (RT_IS_DOWNLOAD_QUEUE (self));

  for (guint i = 0; i < plans->len; i++)
    {
      RtDownload *download = rt_download_new (g_ptr_array_index (plans, i));

      rt_download_record_warn (download);
      g_ptr_array_add (downloads, download);
    }
  insert (self, rt_download_queue_get_length (self), downloads);
}

static guint
take_out (RtDownloadQueue *self, RtDownload *download)
{
  guint position;

  if (!g_list_store_find (self->downloads, download, &position))
    g_return_val_if_reached (0);
  g_list_store_remove (self->downloads, position);
  return position;
}

/**
 * rt_download_queue_remove:
 * @self: a queue
 * @download: one of its downloads
 *
 * Takes a download out.  It stops soon, and its file stays.
 *
 * Returns: where it was, for rt_download_queue_restore()
 */
guint
rt_download_queue_remove (RtDownloadQueue *self, RtDownload *download)
{
  g_autoptr (RtDownload) kept = g_object_ref (download);
  guint position;

  g_return_val_if_fail (RT_IS_DOWNLOAD_QUEUE (self), 0);

  position = take_out (self, download);
  rt_download_stop_verifying (download);
  if (rt_download_is_at_work (download))
    {
      rt_download_queue_get_entry (self, download)->is_removed = TRUE;
      rt_download_queue_stop (self, download, RT_DOWNLOAD_PAUSED, FALSE);
    }
  else
    forget (self, download);
  rt_download_queue_pump (self);
  return position;
}

/**
 * rt_download_queue_restore:
 * @self: a queue
 * @download: a download that was removed from it
 * @position: where it was
 *
 * Puts a download back.  If it was at work it does not go on by itself.
 */
void
rt_download_queue_restore (RtDownloadQueue *self, RtDownload *download, guint position)
{
  RtDownloadQueueEntry *entry;

  g_return_if_fail (RT_IS_DOWNLOAD_QUEUE (self));

  entry = rt_download_queue_get_entry (self, download);
  if (entry != NULL)
    entry->is_removed = FALSE;
  else
    watch (self, download);
  g_list_store_insert (self->downloads,
                       MIN (position, rt_download_queue_get_length (self)), download);
  rt_download_queue_pump (self);
}

/**
 * rt_download_queue_move:
 * @self: a queue
 * @download: one of its downloads
 * @position: where it shall be
 *
 * Changes the order.  What is at work goes on.
 */
void
rt_download_queue_move (RtDownloadQueue *self, RtDownload *download, guint position)
{
  g_autoptr (RtDownload) kept = g_object_ref (download);

  g_return_if_fail (RT_IS_DOWNLOAD_QUEUE (self));

  take_out (self, download);
  g_list_store_insert (self->downloads,
                       MIN (position, rt_download_queue_get_length (self)), download);
  rt_download_queue_pump (self);
}
