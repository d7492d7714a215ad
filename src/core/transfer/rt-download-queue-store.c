/* Keeps a list of downloads in a file, a line for each. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/transfer/rt-download-queue-store.h"

#include "core/http/rt-saved-file.h"

#include <string.h>

/* What is written at one time of the main loop. */
#define SLICE_US 4000

struct _RtDownloadQueueStore
{
  RtSavedFile *file;
  GListModel *downloads; /* of RtDownload: what is written */
  RtDownloadQueueLoadFunc func;
  gpointer user_data;

  GCancellable *loading; /* NULL when all is read */
  GHashTable *lines;     /* of GBytes, by RtDownload: as it is to be written */
  GHashTable *touched;   /* of RtDownload: their lines are old */
  guint idle;            /* source, 0 if nothing is to be written */
};

static GHashTable *
lines_new (void)
{
  return g_hash_table_new_full (NULL, NULL, g_object_unref,
                                (GDestroyNotify)g_bytes_unref);
}

static GBytes *
make_line (RtDownload *download)
{
  g_autofree char *text = rt_download_record_format (download);
  char *line = g_strconcat (text, "\n", NULL);

  return g_bytes_new_take (line, strlen (line));
}

static void
write_line (RtDownloadQueueStore *self, RtDownload *download)
{
  g_hash_table_insert (self->lines, g_object_ref (download), make_line (download));
}

/* The lines are there: to put them together takes no time worth mentioning.  Lines of what is
 * no longer in the list are let go. */
static void
write_file (RtDownloadQueueStore *self)
{
  g_autoptr (GHashTable) lines = g_steal_pointer (&self->lines);
  g_autoptr (GByteArray) text = g_byte_array_new ();
  g_autoptr (GBytes) contents = NULL;

  self->lines = lines_new ();
  for (guint i = 0; i < g_list_model_get_n_items (self->downloads); i++)
    {
      RtDownload *download = g_list_model_get_item (self->downloads, i);
      GBytes *line = g_hash_table_lookup (lines, download);
      gsize length;
      gconstpointer data = g_bytes_get_data (line, &length);

      g_byte_array_append (text, data, (guint)length);
      g_hash_table_insert (self->lines, download, g_bytes_ref (line));
    }
  contents = g_byte_array_free_to_bytes (g_steal_pointer (&text));
  rt_saved_file_save (self->file, contents);
}

/* Returns FALSE if there is more to do. */
static gboolean
write_touched (RtDownloadQueueStore *self, gint64 until_us)
{
  GHashTableIter iter;
  gpointer download;

  g_hash_table_iter_init (&iter, self->touched);
  while (g_hash_table_iter_next (&iter, &download, NULL))
    {
      write_line (self, download);
      g_hash_table_iter_remove (&iter);
      if (g_get_monotonic_time () >= until_us)
        break;
    }
  return g_hash_table_size (self->touched) == 0;
}

static gboolean
on_idle (gpointer user_data)
{
  RtDownloadQueueStore *self = user_data;

  if (!write_touched (self, g_get_monotonic_time () + SLICE_US))
    return G_SOURCE_CONTINUE;
  self->idle = 0;
  write_file (self);
  return G_SOURCE_REMOVE;
}

static void
schedule (RtDownloadQueueStore *self)
{
  /* Before all is read there is nothing that may be written over it. */
  if (self->idle == 0 && self->loading == NULL)
    self->idle = g_idle_add (on_idle, self);
}

static void
on_items_changed (GListModel *downloads,
                  guint position,
                  guint n_removed,
                  guint n_added,
                  RtDownloadQueueStore *self)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (RtDownload) download = g_list_model_get_item (downloads, i);

      if (!g_hash_table_contains (self->lines, download))
        g_hash_table_add (self->touched, g_object_ref (download));
    }
  schedule (self);
}

/* What is read, in another thread: the disk may take its time, and so does a long list. */
typedef struct
{
  RtSavedFile *file;
  RtProxySource *usual; /* nullable */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *self = data;

  rt_saved_file_free (self->file);
  g_clear_object (&self->usual);
  g_free (self);
}

static void
load (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Reading *reading = data;
  g_autofree char *text = rt_saved_file_load (reading->file);
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  g_autoptr (GPtrArray) records
      = g_ptr_array_new_with_free_func ((GDestroyNotify)rt_download_record_free);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      RtDownloadRecord *record = *lines[i] != '\0'
                                     ? rt_download_record_parse (lines[i], reading->usual)
                                     : NULL;

      if (record != NULL)
        g_ptr_array_add (records, record);
    }
  g_task_return_pointer (task, g_steal_pointer (&records),
                         (GDestroyNotify)g_ptr_array_unref);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RtDownloadQueueStore *self = user_data;
  g_autoptr (GPtrArray) records = g_task_propagate_pointer (G_TASK (result), NULL);

  if (records == NULL)
    return; /* cancelled: the store is gone */
  g_clear_object (&self->loading);
  self->func (records, self->user_data);
  if (g_hash_table_size (self->touched) > 0)
    schedule (self);
}

/**
 * rt_download_queue_store_new:
 * @file: (nullable): where the list is kept; %NULL keeps nothing
 * @downloads: (element-type RtDownload): the list; it must outlive the store
 * @usual: (nullable): reads which way a download of its own takes
 * @func: takes what was in the file, from the main loop
 * @user_data: for @func
 *
 * Reads what is in the file, and from then on writes what is in the list.  The file is
 * readable by its owner only, for it keeps what the requests carry.
 *
 * Returns: (transfer full): the store
 */
RtDownloadQueueStore *
rt_download_queue_store_new (GFile *file,
                             GListModel *downloads,
                             RtProxySource *usual,
                             RtDownloadQueueLoadFunc func,
                             gpointer user_data)
{
  RtDownloadQueueStore *self = g_new0 (RtDownloadQueueStore, 1);
  Reading *reading = g_new0 (Reading, 1);
  g_autoptr (GTask) task = NULL;

  self->file = rt_saved_file_new (file);
  self->downloads = downloads;
  self->func = func;
  self->user_data = user_data;
  self->lines = lines_new ();
  self->touched = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->loading = g_cancellable_new ();
  g_signal_connect (downloads, "items-changed", G_CALLBACK (on_items_changed), self);
  task = g_task_new (NULL, self->loading, on_loaded, self);
  g_task_set_source_tag (task, rt_download_queue_store_new);
  reading->file = rt_saved_file_new (file);
  g_set_object (&reading->usual, usual);
  g_task_set_task_data (task, reading, reading_free);
  g_task_run_in_thread (task, load);
  return self;
}

/* Waits until all that was touched is on the disk. */
void
rt_download_queue_store_free (RtDownloadQueueStore *self)
{
  g_signal_handlers_disconnect_by_data (self->downloads, self);
  if (self->idle != 0)
    {
      g_source_remove (self->idle);
      write_touched (self, G_MAXINT64);
      write_file (self);
    }
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_hash_table_unref (self->lines);
  g_hash_table_unref (self->touched);
  rt_saved_file_free (self->file);
  g_free (self);
}

/**
 * rt_download_queue_store_touch:
 * @self: a store
 * @download: one of the list
 *
 * Says that there is something to be written of @download.
 */
void
rt_download_queue_store_touch (RtDownloadQueueStore *self, RtDownload *download)
{
  g_hash_table_add (self->touched, g_object_ref (download));
  schedule (self);
}
