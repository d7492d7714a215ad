/* Downloads that wait for space on a disk. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "core/transfer/rt-download-queue-private.h"

#include "core/transfer/rt-download-private.h"
#include "core/wire/rt-error.h"

#include <glib/gi18n.h>

/* How often the disks are looked at. */
#define LOOK_S 2

/* So many downloads are looked after at a time: the first in the order of the list. */
#define LOOKS_MAX 16

/* With less space than this a disk is full again at once: others write to it, too. */
#define SPACE_MIN (1024 * 1024)

typedef struct
{
  RtDownloadQueue *queue; /* borrowed: alive unless this was cancelled */
  RtDownload *download;
} Look;

static void
look_free (Look *self)
{
  g_object_unref (self->download);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Look, look_free)

/* It was not the user who has paused it. */
static gboolean
waits_for_space (RtDownload *download)
{
  const RtDownloadNews *news = rt_download_get_news (download);

  return news->state == RT_DOWNLOAD_PAUSED
         && g_error_matches (news->error, RT_ERROR, RT_ERROR_DISK_FULL);
}

static guint64
get_space_wanted (RtDownload *download)
{
  const RtDownloadNews *news = rt_download_get_news (download);
  gint64 wanted = news->space_wanted;

  if (wanted < 0)
    wanted = news->total >= 0 ? news->total - news->received : 0;
  return (guint64)wanted + SPACE_MIN;
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Look) look = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info
      = g_file_query_filesystem_info_finish (G_FILE (source), result, &error);
  guint64 space;

  if (info == NULL || !waits_for_space (look->download)
      || rt_download_queue_get_entry (look->queue, look->download) == NULL)
    return;
  space = g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE);
  if (space >= get_space_wanted (look->download))
    rt_download_queue_resume (look->queue, look->download);
}

/* To ask a file system may take a while where it is on another computer. */
static void
look_at_disk (RtDownloadQueue *self, RtDownload *download)
{
  const RtDownloadNews *news = rt_download_get_news (download);
  g_autofree char *folder = news->part_path != NULL
                                ? g_path_get_dirname (news->part_path)
                                : g_strdup (rt_download_get_plan (download)->folder);
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  Look *look = g_new0 (Look, 1);

  look->queue = self;
  look->download = g_object_ref (download);
  g_file_query_filesystem_info_async (file, G_FILE_ATTRIBUTE_FILESYSTEM_FREE,
                                      G_PRIORITY_DEFAULT, self->looking, on_looked, look);
}

static gboolean
on_look (gpointer user_data)
{
  RtDownloadQueue *self = user_data;
  guint n_waiting = 0;

  for (guint i = 0; i < rt_download_queue_get_length (self) && n_waiting < LOOKS_MAX; i++)
    if (waits_for_space (rt_download_queue_get (self, i)))
      {
        look_at_disk (self, rt_download_queue_get (self, i));
        n_waiting++;
      }
  if (n_waiting > 0)
    return G_SOURCE_CONTINUE;
  self->look = 0;
  return G_SOURCE_REMOVE;
}

/* As long as some download waits for space, and no longer. */
void
rt_download_queue_look_for_space (RtDownloadQueue *self)
{
  if (self->looking == NULL)
    self->looking = g_cancellable_new ();
  if (self->look == 0)
    self->look = g_timeout_add_seconds (LOOK_S, on_look, self);
}

void
rt_download_queue_stop_looking (RtDownloadQueue *self)
{
  g_clear_handle_id (&self->look, g_source_remove);
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
}

/* It has stopped for the sake of the disk: says so in place of “paused”. */
static void
say_full (RtDownload *download)
{
  RtDownloadNews *news = rt_download_news_new ();

  news->state = RT_DOWNLOAD_PAUSED;
  news->error = g_error_new_literal (RT_ERROR, RT_ERROR_DISK_FULL,
                                     "another download has found the disk full");
  g_ptr_array_add (
      news->steps,
      rt_step_new (
          RT_STEP_WARNING,
          rt_note_new (N_ ("The disk is full: every download that writes to it is "
                           "paused, and goes on when there is space again."),
                       NULL)));
  rt_download_take_news (download, news);
}

/* What writes to the same file system would fail next, one after the other. */
static void
stop_others (RtDownloadQueue *self, RtDownload *download)
{
  guint64 device = rt_download_get_news (download)->device;

  for (guint i = 0; i < rt_download_queue_get_length (self); i++)
    {
      RtDownload *other = rt_download_queue_get (self, i);
      RtDownloadQueueEntry *entry = rt_download_queue_get_entry (self, other);

      if (other == download || device == 0 || !rt_download_is_at_work (other)
          || entry->is_stopping || rt_download_get_news (other)->device != device)
        continue;
      rt_download_queue_stop (self, other, RT_DOWNLOAD_PAUSED, FALSE);
      entry->lacks_space = TRUE;
    }
}

/**
 * rt_download_queue_mind_space:
 * @self: a queue
 * @download: one of its downloads, which has come to an end
 *
 * If a disk is full, pauses all that writes to it.  Whatever was paused for that goes on
 * once there is space again.
 */
void
rt_download_queue_mind_space (RtDownloadQueue *self, RtDownload *download)
{
  RtDownloadQueueEntry *entry = rt_download_queue_get_entry (self, download);
  gboolean lacks_space = entry->lacks_space;

  entry->lacks_space = FALSE;
  if (waits_for_space (download))
    stop_others (self, download);
  else if (lacks_space && rt_download_get_state (download) == RT_DOWNLOAD_PAUSED)
    {
      say_full (download);
      rt_download_queue_touch (self, download);
    }
  if (waits_for_space (download))
    rt_download_queue_look_for_space (self);
}
