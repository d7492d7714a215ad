/* Takes downloads out of the list, asks about their files, and puts them back. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/resume/rt-download-removal.h"

#include "pages/resume/rt-download-words.h"
#include "ui/rt-question.h"
#include "ui/rt-undo-toast.h"

#include <glib/gi18n.h>

/* Of one download; counted, as its files are deleted side by side. */
typedef struct
{
  GtkWidget *asker;
  RtDownloadQueue *queue;
  RtDownload *download;
  guint position;        /* where it was */
  GApplication *waiting; /* does not end while files are deleted; nullable */
} Removal;

static Removal *
removal_new (GtkWidget *asker, RtDownloadQueue *queue, RtDownload *download)
{
  Removal *self = g_rc_box_new0 (Removal);

  self->asker = g_object_ref (asker);
  self->queue = g_object_ref (queue);
  self->download = g_object_ref (download);
  return self;
}

static void
removal_clear (gpointer data)
{
  Removal *self = data;

  g_object_unref (self->asker);
  g_object_unref (self->queue);
  g_object_unref (self->download);
  if (self->waiting != NULL)
    g_application_release (self->waiting);
}

static void
removal_unref (gpointer self)
{
  g_rc_box_release_full (self, removal_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Removal, removal_unref)

/* --- the files --- */

/* The user has seen it go: that it is there still must be said, as long as there is a window. */
static void
on_deleted (GObject *file, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Removal) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *words = NULL;

  if (g_file_delete_finish (G_FILE (file), result, &error)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return;
  name = g_filename_display_basename (g_file_peek_path (G_FILE (file)));
  /* Translators: the name of a file, and what the system says. */
  words = g_strdup_printf (_ ("“%s” cannot be deleted: %s"), name, error->message);
  gtk_widget_activate_action (self->asker, "win.toast", "s", words);
}

static void
delete_at (Removal *self, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_file_delete_async (file, G_PRIORITY_DEFAULT, NULL, on_deleted,
                       g_rc_box_acquire (self));
}

static void
on_trashed (GObject *file, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Removal) self = user_data;

  /* Not every file system has a trash; the user wants the file gone. */
  if (!g_file_trash_finish (G_FILE (file), result, NULL))
    delete_at (self, g_file_peek_path (G_FILE (file)));
}

/* Whether another download goes on with it: the address was added again. */
static gboolean
is_taken_over (Removal *self, const char *path)
{
  GListModel *downloads = rt_download_queue_get_downloads (self->queue);

  for (guint i = 0; i < g_list_model_get_n_items (downloads); i++)
    {
      g_autoptr (RtDownload) download = g_list_model_get_item (downloads, i);
      const RtDownloadNews *news = rt_download_get_news (download);

      if (g_strcmp0 (news->path, path) == 0 || g_strcmp0 (news->part_path, path) == 0)
        return TRUE;
    }
  return FALSE;
}

/* A whole file may be wanted back one day, a part hardly. */
static void
delete_files (Removal *self)
{
  const RtDownloadNews *news = rt_download_get_news (self->download);

  if (rt_download_is_whole (self->download))
    {
      g_autoptr (GFile) file = g_file_new_for_path (news->path);

      if (!is_taken_over (self, news->path))
        g_file_trash_async (file, G_PRIORITY_DEFAULT, NULL, on_trashed,
                            g_rc_box_acquire (self));
    }
  else if (news->part_path != NULL && !is_taken_over (self, news->part_path))
    {
      g_autofree char *journal = g_strconcat (news->part_path, ".journal", NULL);

      delete_at (self, news->part_path);
      delete_at (self, journal);
    }
}

static void
on_stopped (RtDownload *download, GParamSpec *pspec, Removal *self)
{
  if (rt_download_is_at_work (download))
    return;
  delete_files (self);
  g_signal_handlers_disconnect_by_func (download, on_stopped, self);
}

static void
let_go (gpointer self, GClosure *closure)
{
  removal_unref (self);
}

/* Once it cannot be put back: the window may be closed by then. */
static void
settle_with_files (gpointer data)
{
  g_autoptr (Removal) self = data;

  self->waiting = g_application_get_default ();
  if (self->waiting != NULL)
    g_application_hold (self->waiting);
  /* Nobody must write the file any more. */
  if (rt_download_is_at_work (self->download))
    g_signal_connect_data (self->download, "notify::state", G_CALLBACK (on_stopped),
                           g_rc_box_acquire (self), let_go, 0);
  else
    delete_files (self);
}

/* --- the list --- */

static void
restore (gpointer data)
{
  g_autoptr (Removal) self = data;

  rt_download_queue_restore (self->queue, self->download, self->position);
}

static void
take_out (Removal *self, GDestroyNotify settle)
{
  g_autofree char *name = rt_download_words_dup_name (self->download);
  /* Translators: %s is the name of a file. */
  g_autofree char *words = g_strdup_printf (_ ("“%s” is removed from the list"), name);

  self->position = rt_download_queue_remove (self->queue, self->download);
  rt_undo_toast_show (self->asker, words, restore, settle, g_rc_box_acquire (self));
}

static void
on_response (GtkWidget *dialog, const char *response, Removal *self)
{
  if (g_str_equal (response, "delete"))
    take_out (self, settle_with_files);
  else if (g_str_equal (response, "keep"))
    take_out (self, removal_unref);
}

static gboolean
has_file (RtDownload *download)
{
  const RtDownloadNews *news = rt_download_get_news (download);

  return news->path != NULL && news->received > 0;
}

/**
 * rt_download_removal_ask:
 * @asker: a widget in the window that asks
 * @queue: where it is taken out
 * @download: one of the queue's
 *
 * Asks what becomes of the file, if there is one, and takes the download out.  For a while
 * it can be put back; the file goes only after that.
 */
void
rt_download_removal_ask (GtkWidget *asker, RtDownloadQueue *queue, RtDownload *download)
{
  g_autoptr (Removal) self = removal_new (asker, queue, download);
  g_autofree char *name = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;
  GtkWidget *dialog;

  if (!has_file (download))
    {
      take_out (self, removal_unref);
      return;
    }
  name = rt_download_words_dup_name (download);
  folder = g_path_get_dirname (rt_download_get_news (download)->path);
  /* Translators: %s is the name of a file. */
  title = g_strdup_printf (_ ("Remove “%s” from the List?"), name);
  /* Translators: %s is a folder. */
  body = g_strdup_printf (_ ("What came of it is in %s."), folder);
  dialog = rt_question_new (title, body, "delete", _ ("_Delete the File"),
                            ADW_RESPONSE_DESTRUCTIVE);
  rt_question_add_default (dialog, "keep", _ ("_Keep the File"));
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response),
                         g_steal_pointer (&self), let_go, 0);
  rt_question_present (dialog, asker);
}
