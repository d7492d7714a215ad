/* Takes downloads out of the list, asks about their files, and puts them back. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "pages/resume/rt-download-removal.h"

#include "pages/resume/rt-download-words.h"
#include "ui/rt-question.h"

#include <glib/gi18n.h>

struct _RtDownloadRemoval
{
  GObject parent_instance;

  RtDownloadQueue *queue;
  GtkWidget *toasts;   /* borrowed: an AdwToastOverlay, which owns us */
  GHashTable *removed; /* of Removed, by their ids: as long as they can be put back */
  guint32 last_id;

  RtDownload *asked; /* what the question is about, nullable */
};

G_DEFINE_FINAL_TYPE (RtDownloadRemoval, rt_download_removal, G_TYPE_OBJECT)

typedef struct
{
  RtDownload *download;
  guint position;
  gboolean with_file;
} Removed;

static void
removed_free (gpointer data)
{
  Removed *removed = data;

  g_object_unref (removed->download);
  g_free (removed);
}

/* The user has seen it go: that it is there still must be said, as long as there is a window. */
static void
on_deleted (GObject *file, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtDownloadRemoval) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *words = NULL;
  g_autofree char *safe_words = NULL;

  if (g_file_delete_finish (G_FILE (file), result, &error)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) || self->queue == NULL)
    return;
  name = g_filename_display_basename (g_file_peek_path (G_FILE (file)));
  /* Translators: the name of a file, and what the system says. */
  words = g_strdup_printf (_ ("“%s” cannot be deleted: %s"), name, error->message);
  safe_words = g_markup_escape_text (words, -1);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->toasts),
                               adw_toast_new (safe_words));
}

static void
delete_at (RtDownloadRemoval *self, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_file_delete_async (file, G_PRIORITY_DEFAULT, NULL, on_deleted, g_object_ref (self));
}

static void
on_trashed (GObject *file, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RtDownloadRemoval) self = user_data;

  /* Not every file system has a trash; the user wants the file gone. */
  if (!g_file_trash_finish (G_FILE (file), result, NULL))
    delete_at (self, g_file_peek_path (G_FILE (file)));
}

/* A whole file may be wanted back one day, a part hardly. */
static void
delete_file (RtDownloadRemoval *self, RtDownload *download)
{
  const RtDownloadNews *news = rt_download_get_news (download);

  if (rt_download_is_whole (download))
    {
      g_autoptr (GFile) file = g_file_new_for_path (news->path);

      g_file_trash_async (file, G_PRIORITY_DEFAULT, NULL, on_trashed,
                          g_object_ref (self));
    }
  else if (news->part_path != NULL)
    {
      g_autofree char *journal = g_strconcat (news->part_path, ".journal", NULL);

      delete_at (self, news->part_path);
      delete_at (self, journal);
    }
}

static void
on_stopped (RtDownload *download, GParamSpec *pspec, RtDownloadRemoval *self)
{
  if (rt_download_is_at_work (download))
    return;
  g_object_ref (self);
  g_signal_handlers_disconnect_by_func (download, on_stopped, self);
  delete_file (self, download);
  g_object_unref (download);
  g_object_unref (self);
}

static void
let_go (gpointer self, GClosure *closure)
{
  g_object_unref (self);
}

/* Nobody must write the file any more. */
static void
delete_when_stopped (RtDownloadRemoval *self, RtDownload *download)
{
  if (!rt_download_is_at_work (download))
    {
      delete_file (self, download);
      return;
    }
  g_signal_connect_data (g_object_ref (download), "notify::state",
                         G_CALLBACK (on_stopped), g_object_ref (self), let_go, 0);
}

static void
on_dismissed (AdwToast *toast, RtDownloadRemoval *self)
{
  guint32 id = g_variant_get_uint32 (adw_toast_get_action_target_value (toast));
  const Removed *removed = g_hash_table_lookup (self->removed, GUINT_TO_POINTER (id));

  if (removed != NULL && removed->with_file)
    delete_when_stopped (self, removed->download);
  g_hash_table_remove (self->removed, GUINT_TO_POINTER (id));
}

static void
show_toast (RtDownloadRemoval *self, RtDownload *download)
{
  g_autofree char *name = rt_download_words_dup_name (download);
  /* Translators: %s is the name of a file. */
  g_autofree char *title = g_strdup_printf (_ ("“%s” is removed from the list"), name);
  g_autofree char *safe_title = g_markup_escape_text (title, -1);
  AdwToast *toast = adw_toast_new (safe_title);

  adw_toast_set_button_label (toast, _ ("_Undo"));
  adw_toast_set_action_name (toast, "downloads.restore");
  adw_toast_set_action_target (toast, "u", self->last_id);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (on_dismissed), self, 0);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->toasts), toast);
}

static void
take_out (RtDownloadRemoval *self, RtDownload *download, gboolean with_file)
{
  Removed *removed = g_new0 (Removed, 1);

  removed->download = g_object_ref (download);
  removed->with_file = with_file;
  removed->position = rt_download_queue_remove (self->queue, download);
  g_hash_table_insert (self->removed, GUINT_TO_POINTER (++self->last_id), removed);
  show_toast (self, download);
}

static void
on_response (RtDownloadRemoval *self, const char *response)
{
  g_autoptr (RtDownload) download = g_steal_pointer (&self->asked);

  if (!g_str_equal (response, "cancel"))
    take_out (self, download, g_str_equal (response, "delete"));
}

static gboolean
has_file (RtDownload *download)
{
  const RtDownloadNews *news = rt_download_get_news (download);

  return news->path != NULL && news->received > 0;
}

static void
rt_download_removal_dispose (GObject *object)
{
  RtDownloadRemoval *self = RT_DOWNLOAD_REMOVAL (object);

  g_clear_object (&self->queue);
  g_clear_object (&self->asked);
  g_clear_pointer (&self->removed, g_hash_table_unref);
  G_OBJECT_CLASS (rt_download_removal_parent_class)->dispose (object);
}

static void
rt_download_removal_class_init (RtDownloadRemovalClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rt_download_removal_dispose;
}

static void
rt_download_removal_init (RtDownloadRemoval *self)
{
  self->removed = g_hash_table_new_full (NULL, NULL, NULL, removed_free);
}

/**
 * rt_download_removal_new:
 * @queue: where downloads are taken out
 * @toasts: where that is said; it must outlive the removal
 *
 * Returns: (transfer full): the removal
 */
RtDownloadRemoval *
rt_download_removal_new (RtDownloadQueue *queue, AdwToastOverlay *toasts)
{
  RtDownloadRemoval *self = g_object_new (RT_TYPE_DOWNLOAD_REMOVAL, NULL);

  self->queue = g_object_ref (queue);
  self->toasts = GTK_WIDGET (toasts);
  return self;
}

/**
 * rt_download_removal_ask:
 * @self: a removal
 * @download: one of the queue's
 *
 * Asks what becomes of the file, if there is one, and takes the download out.  For a while
 * it can be put back, by “downloads.restore”.
 */
void
rt_download_removal_ask (RtDownloadRemoval *self, RtDownload *download)
{
  g_autofree char *name = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *title = NULL;
  GtkWidget *dialog;

  g_return_if_fail (RT_IS_DOWNLOAD_REMOVAL (self));

  if (!has_file (download))
    {
      take_out (self, download, FALSE);
      return;
    }
  g_set_object (&self->asked, download);
  name = rt_download_words_dup_name (download);
  folder = g_path_get_dirname (rt_download_get_news (download)->path);
  /* Translators: %s is the name of a file. */
  title = g_strdup_printf (_ ("Remove “%s” from the List?"), name);
  dialog = rt_question_new (self->toasts, title, NULL, "delete", _ ("_Delete the File"),
                            ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  /* Translators: %s is a folder. */
                                  _ ("What came of it is in %s."), folder);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "keep",
                                   _ ("_Keep the File"));
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * rt_download_removal_restore:
 * @self: a removal
 * @id: what “downloads.restore” says
 *
 * Puts a download back where it was.
 */
void
rt_download_removal_restore (RtDownloadRemoval *self, guint32 id)
{
  const Removed *removed;

  g_return_if_fail (RT_IS_DOWNLOAD_REMOVAL (self));

  removed = g_hash_table_lookup (self->removed, GUINT_TO_POINTER (id));
  if (removed == NULL)
    return;
  rt_download_queue_restore (self->queue, removed->download, removed->position);
  g_hash_table_remove (self->removed, GUINT_TO_POINTER (id));
}
